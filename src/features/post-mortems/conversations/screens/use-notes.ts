import { useEffect, useRef } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useSavedAsYouGo } from "../../../../platform/browser/use-saved-as-you-go.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { CustomerAnswers, CustomerAnswersShape } from "../../customer-answers/contract.ts";
import { noCustomerAnswers } from "../../customer-answers/rules.ts";
import type { PostMortemSheet } from "../contract.ts";
import { type KeptNotes, keepNotes } from "./kept-notes.ts";
import { mergeAnswers } from "./merge-answers.ts";

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
  // What both windows began from, so that it is known who changed what.
  const base = useRef(kept?.base ?? conversation?.answers ?? noCustomerAnswers);
  const typed = useRef(kept?.answers ?? base.current);
  // Put together with what another window wrote, and not shown here yet.
  const together = useRef<{ sent: CustomerAnswers; saved: CustomerAnswers } | null>(null);
  const write = async (over: { answersId: string; version: number }, answers: CustomerAnswers) => {
    const saved = await postMortems.saveNotes.call({ id, ...over, answers });
    answersId.current = saved.id;
    latest.current = saved.version;
    base.current = saved.answers;
    return saved.version;
  };
  const notes = useSavedAsYouGo<CustomerAnswers>({
    start: () => ({ version: kept?.version ?? latest.current, value: typed.current }),
    save: async (version, answers) => {
      const waits = together.current;
      together.current = null;
      const whole = waits ? mergeAnswers(waits.sent, answers, waits.saved) : answers;
      try {
        // Typed over what the other window wrote: saved on top of nothing, it is refused, and the person is asked.
        return await write({ answersId: answersId.current, version: whole ? version : 0 }, whole ?? answers);
      } catch (error) {
        const theirs = answersIn(told(error).data);
        const merged = theirs && whole && mergeAnswers(base.current, whole, theirs.answers);
        if (!theirs || !merged) throw error;
        // Two windows that wrote in different places need not be asked.
        const saved = await write({ answersId: theirs.id, version: theirs.version }, merged);
        together.current = { sent: answers, saved: merged };
        queueMicrotask(showTogether);
        return saved;
      }
    },
    theirsIn: (data) => {
      const theirs = answersIn(data);
      if (!theirs) return null;
      answersId.current = theirs.id;
      latest.current = theirs.version;
      base.current = theirs.answers;
      return { version: theirs.version, value: theirs.answers };
    },
  });
  const { keeping, value, version, change } = notes;
  typed.current = value;
  const showTogether = () => {
    const waits = together.current;
    const next = waits && mergeAnswers(waits.sent, typed.current, waits.saved);
    if (!next) return;
    together.current = null;
    typed.current = next;
    change(next);
  };
  useEffect(() => {
    keepNotes(
      { memberId, id },
      keeping.kind === "saved" ? null : { answersId: answersId.current, version, answers: value, base: base.current },
    );
  }, [keeping, value, version, memberId, id]);
  const waits = useRef(kept);
  useEffect(() => {
    // What was kept goes to the server at once, which says whether another window was quicker.
    if (waits.current) change(waits.current.answers);
    waits.current = null;
  }, [change]);
  /** What is typed, and what was saved last below it. */
  const seen = () => ({ answersId: answersId.current, version: latest.current, answers: typed.current });
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
