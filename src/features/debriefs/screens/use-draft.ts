import { useEffect, useState, useSyncExternalStore } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";
import { createDraft, type Draft, type DraftSnapshot, type Failure } from "./create-draft.ts";
import { type KeptDraft, type KeptPlace, keepDraft } from "./kept-draft.ts";
import { withWordings } from "./with-wordings.ts";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

/** The draft of a debrief on the screen: what the server has, or what this browser kept because the server never got it. */
export function useDraft(sheet: DebriefSheet, place: KeptPlace, kept: KeptDraft | null): Draft & DraftSnapshot {
  const [draft] = useState(() => draftOf(sheet, place, kept));
  const snapshot = useSyncExternalStore(draft.subscribe, draft.snapshot);
  useEffect(() => {
    // What was kept goes to the server at once, and the server says whether somebody else was quicker.
    const close = draft.open();
    const onHidden = () => document.visibilityState === "hidden" && void draft.flush();
    const onOnline = () => void draft.flush();
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("online", onOnline);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("online", onOnline);
      close();
    };
  }, [draft]);
  return { ...draft, ...snapshot };
}

function draftOf(sheet: DebriefSheet, place: KeptPlace, kept: KeptDraft | null): Draft {
  const { dealId } = place;
  const { debrief, deal } = sheet;
  return createDraft(
    {
      save: (base, answers) => debriefs.saveDraft.call({ dealId, ...base, answers: withWordings(answers, sheet) }),
      record: (base, answers, secondsSpent) =>
        debriefs.recordDebrief.call({ dealId, ...base, answers: withWordings(answers, sheet), secondsSpent }),
      failureOf,
      keep: (unsaved) => {
        const { closedAt } = deal;
        if (!unsaved || !closedAt) keepDraft(place, null);
        else keepDraft(place, { ...unsaved, closedAt, answers: withWordings(unsaved.answers, sheet) });
      },
    },
    kept
      ? { base: { debriefId: kept.debriefId, version: kept.version }, answers: kept.answers, isUnsaved: true }
      : {
          base: { debriefId: debrief?.id ?? crypto.randomUUID(), version: debrief?.version ?? 0 },
          answers: debrief?.answers ?? sheet.proposed,
          isUnsaved: false,
        },
  );
}

/** A sign-in that ran out, too, is mended elsewhere and then worth another try. */
const isOutOfReach = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;

function failureOf(error: unknown): Failure {
  const { code, status, title, data } = told(error);
  if (code === "OTHER_DRAFT" && isShape(data)) return { kind: "other-draft", theirs: data };
  if (code === "ALREADY_RECORDED" && isShape(data)) return { kind: "recorded", theirs: data };
  return { kind: isOutOfReach(status) ? "out-of-reach" : "refused", title };
}

/** The other's debrief, as the contract sends it with a refusal. */
function isShape(data: unknown): data is DebriefShape {
  return typeof data === "object" && data !== null && "answers" in data && "version" in data && "id" in data;
}
