import type { Thresholds } from "../contract.ts";

/** When a flag comes up, in words. */
export function describeThresholds(thresholds: Thresholds): string {
  switch (thresholds.kind) {
    case "no-decision-maker":
      return `No decision maker known by stage ${thresholds.byStagePosition}`;
    case "step-missed":
      return "The step is not done before its stage";
    case "single-contact":
      return `${thresholds.badContacts} contact or fewer; a warning at ${thresholds.warnContacts}`;
    case "gone-quiet":
      return `No conversation for ${thresholds.badDays} days; a warning after ${thresholds.warnDays}`;
    case "close-date-slipped":
      return `The close date is past, or was pushed ${thresholds.pushes} times`;
    case "too-long-in-stage":
      return `${thresholds.timesUsual} × the usual time of won deals, from ${thresholds.fewestWonDeals} won deals on`;
    case "unanswered-message":
      return `No answer for ${thresholds.badHours} hours; a warning after ${thresholds.warnHours}`;
  }
}

type NumberField = { key: string; label: string; value: number; step: number };

const labels: Record<string, string> = {
  byStagePosition: "By which stage of the pipeline (1 is the first)",
  badContacts: "Contacts at which it is up",
  warnContacts: "Contacts at which it warns",
  warnDays: "Days until it warns",
  badDays: "Days until it is up",
  pushes: "Times the close date may be pushed",
  timesUsual: "Times the usual time in the stage",
  fewestWonDeals: "Won deals needed to know the usual time",
  warnHours: "Hours until it warns",
  badHours: "Hours until it is up",
};

/** The numbers of a flag's thresholds, for a form. */
export function asNumbers(thresholds: Thresholds): NumberField[] {
  return Object.entries(thresholds).flatMap(([key, value]) =>
    typeof value === "number" ? [{ key, label: labels[key] ?? key, value, step: key === "timesUsual" ? 0.1 : 1 }] : [],
  );
}

/** The same thresholds with one number changed. */
export function withNumber(thresholds: Thresholds, key: string, value: number): Thresholds {
  return { ...thresholds, [key]: value };
}
