import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import { bytesOf, joinText, openSharedText, textOfBytes } from "../../../platform/shared-text.ts";
import { type Drawer, openDesk } from "./idea-desk.ts";

/** The server's copy of each idea, as it joins what it is sent. */
function serverOf() {
  const kept = new Map<string, Uint8Array>();
  let words = "";
  return {
    write: async ({ id, update }: { id: string; update: string }) => {
      const joined = joinText(kept.get(id) ?? null, bytesOf(update));
      if (!joined) throw new Error("no update");
      kept.set(id, joined.state);
      words = joined.words;
    },
    words: () => words,
    state: (id: string) => textOfBytes(kept.get(id) ?? new Uint8Array()),
  };
}

function drawerOf(): Drawer & { kept: () => string | null } {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
    kept: () => kept,
  };
}

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 4000, interval: 5 }).toBe(true);

describe("what one writes in a meeting", () => {
  test("is kept on the device from the first letter until the server has it", async () => {
    const server = serverOf();
    const drawer = drawerOf();
    const desk = openDesk({ write: server.write, drawer, pauseMs: 10 });
    desk.begin("idea", null);
    desk.type("idea", "Ask who");
    expect(drawer.kept()).not.toBeNull();
    expect(desk.ideas()).toEqual([
      { id: "idea", topicId: null, words: "Ask who", kept: { kind: "saving" }, isBegun: true },
    ]);
    desk.type("idea", "Ask who signs");
    await until(() => desk.ideas()[0]?.kept.kind === "saved");
    expect(server.words()).toBe("Ask who signs");
    expect(drawer.kept()).toBeNull();
  });

  test("outlives a reload without a connection, and is sent when there is one", async () => {
    const server = serverOf();
    const drawer = drawerOf();
    const offline = openDesk({ write: () => Promise.reject(new TypeError("fetch failed")), drawer, pauseMs: 1 });
    offline.begin("idea", "topic");
    offline.type("idea", "Call the one who signs");
    await until(() => offline.ideas()[0]?.kept.kind === "waiting");
    offline.end();

    const again = openDesk({ write: server.write, drawer, pauseMs: 1 });
    expect(again.ideas()[0]).toMatchObject({ words: "Call the one who signs", topicId: "topic" });
    await until(() => again.ideas()[0]?.kept.kind === "saved");
    expect(server.words()).toBe("Call the one who signs");
  });

  test("an answer that got lost makes no letter twice", async () => {
    const server = serverOf();
    let lost = true;
    const write = async (idea: { id: string; update: string }) => {
      await server.write(idea);
      if (!lost) return;
      lost = false;
      throw new TypeError("the answer got lost");
    };
    const desk = openDesk({ write, drawer: drawerOf(), pauseMs: 1 });
    desk.begin("idea", null);
    desk.type("idea", "Once");
    await until(() => desk.ideas()[0]?.kept.kind === "waiting");
    desk.type("idea", "Once only");
    desk.sendAll();
    await until(() => desk.ideas()[0]?.kept.kind === "saved");
    expect(server.words()).toBe("Once only");
  });

  test("two who write in one idea keep every letter, and the cursor stays where it was", async () => {
    const server = serverOf();
    const mine = openDesk({ write: server.write, drawer: drawerOf(), pauseMs: 1 });
    mine.begin("idea", null);
    mine.type("idea", "Ask who signs");
    await until(() => mine.ideas()[0]?.kept.kind === "saved");

    const theirs = openSharedText(server.state("idea"), { isSaved: true });
    theirs.type("First: Ask who signs");
    const field = { selectionStart: 3, selectionEnd: 3 } as HTMLTextAreaElement;
    mine.attach("idea", field);
    mine.type("idea", "Ask who signs, and when");
    mine.hear([{ id: "idea", update: theirs.unsaved()?.update }]);
    expect(mine.ideas()[0]?.words).toBe("First: Ask who signs, and when");
    expect(mine.takeCursor("idea")).toEqual({ from: 10, to: 10 });
    // One's own letters, told back by the server, leave the cursor to whoever types on.
    mine.hear([{ id: "idea", update: server.state("idea") }]);
    expect(mine.takeCursor("idea")).toBeNull();
    await until(() => mine.ideas()[0]?.kept.kind === "saved");
    await server.write({ id: "idea", update: theirs.unsaved()?.update ?? "" });
    expect(server.words()).toBe("First: Ask who signs, and when");
  });

  test("what is refused stays to be read, and is tried again when asked to", async () => {
    const server = serverOf();
    const drawer = drawerOf();
    let isOpen = false;
    const write = async (idea: { id: string; update: string }) => {
      if (!isOpen) throw new ORPCError("NOT_NOW", { status: 409, message: "The round is over." });
      await server.write(idea);
    };
    const desk = openDesk({ write, drawer, pauseMs: 1 });
    desk.begin("idea", null);
    desk.type("idea", "Too late?");
    await until(() => desk.ideas()[0]?.kept.kind === "refused");
    expect(desk.ideas()[0]).toMatchObject({ words: "Too late?", kept: { title: "The round is over." } });
    expect(drawer.kept()).not.toBeNull();
    desk.begin("other", null);
    desk.type("other", "Let me go");
    await until(() => desk.ideas()[1]?.kept.kind === "refused");
    desk.discard("other");
    expect(drawer.kept()).not.toContain("other");
    isOpen = true;
    desk.sendAll();
    await until(() => desk.ideas()[0]?.kept.kind === "saved");
    expect(server.words()).toBe("Too late?");
  });
});
