import type { DebriefAnswers, DebriefShape } from "../contract.ts";

/** What a save is based on: which debrief, and the version of it that was seen (0 before the first save). */
export type Base = { debriefId: string; version: number };

export type DraftState =
  | { kind: "saved" }
  | { kind: "saving" }
  /** Not saved, with the reason in words; tried again by itself where that can help. */
  | { kind: "unsaved"; title: string; triesAgain: boolean }
  | { kind: "other-draft"; theirs: DebriefShape }
  | { kind: "recorded"; theirs: DebriefShape };

export type DraftSnapshot = { answers: DebriefAnswers; state: DraftState; recording: boolean };

/** Why a write was not taken. */
export type Failure =
  | { kind: "other-draft"; theirs: DebriefShape }
  | { kind: "recorded"; theirs: DebriefShape }
  | { kind: "out-of-reach"; title: string }
  | { kind: "refused"; title: string };

type Port = {
  save: (base: Base, answers: DebriefAnswers) => Promise<DebriefShape>;
  record: (base: Base, answers: DebriefAnswers, secondsSpent: number) => Promise<DebriefShape>;
  failureOf: (error: unknown) => Failure;
  /** Holds what is not saved yet, or nothing any more, where a reload finds it. */
  keep: (kept: (Base & { answers: DebriefAnswers }) | null) => void;
};

export type Draft = {
  subscribe: (listener: () => void) => () => void;
  snapshot: () => DraftSnapshot;
  change: (part: Partial<DebriefAnswers>) => void;
  /** Saves now what waits for its pause. */
  flush: () => Promise<void>;
  /** Saves what was kept, and tries again by itself until it is closed; closing saves once more. */
  open: () => () => void;
  /** Goes on with the other window's answers, or with mine over theirs; returns the answers that were on the screen. */
  settle: (whose: "theirs" | "mine") => DebriefAnswers;
  record: (secondsSpent: number) => Promise<DebriefShape>;
};

/** Long enough not to save every letter, short enough that a closed tab loses a word at most. */
const pauseMs = 600;
const tryAgainMs = 4_000;

/**
 * Holds a debrief's answers and saves them as they come, one save at a time, each based on the version the one before it
 * brought. What is not saved is kept, so that no reload loses it; what somebody else wrote is never overwritten unasked.
 */
export function createDraft(port: Port, start: { base: Base; answers: DebriefAnswers; isUnsaved: boolean }): Draft {
  const listeners = new Set<() => void>();
  let { base } = start;
  let now: DraftSnapshot = { answers: start.answers, state: { kind: "saved" }, recording: false };
  let isUnsaved = start.isUnsaved;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;

  const show = (part: Partial<DraftSnapshot>) => {
    now = { ...now, ...part };
    for (const listener of listeners) listener();
  };
  const isInConflict = () => now.state.kind === "other-draft" || now.state.kind === "recorded";
  const later = (waitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), waitMs);
  };

  const saveOnce = async (): Promise<void> => {
    isUnsaved = false;
    show({ state: { kind: "saving" } });
    try {
      const saved = await port.save(base, now.answers);
      base = { debriefId: saved.id, version: saved.version };
      if (isUnsaved) port.keep({ ...base, answers: now.answers });
      else port.keep(null);
      // A debrief recorded meanwhile in another window keeps saying so.
      if (!isInConflict()) show({ state: { kind: "saved" } });
    } catch (error) {
      isUnsaved = true;
      fail(error);
    }
  };

  const fail = (error: unknown): void => {
    const failure = port.failureOf(error);
    if (failure.kind === "other-draft" || failure.kind === "recorded") {
      show({ state: failure });
      return;
    }
    const triesAgain = failure.kind === "out-of-reach";
    show({ state: { kind: "unsaved", title: failure.title, triesAgain } });
    // Off the screen nobody sees how it goes; what is kept is taken up when the debrief is opened again.
    if (triesAgain && isOpen) later(tryAgainMs);
  };

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    // One save at a time: the next one needs the version that this one brings.
    while (running) await running;
    if (!isUnsaved || isInConflict() || now.recording) return;
    running = saveOnce().finally(() => {
      running = null;
    });
    await running;
  };

  const change = (part: Partial<DebriefAnswers>): void => {
    show({ answers: { ...now.answers, ...part } });
    isUnsaved = true;
    port.keep({ ...base, answers: now.answers });
    if (!isInConflict()) later(pauseMs);
  };

  const open = (): (() => void) => {
    isOpen = true;
    void flush();
    return () => {
      void flush();
      isOpen = false;
    };
  };

  const settle = (whose: "theirs" | "mine"): DebriefAnswers => {
    const mine = now.answers;
    if (now.state.kind !== "other-draft") return mine;
    const { theirs } = now.state;
    base = { debriefId: theirs.id, version: theirs.version };
    if (whose === "mine") {
      show({ state: { kind: "saving" } });
      change({});
    } else {
      isUnsaved = false;
      port.keep(null);
      show({ answers: theirs.answers, state: { kind: "saved" } });
    }
    return mine;
  };

  const record = async (secondsSpent: number): Promise<DebriefShape> => {
    clearTimeout(timer);
    show({ recording: true });
    try {
      while (running) await running;
      const recorded = await port.record(base, now.answers, secondsSpent);
      isUnsaved = false;
      port.keep(null);
      return recorded;
    } catch (error) {
      const failure = port.failureOf(error);
      if (failure.kind === "other-draft" || failure.kind === "recorded") show({ state: failure });
      else if (isUnsaved) later(pauseMs);
      throw error;
    } finally {
      show({ recording: false });
    }
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => now,
    change,
    flush,
    open,
    settle,
    record,
  };
}
