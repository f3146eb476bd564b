import {
  ICalCalendar,
  ICalEventBusyStatus,
  ICalEventClass,
  type ICalEventData,
  ICalEventTransparency,
} from "ical-generator";
import { addDays } from "../../platform/dates.ts";
import { keyOf, type SaidEntry } from "./rules.ts";

const refreshSeconds = 3600;
const entriesAPiece = 200;
const lineBreak = "\r\n";
const mostOctets = 75;

/** Where the program is reached, such as https://comeback.example.com: links lead there. */
export type Origin = string;

/**
 * A calendar as RFC 5545 writes it, in pieces: between two of them others get their turn. It has no method, because it is
 * no invitation; so each entry's stamp is the instant it last changed, and the same entries make the same text.
 */
export async function* writeIcs(entries: readonly SaidEntry[], origin: Origin): AsyncGenerator<string> {
  const [head = "", foot = ""] = emptyCalendar()
    .toString()
    .split(/(?=END:VCALENDAR)/);
  let piece = head;
  for (let at = 0; at < entries.length; at += entriesAPiece) {
    const calendar = emptyCalendar();
    for (const entry of entries.slice(at, at + entriesAPiece))
      piece += folded(calendar.createEvent(eventOf(entry, origin)).toString());
    yield piece;
    piece = "";
    await nextTurn();
  }
  yield `${piece}${foot}${lineBreak}`;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

function emptyCalendar(): ICalCalendar {
  return new ICalCalendar({
    name: "Comeback",
    prodId: { company: "Comeback", product: "Comeback", language: "EN" },
    ttl: refreshSeconds,
  });
}

function eventOf(entry: SaidEntry, origin: Origin): ICalEventData {
  const { when, summary, description, path, busy, edition, saidAt } = entry;
  const link = `${origin}${path}`;
  return {
    id: `${keyOf(entry)}@comeback`,
    sequence: edition,
    stamp: new Date(saidAt),
    lastModified: new Date(saidAt),
    ...("on" in when
      ? // The end is the first day that no longer belongs to it.
        { allDay: true, start: new Date(when.on), end: new Date(addDays(when.on, 1)) }
      : { start: new Date(when.startsAt), end: new Date(when.endsAt) }),
    summary,
    // Not every calendar shows the link by itself.
    description: description ? `${description}\n\n${link}` : link,
    url: link,
    transparency: busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    busystatus: busy ? ICalEventBusyStatus.BUSY : ICalEventBusyStatus.FREE,
    // A calendar is often shared with colleagues, and what somebody lost is theirs.
    class: ICalEventClass.PRIVATE,
  };
}

/** Lines of at most 75 octets, broken between characters. The library folds too, a hundred times slower. */
export function folded(text: string): string {
  return text
    .split(lineBreak)
    .map((line) => (line.length * 3 <= mostOctets ? line : foldLine(line)))
    .join(lineBreak);
}

function foldLine(line: string): string {
  let written = "";
  let begin = 0;
  let octets = 0;
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > mostOctets) {
      written += `${line.slice(begin, at)}${lineBreak} `;
      begin = at;
      // The space that begins the next line is one of its octets.
      octets = 1;
    }
    octets += size;
    at += code < 0x10000 ? 1 : 2;
  }
  return written + line.slice(begin);
}
