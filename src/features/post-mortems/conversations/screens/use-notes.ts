import { useEffect, useRef } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import { useSavedAsYouGo } from "../../../../platform/browser/use-saved-as-you-go.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { CustomerAnswers, CustomerAnswersShape } from "../../customer-answers/contract.ts";
import { noCustomerAnswers } from "../../customer-answers/rules.ts";
import type { PostMortemSheet } from "../contract.ts";
import { type KeptNotes, keepNotes } from "./kept-notes.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/**
 * What the customer says, saved while they speak. What the server has not got yet is kept in this browser, too: nobody says it
 * a second time.
 */
export function useNotes(
  { postMortem: { id }, conversation }: PostMortemSheet,
  memberId: string,
  kept: KeptNotes | null,
) {
  const answersId = useRef(conversation?.id ?? kept?.answersId ?? crypto.randomUUID());
  const latest = useRef(conversation?.version ?? 0);
  const notes = useSavedAsYouGo<CustomerAnswers>({
    start: () => {
      const value = kept?.answers ?? conversation?.answers ?? noCustomerAnswers;
      return { version: kept?.version ?? conversation?.version ?? 0, value };
    },
    save: async (version, answers) => {
      const saved = await postMortems.saveNotes.call({ id, answersId: answersId.current, version, answers });
      latest.current = saved.version;
      return saved.version;
    },
    theirsIn: (data) => {
      const theirs = answersIn(data);
      if (!theirs) return null;
      answersId.current = theirs.id;
      latest.current = theirs.version;
      return { version: theirs.version, value: theirs.answers };
    },
  });
  const { keeping, value, version, change } = notes;
  useEffect(() => {
    keepNotes(
      { memberId, id },
      keeping.kind === "saved" ? null : { answersId: answersId.current, version, answers: value },
    );
  }, [keeping, value, version, memberId, id]);
  const waits = useRef(kept);
  useEffect(() => {
    // What was kept goes to the server at once, which says whether another window was quicker.
    if (waits.current) change(waits.current.answers);
    waits.current = null;
  }, [change]);
  /** What was saved last, for whatever is written on top of it. */
  const seen = () => ({ answersId: answersId.current, version: latest.current });
  return { ...notes, seen, say: (part: Partial<CustomerAnswers>) => change({ ...value, ...part }) };
}
export type Notes = ReturnType<typeof useNotes>;

/** The answers another window wrote, as the contract sends them with a refusal. */
function answersIn(data: unknown): CustomerAnswersShape | null {
  return isShape(data) ? data : null;
}

function isShape(data: unknown): data is CustomerAnswersShape {
  return typeof data === "object" && data !== null && "answers" in data && "version" in data && "id" in data;
}
