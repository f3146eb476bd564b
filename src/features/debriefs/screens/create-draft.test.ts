import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DebriefAnswers, DebriefShape } from "../contract.ts";
import { noAnswers } from "../rules.ts";
import { type Base, createDraft, type Failure } from "./create-draft.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** One debrief as the server keeps it: a write needs the id and version it was based on. Slow, so that writes can cross. */
function server() {
  let stored: DebriefShape | null = null;
  let isAway = false;
  const writes: string[] = [];
  const answer = async (base: Base, answers: DebriefAnswers, state: DebriefShape["state"]): Promise<DebriefShape> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (isAway) throw new Refused({ kind: "out-of-reach", title: "Away." });
    if (answers.whatWorked === "refuse this") throw new Refused({ kind: "refused", title: "Not like this." });
    if (stored?.state === "recorded") throw new Refused({ kind: "recorded", theirs: stored });
    if (stored && (stored.id !== base.debriefId || stored.version !== base.version))
      throw new Refused({ kind: "other-draft", theirs: stored });
    writes.push(answers.whatWorked);
    stored = shape({ id: base.debriefId, version: base.version + 1, answers, state });
    return stored;
  };
  return {
    writes,
    stored: () => stored,
    goAway: (away: boolean) => {
      isAway = away;
    },
    save: (base: Base, answers: DebriefAnswers) => answer(base, answers, "draft"),
    record: (base: Base, answers: DebriefAnswers) => answer(base, answers, "recorded"),
  };
}

const shape = (part: Pick<DebriefShape, "id" | "version" | "answers" | "state">): DebriefShape => ({
  ...part,
  dealId: "deal",
  outcome: "lost",
  closedAt: "2026-11-20T11:00:00Z",
  startedAt: "2026-11-22T11:00:00Z",
  startedByName: "Priya",
  recordedAt: null,
  recordedByName: null,
  secondsSpent: null,
  reopenedAt: null,
  shared: "everything",
});

type Kept = Base & { answers: DebriefAnswers };

/** A window with this debrief open. */
function openWindow(on: ReturnType<typeof server>, debriefId: string, start?: { kept?: Kept; version?: number }) {
  let kept: Kept | null = start?.kept ?? null;
  const draft = createDraft(
    {
      save: on.save,
      record: on.record,
      failureOf: (error) => {
        if (error instanceof Refused) return error.failure;
        throw error;
      },
      keep: (unsaved) => {
        kept = unsaved;
      },
    },
    {
      base: start?.kept ?? { debriefId, version: start?.version ?? 0 },
      answers: start?.kept?.answers ?? on.stored()?.answers ?? noAnswers,
      isUnsaved: start?.kept !== undefined,
    },
  );
  const close = draft.open();
  return {
    ...draft,
    close,
    kept: () => kept,
    type: (whatWorked: string) => draft.change({ whatWorked }),
    shows: () => draft.snapshot().answers.whatWorked,
    says: () => draft.snapshot().state.kind,
  };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const written = (text: string): DebriefAnswers => ({ ...noAnswers, whatWorked: text });

describe("saving as one goes", () => {
  test("typing is saved once, after a pause, and kept in the browser until then", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("a");
    await pass(500);
    one.type("ab");
    expect(one.kept()).toEqual({ debriefId: "one", version: 0, answers: written("ab") });
    await pass(700);
    expect(on.writes).toEqual(["ab"]);
    expect(one.says()).toBe("saved");
    expect(one.kept()).toBeNull();
  });

  test("what is typed while a save is under way is saved after it, on the version it brought", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("a");
    await pass(610);
    one.type("ab");
    await pass(40);
    expect(one.kept()).toEqual({ debriefId: "one", version: 1, answers: written("ab") });
    void one.flush();
    void one.flush();
    await pass(1_000);
    expect(on.writes).toEqual(["a", "ab"]);
    expect(on.stored()?.version).toBe(2);
  });

  test("leaving the screen saves what the pause had not yet", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("a");
    one.close();
    await pass(60);
    expect(on.writes).toEqual(["a"]);
  });
});

describe("a server that is away", () => {
  test("is tried again by itself, and gets the newest answers", async () => {
    const on = server();
    const one = openWindow(on, "one");
    on.goAway(true);
    one.type("a");
    await pass(700);
    expect(one.says()).toBe("unsaved");
    one.type("ab");
    await pass(2_000);
    expect(one.kept()?.answers.whatWorked).toBe("ab");
    on.goAway(false);
    await pass(4_100);
    expect(on.writes).toEqual(["ab"]);
    expect(one.says()).toBe("saved");
  });

  test("is left alone once the screen is gone; what was kept is taken up when it is opened again", async () => {
    const on = server();
    const one = openWindow(on, "one");
    on.goAway(true);
    one.type("a");
    await pass(700);
    one.close();
    await pass(60_000);
    on.goAway(false);
    await pass(60_000);
    expect(on.writes).toEqual([]);

    const kept = one.kept();
    if (!kept) throw new Error("nothing was kept");
    const again = openWindow(on, "another", { kept });
    expect(again.shows()).toBe("a");
    await pass(60);
    expect(on.stored()).toMatchObject({ id: "one", version: 1 });
    expect(again.kept()).toBeNull();
  });

  test("a refusal is not tried again before something changes", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("refuse this");
    await pass(60_000);
    expect(one.snapshot().state).toEqual({ kind: "unsaved", title: "Not like this.", triesAgain: false });
    one.type("take this");
    await pass(700);
    expect(on.writes).toEqual(["take this"]);
  });
});

describe("two windows", () => {
  async function twoWindows() {
    const on = server();
    const one = openWindow(on, "one");
    const two = openWindow(on, "two");
    one.type("of one");
    await pass(700);
    two.type("of two");
    await pass(700);
    return { on, one, two };
  }

  test("the second overwrites nothing, keeps its own, and stops saving until somebody chooses", async () => {
    const { on, two } = await twoWindows();
    expect(two.says()).toBe("other-draft");
    two.type("more of two");
    await two.flush();
    await pass(60_000);
    expect(on.writes).toEqual(["of one"]);
    expect(two.kept()?.answers.whatWorked).toBe("more of two");
  });

  test("keeping mine saves it over theirs, and the first is told in its turn", async () => {
    const { on, one, two } = await twoWindows();
    two.settle("mine");
    await pass(700);
    expect(on.writes).toEqual(["of one", "of two"]);
    expect(two.says()).toBe("saved");
    one.type("again of one");
    await pass(700);
    expect(one.says()).toBe("other-draft");
  });

  test("taking theirs writes nothing; mine can be brought back", async () => {
    const { on, one, two } = await twoWindows();
    const mine = two.settle("theirs");
    await pass(700);
    expect([two.shows(), two.says(), two.kept()]).toEqual(["of one", "saved", null]);
    expect(on.writes).toEqual(["of one"]);
    two.change(mine);
    await pass(700);
    expect([two.shows(), two.says()]).toEqual(["of two", "saved"]);
    expect(on.writes).toEqual(["of one", "of two"]);
    expect(one.shows()).toBe("of one");
  });

  test("what this browser kept does not go over what another wrote since", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("first");
    await pass(700);
    const kept = { debriefId: "one", version: 0, answers: written("older, never saved") };
    const two = openWindow(on, "two", { kept });
    await pass(60);
    expect([two.says(), two.shows()]).toEqual(["other-draft", "older, never saved"]);
    expect(on.writes).toEqual(["first"]);
  });

  test("one that writes on after the other recorded is told, and its text stays kept", async () => {
    const { on, one, two } = await twoWindows();
    two.settle("theirs");
    await one.flush();
    const recorded = one.record(90);
    await pass(60);
    expect((await recorded).state).toBe("recorded");
    expect(one.kept()).toBeNull();
    two.type("too late");
    await pass(700);
    expect(two.says()).toBe("recorded");
    expect(two.kept()?.answers.whatWorked).toBe("too late");
    expect(on.stored()?.answers.whatWorked).toBe("of one");
  });
});

describe("recording", () => {
  test("waits for the save under way and takes the newest answers with it", async () => {
    const on = server();
    const one = openWindow(on, "one");
    one.type("a");
    await pass(610);
    one.type("ab");
    const recorded = one.record(100);
    expect(one.snapshot().recording).toBe(true);
    await pass(200);
    expect((await recorded).answers.whatWorked).toBe("ab");
    expect(on.writes).toEqual(["a", "ab"]);
    one.close();
    await pass(5_000);
    expect(on.writes).toEqual(["a", "ab"]);
  });

  test("that fails leaves everything as it was, and saving goes on", async () => {
    const on = server();
    const one = openWindow(on, "one");
    on.goAway(true);
    one.type("a");
    const recorded = expect(one.record(100)).rejects.toThrow("out-of-reach");
    await pass(60);
    await recorded;
    expect([one.snapshot().recording, one.shows(), one.kept()?.answers.whatWorked]).toEqual([false, "a", "a"]);
    on.goAway(false);
    await pass(5_000);
    expect(on.writes).toEqual(["a"]);
  });
});
