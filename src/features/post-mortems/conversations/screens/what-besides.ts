import type { ReactNode } from "react";
import type { Recommendation } from "../../customer-answers/contract.ts";
import type { PostMortemSheet } from "../contract.ts";

/** What becomes of a recommendation: a button of whoever keeps practices. */
export type AfterRecommendation = (recommendation: Recommendation) => ReactNode;

/** What other features bring to the page of a conversation. */
export type Besides = {
  /** Inviting the customer, to the form or to talk. */
  invite?: ((sheet: PostMortemSheet) => ReactNode) | undefined;
  afterRecommendation?: AfterRecommendation | undefined;
};
