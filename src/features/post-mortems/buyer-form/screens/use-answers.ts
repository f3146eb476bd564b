import { useEffect, useRef, useState } from "react";
import { clientOf } from "../../../../platform/browser/ask.ts";
import { useSavedAsYouGo } from "../../../../platform/browser/use-saved-as-you-go.ts";
import type { CustomerAnswers } from "../../customer-answers/contract.ts";
import type { FormLanguage } from "../../invitations/contract.ts";
import type { buyerFormContract, FormShape } from "../contract.ts";
import { findLocally, forgetLocally, isCopy, keepLocally } from "./keep-locally.ts";

export const form = clientOf<typeof buyerFormContract>("buyerForm");

/** The answers as they are written: kept by the server as one goes, and on this device until it has them. */
export function useAnswers(secret: string, opened: FormShape, language: FormLanguage) {
  // Over an older version than the server's by now it is refused, and shown as what another window wrote.
  const [unkept] = useState(() => findLocally(secret, opened.answers));
  const latest = useRef<CustomerAnswers>(unkept?.answers ?? opened.answers);
  const { change, ...saved } = useSavedAsYouGo<CustomerAnswers>({
    start: () => ({ version: unkept?.version ?? opened.version, value: latest.current }),
    save: async (version, answers) => {
      const kept = await form.saveAnswers({ secret, language, version, answers });
      if (latest.current === answers) forgetLocally(secret);
      else keepLocally(secret, { version: kept.version, answers: latest.current });
      return kept.version;
    },
    theirsIn: (data) => (isCopy(data) ? { version: data.version, value: data.answers } : null),
  });
  const set = (answers: CustomerAnswers) => {
    latest.current = answers;
    keepLocally(secret, { version: saved.version, answers });
    change(answers);
  };
  useEffect(() => {
    if (unkept) change(latest.current);
  }, [unkept, change]);
  return { ...saved, set };
}
export type Answers = ReturnType<typeof useAnswers>;
