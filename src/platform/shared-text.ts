import * as Y from "yjs";

/**
 * A short text that several people write at once and nobody's letters are lost: a Yjs document with one text in it. What one
 * of them typed travels as an update (bytes, base64 on the wire). Updates may come twice and in any order; whoever has the
 * same updates has the same words.
 */
const textOf = (doc: Y.Doc) => doc.getText("words");
/** A document's own id is never told to anybody, and random ones cost more than joining a text. */
const openDoc = () => new Y.Doc({ guid: "text" });

export type JoinedText = { state: Uint8Array; words: string };

/** What was kept, joined with what came; null where that is no update of a text. */
export function joinText(kept: Uint8Array | null, update: Uint8Array): JoinedText | null {
  const doc = openDoc();
  try {
    if (kept) Y.applyUpdate(doc, kept);
    Y.applyUpdate(doc, update);
    return { state: Y.encodeStateAsUpdate(doc), words: textOf(doc).toString() };
  } catch {
    return null;
  } finally {
    doc.destroy();
  }
}

export type Selection = { from: number; to: number };
/** What the server has not acknowledged yet, and what to give back once it has. */
export type Unsaved = { update: string; mark: number };

/** One person's copy of a shared text, as their screen has it open. */
export type SharedText = {
  words: () => string;
  /** The whole text as the field says now; what differs is what was typed. */
  type: (words: string) => void;
  /** What somebody else typed (base64). Gives back where the cursor is now, so that it stays at the same letters. */
  receive: (update: string, selection?: Selection) => Selection;
  unsaved: () => Unsaved | null;
  acknowledge: (mark: number) => void;
  /** Everything, to be kept on this device until it is acknowledged; `openSharedText(kept, { isSaved: false })` opens it again. */
  keep: () => string;
};

/** `isSaved`: all of this came from the server. What was kept on the device is sent once more: that changes nothing. */
export function openSharedText(state: string | null, { isSaved }: { isSaved: boolean }): SharedText {
  const doc = openDoc();
  if (state) Y.applyUpdate(doc, bytesOf(state));
  const text = textOf(doc);
  let typed = state !== null && !isSaved ? 1 : 0;
  let acknowledged = 0;
  let saved = isSaved ? Y.encodeStateVector(doc) : undefined;
  /** What the server will have once it acknowledges a mark. */
  const sent = new Map<number, Uint8Array>();
  return {
    words: () => text.toString(),
    type: (words) => {
      const before = text.toString();
      if (words === before) return;
      const { at, removed, added } = differenceOf(before, words);
      doc.transact(() => {
        if (removed > 0) text.delete(at, removed);
        if (added !== "") text.insert(at, added);
      });
      typed += 1;
    },
    receive: (update, selection = { from: 0, to: 0 }) => {
      const from = Y.createRelativePositionFromTypeIndex(text, Math.min(selection.from, text.length));
      const to = Y.createRelativePositionFromTypeIndex(text, Math.min(selection.to, text.length));
      Y.applyUpdate(doc, bytesOf(update));
      const indexOf = (position: Y.RelativePosition) =>
        Y.createAbsolutePositionFromRelativePosition(position, doc)?.index ?? text.length;
      return { from: indexOf(from), to: indexOf(to) };
    },
    unsaved: () => {
      if (typed === acknowledged) return null;
      sent.set(typed, Y.encodeStateVector(doc));
      return { update: textOfBytes(Y.encodeStateAsUpdate(doc, saved)), mark: typed };
    },
    acknowledge: (mark) => {
      const vector = sent.get(mark);
      if (!vector || mark <= acknowledged) return;
      acknowledged = mark;
      saved = vector;
      for (const known of sent.keys()) if (known <= mark) sent.delete(known);
    },
    keep: () => textOfBytes(Y.encodeStateAsUpdate(doc)),
  };
}

const isFirstHalf = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isSecondHalf = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** The one place where two texts differ, from the first to the last letter; no letter of two halves is cut apart. */
function differenceOf(before: string, after: string): { at: number; removed: number; added: string } {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  let tail = 0;
  while (tail < shorter - at && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (at > 0 && isFirstHalf(before.charCodeAt(at - 1))) at -= 1;
  if (tail > 0 && isSecondHalf(before.charCodeAt(before.length - tail))) tail -= 1;
  return { at, removed: before.length - tail - at, added: after.slice(at, after.length - tail) };
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function textOfBytes(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
