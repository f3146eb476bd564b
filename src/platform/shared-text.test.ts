import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, joinText, openSharedText, type SharedText, textOfBytes } from "./shared-text.ts";

/** A server that keeps the text, and forgets nothing but answers, as servers on bad lines do. */
function keeper() {
  let state: Uint8Array | null = null;
  const log: string[] = [];
  return {
    save: (update: string) => {
      const joined = joinText(state, bytesOf(update));
      if (!joined) throw new Error("The update was not read.");
      state = joined.state;
      log.push(update);
    },
    state: () => (state ? textOfBytes(state) : null),
    words: () => (state ? (joinText(state, state)?.words ?? "") : ""),
    since: (seen: number) => log.slice(seen),
    told: () => log.length,
  };
}

const letters = fc.string({ unit: "grapheme", maxLength: 6 });
/** What one of two writers does next. */
const step = fc.record({
  who: fc.nat(1),
  what: fc.oneof(
    fc.record({ kind: fc.constant("insert" as const), at: fc.nat(40), text: letters }),
    fc.record({ kind: fc.constant("remove" as const), at: fc.nat(40), length: fc.nat(4) }),
    fc.record({ kind: fc.constant("save" as const), isAnswered: fc.boolean() }),
    fc.record({ kind: fc.constant("hear" as const) }),
    fc.record({ kind: fc.constant("reload" as const) }),
  ),
});

describe("a text that several people write at once", () => {
  it("is the same for all once everything is saved and heard, however saves, losses and reloads fall", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const server = keeper();
        const writers = [0, 1].map(() => ({ text: openSharedText(null, { isSaved: true }), seen: 0 }));
        const hear = (writer: { text: SharedText; seen: number }) => {
          for (const update of server.since(writer.seen)) writer.text.receive(update);
          writer.seen = server.told();
        };
        for (const { who, what } of steps) {
          const writer = writers[who];
          if (!writer) continue;
          // A field never holds half of a character.
          const words = [...writer.text.words()];
          const typed = (at: number, removed: number, added: string) =>
            writer.text.type([...words.slice(0, at), added, ...words.slice(at + removed)].join(""));
          if (what.kind === "insert") typed(what.at, 0, what.text);
          else if (what.kind === "remove") typed(what.at, what.length, "");
          else if (what.kind === "hear") hear(writer);
          else if (what.kind === "reload") writer.text = openSharedText(writer.text.keep(), { isSaved: false });
          else {
            const unsaved = writer.text.unsaved();
            if (!unsaved) continue;
            server.save(unsaved.update);
            if (what.isAnswered) writer.text.acknowledge(unsaved.mark);
          }
        }
        for (const { text } of writers) {
          const unsaved = text.unsaved();
          if (unsaved) server.save(unsaved.update);
        }
        for (const writer of writers) hear(writer);
        const [one, other] = writers;
        expect(one?.text.words()).toBe(server.words());
        expect(other?.text.words()).toBe(server.words());
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every letter that two people type at the same place, each one's in its order", () => {
    fc.assert(
      fc.property(letters, letters, letters, (there, mine, theirs) => {
        const server = keeper();
        const first = openSharedText(null, { isSaved: true });
        first.type(there);
        const begun = first.unsaved();
        if (begun) server.save(begun.update);
        const [me, them] = [mine, theirs].map((typed) => {
          const text = openSharedText(server.state(), { isSaved: true });
          text.type(text.words() + typed);
          return text.unsaved();
        });
        if (me) server.save(me.update);
        if (them) server.save(them.update);
        expect([there + mine + theirs, there + theirs + mine]).toContain(server.words());
      }),
    );
  });

  it("changes nothing by what comes twice, and says what it has not saved", () => {
    const server = keeper();
    const text = openSharedText(null, { isSaved: true });
    expect(text.unsaved()).toBeNull();
    text.type("Ask who signs");
    const first = text.unsaved();
    text.type("Ask who signs first");
    if (!first) throw new Error("There is something unsaved.");
    server.save(first.update);
    server.save(first.update);
    text.acknowledge(first.mark);
    expect(server.words()).toBe("Ask who signs");
    const rest = text.unsaved();
    expect(rest?.update.length).toBeLessThan(first.update.length + 8);
    server.save(rest?.update ?? "");
    expect(server.words()).toBe("Ask who signs first");
    text.acknowledge(rest?.mark ?? 0);
    expect(text.unsaved()).toBeNull();
  });

  it("leaves the cursor at its letters when somebody writes before it", () => {
    const text = openSharedText(null, { isSaved: true });
    text.type("signs");
    const other = openSharedText(text.keep(), { isSaved: true });
    other.type("Who signs");
    expect(text.receive(other.unsaved()?.update ?? "", { from: 2, to: 4 })).toEqual({ from: 6, to: 8 });
    expect(text.words()).toBe("Who signs");
  });

  it("refuses what is no text", () => {
    expect(joinText(null, new Uint8Array([1, 2, 3, 250]))).toBeNull();
    expect(joinText(null, crypto.getRandomValues(new Uint8Array(400)))).toBeNull();
  });
});
