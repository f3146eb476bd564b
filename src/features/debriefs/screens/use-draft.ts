import { useCallback, useEffect, useRef, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { DebriefAnswers, DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

/** Long enough not to save every letter, short enough that a closed tab loses a word at most. */
const pauseMs = 600;
const retryMs = 4_000;

export type DraftState =
  | { kind: "saved" }
  | { kind: "saving" }
  | { kind: "offline"; title: string }
  | { kind: "other-draft"; theirs: DebriefShape }
  | { kind: "recorded"; theirs: DebriefShape };

type Draft = {
  answers: DebriefAnswers;
  change: (part: Partial<DebriefAnswers>) => void;
  state: DraftState;
  /** Goes on with the other window's answers, or with mine over theirs. */
  settle: (whose: "theirs" | "mine") => void;
  record: (secondsSpent: number) => Promise<DebriefShape>;
  recording: boolean;
};

const keptKey = (dealId: string) => `comeback-debrief-${dealId}`;

/** Answers that could not be saved wait in this browser, so that a reload without a connection loses nothing. */
function keptAnswers(dealId: string): DebriefAnswers | null {
  try {
    const kept = localStorage.getItem(keptKey(dealId));
    return kept ? JSON.parse(kept) : null;
  } catch {
    return null;
  }
}

/** Holds a debrief's answers, saves them as they come, and says when another window or colleague was quicker. */
export function useDraft(sheet: DebriefSheet): Draft {
  const dealId = sheet.deal.id;
  const [answers, setAnswers] = useState(() => keptAnswers(dealId) ?? sheet.debrief?.answers ?? sheet.proposed);
  const [state, setState] = useState<DraftState>({ kind: "saved" });
  const [recording, setRecording] = useState(false);
  const known = useRef({ debriefId: sheet.debrief?.id ?? crypto.randomUUID(), version: sheet.debrief?.version ?? 0 });
  const latest = useRef(answers);
  const unsaved = useRef(false);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const onFailure = useCallback((error: unknown) => {
    const { code, title, data } = told(error);
    const theirs = shapeOf(data);
    if (code === "OTHER_DRAFT" && theirs) setState({ kind: "other-draft", theirs });
    else if (code === "ALREADY_RECORDED" && theirs) setState({ kind: "recorded", theirs });
    else setState({ kind: "offline", title });
  }, []);

  const save = useCallback(async (): Promise<void> => {
    // One save at a time: the next one needs the version that this one brings.
    if (running.current) await running.current;
    if (!unsaved.current) return;
    unsaved.current = false;
    setState({ kind: "saving" });
    running.current = (async () => {
      try {
        const saved = await debriefs.saveDraft.call({ dealId, ...known.current, answers: latest.current });
        known.current = { debriefId: saved.id, version: saved.version };
        if (!unsaved.current) localStorage.removeItem(keptKey(dealId));
        setState({ kind: "saved" });
      } catch (error) {
        unsaved.current = true;
        onFailure(error);
      } finally {
        running.current = null;
      }
    })();
    await running.current;
  }, [dealId, onFailure]);

  const change = useCallback(
    (part: Partial<DebriefAnswers>) => {
      latest.current = { ...latest.current, ...part };
      setAnswers(latest.current);
      unsaved.current = true;
      try {
        localStorage.setItem(keptKey(dealId), JSON.stringify(latest.current));
      } catch {
        // A full or closed storage only takes the second safety away; saving goes on.
      }
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), pauseMs);
    },
    [dealId, save],
  );

  const offline = state.kind === "offline";
  useEffect(() => {
    if (!offline) return;
    const again = window.setInterval(() => void save(), retryMs);
    return () => window.clearInterval(again);
  }, [offline, save]);

  // Leaving the screen saves what the pause had not yet.
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      if (unsaved.current) void save();
    },
    [save],
  );

  const settle = (whose: "theirs" | "mine") => {
    if (state.kind !== "other-draft") return;
    known.current = { debriefId: state.theirs.id, version: state.theirs.version };
    setState({ kind: "saved" });
    change(whose === "theirs" ? state.theirs.answers : {});
  };

  const record = async (secondsSpent: number): Promise<DebriefShape> => {
    window.clearTimeout(timer.current);
    setRecording(true);
    try {
      if (running.current) await running.current;
      const recorded = await debriefs.recordDebrief.call({
        dealId,
        ...known.current,
        answers: latest.current,
        secondsSpent,
      });
      unsaved.current = false;
      localStorage.removeItem(keptKey(dealId));
      return recorded;
    } catch (error) {
      const { code } = told(error);
      if (code === "OTHER_DRAFT" || code === "ALREADY_RECORDED") onFailure(error);
      throw error;
    } finally {
      setRecording(false);
    }
  };

  return { answers, change, state, settle, record, recording };
}

/** The other's debrief, as the contract sends it with a refusal. */
function shapeOf(data: unknown): DebriefShape | null {
  return isShape(data) ? data : null;
}

function isShape(data: unknown): data is DebriefShape {
  return typeof data === "object" && data !== null && "answers" in data && "version" in data && "id" in data;
}
