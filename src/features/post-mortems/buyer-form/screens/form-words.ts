import type { OfferedReason, ReasonGroup } from "../rules.ts";

type Question = { title: string; hint: string };
/** From 1 to 5, as it is read at both ends. */
type Scale = { low: string; high: string };

/** Everything the form says, in one language; words in braces are filled in. */
export type FormWords = {
  /** What this language calls itself. */
  name: string;
  pageTitle: string;
  languageLabel: string;
  begin: {
    title: string;
    leadNamed: string;
    lead: string;
    points: readonly [string, string, string];
    begin: string;
    goOn: string;
    change: string;
  };
  progress: string;
  back: string;
  next: string;
  skip: string;
  kept: string;
  keeping: string;
  notKept: string;
  winnerBetter: Question & { label: string };
  reasons: Question & {
    groups: Record<ReasonGroup, string>;
    names: Record<OfferedReason, string>;
    other: string;
  };
  importance: Question & { scale: Scale; own: string; add: string; remove: string; names: Record<string, string> };
  compared: Question & { us: string; winner: string; scale: Scale; more: string; nothingRated: string };
  leastUnderstood: Question & { label: string };
  recommendations: Question & { first: string; second: string };
  winAgain: Question & { yes: string; maybe: string; no: string; note: string };
  whoDecided: Question & { label: string };
  quote: Question & { label: string; consent: string; no: string; unnamed: string; named: string; name: string };
  send: Question & { send: string; empty: string; nothing: string; edit: string };
  thanks: { title: string; text: string; close: string; again: string };
  optOut: {
    link: string;
    done: string;
    doneText: string;
    undo: string;
    answerAnyway: string;
    ask: string;
    askText: string;
  };
  ended: { title: string; text: string };
  noLink: { title: string; text: string };
  away: { title: string; text: string; again: string };
  tooMany: { title: string; text: string };
  otherWindow: { text: string; theirs: string; mine: string };
};
