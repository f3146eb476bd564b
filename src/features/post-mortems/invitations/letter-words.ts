import type { InvitationKind } from "./contract.ts";

type Letter = { subject: string; body: string; reminders: readonly [first: string, last: string] };

/** What a customer is written, in one language; words in braces are filled in. */
export type LetterWords = Record<InvitationKind, Letter> & {
  reminderSubject: string;
  formLabel: string;
  because: string;
  stopLabel: string;
};
