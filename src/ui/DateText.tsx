import { useReader } from "./ReaderContext.tsx";
import { dayOf, dayWords, instantWords, longDayWords, type Reader, sinceWords, whenWords } from "./words.ts";

/** "day": 4 May · "since": since Tuesday · "when": in words while near ("yesterday", "on Friday"), else the date. */
export type DayWording = "day" | "since" | "when";

const WORDING: Record<DayWording, (day: string, reader: Reader) => string> = {
  day: dayWords,
  since: sinceWords,
  when: whenWords,
};

/** A day (YYYY-MM-DD) in words; the whole date is in its title. `<DayText on="2026-05-04" say="since" />` */
export function DayText({ on, say = "day" }: { on: string; say?: DayWording | undefined }) {
  const reader = useReader();
  return (
    <time dateTime={on} title={longDayWords(on, reader)}>
      {WORDING[say](on, reader)}
    </time>
  );
}

/** An instant (ISO) in words, in the reader's time zone; "time" adds the clock: "4 May, 14:02". */
export function InstantText({ at, say = "when" }: { at: string; say?: DayWording | "time" | undefined }) {
  const reader = useReader();
  const words = say === "time" ? instantWords(at, reader) : WORDING[say](dayOf(at, reader.timeZone), reader);
  return (
    <time dateTime={at} title={`${longDayWords(dayOf(at, reader.timeZone), reader)}, ${instantWords(at, reader)}`}>
      {words}
    </time>
  );
}
