import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import { Beside, Key } from "./Beside.tsx";
import { Finding, Nothing, TooFew } from "./Finding.tsx";
import type { RecordShape } from "./record-shape.ts";
import { daysRangeWords, daysWords } from "./record-words.ts";

/** How long it takes from a loss to a first conversation on another deal. */
export function NextConversation({ figure }: { figure: RecordShape["nextConversation"] }) {
  const reader = useReader();
  const title = "From a loss to the next new conversation";
  switch (figure.kind) {
    case "too-few":
      return <TooFew title={title} figure={figure} what="losses since conversations are recorded" />;
    case "nothing-recorded":
      return (
        <Nothing title={title}>
          No conversation is recorded yet, so nobody can say how soon the next one followed.
        </Nothing>
      );
    case "not-yet":
      return (
        <Nothing title={title}>
          {countWords(figure.waiting, "loss waits", "losses wait", reader)} for one, of {figure.losses}. There is no
          middle before half of them had one.
        </Nothing>
      );
    case "known": {
      const { losses, waiting, medianDays, lowDays, highDays, usualDays } = figure;
      const max = Math.max(highDays ?? medianDays * 2, usualDays, medianDays) * 1.15;
      const range = daysRangeWords(lowDays, highDays, reader);
      return (
        <Finding
          title={title}
          figure={daysWords(medianDays, reader)}
          beside={
            <>
              <Key mark="usual" />
              usually {daysWords(usualDays, reader)}
            </>
          }
          lane={<Beside value={medianDays} bar={{ low: lowDays, high: highDays ?? max }} usual={usualDays} max={max} />}
        >
          Half of {countWords(losses, "loss", "losses", reader)} had one by then{range && `, give or take: ${range}`}.
          Usual is the wait from any moment on.
          {waiting > 0 &&
            ` ${countWords(waiting, "loss still waits for one and counts", "losses still wait for one and count", reader)} with the time so far.`}
        </Finding>
      );
    }
  }
}
