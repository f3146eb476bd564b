import type { PipelineShape } from "../../sales-process/contract.ts";
import type { AttributeCondition, AttributeField, Thresholds } from "../contract.ts";

/** When a flag comes up, in words. `stepName` is the step that a flag on a missed step watches. */
export function describeThresholds(
  thresholds: Thresholds,
  pipelines: readonly PipelineShape[],
  stepName?: string,
): string {
  switch (thresholds.kind) {
    case "no-decision-maker":
      return `No decision maker is known by ${stageInWords(thresholds.byStagePosition, pipelines)}`;
    case "step-missed":
      return stepName ? `“${stepName}” is not done before its stage` : "The step is not done before its stage";
    case "single-contact": {
      const { badContacts: bad, warnContacts: warn } = thresholds;
      const up = `${bad === 1 ? "1 contact" : `${bad} contacts`}, or fewer`;
      return warn > bad ? `${up}; a warning at ${warn}` : up;
    }
    case "gone-quiet":
    case "no-follow-up": {
      const { badDays: bad, warnDays: warn } = thresholds;
      const what = thresholds.kind === "gone-quiet" ? "No conversation" : "No call, e-mail or meeting at all";
      const up = `${what} for ${bad === 1 ? "1 day" : `${bad} days`}`;
      return warn < bad ? `${up}; a warning after ${warn}` : up;
    }
    case "close-date-slipped": {
      const { pushes } = thresholds;
      return `The close date is past, or was pushed ${pushes === 1 ? "once" : pushes === 2 ? "twice" : `${pushes} times`}`;
    }
    case "too-long-in-stage":
      return `${thresholds.timesUsual} × as long in its stage as won deals were; unknown below ${thresholds.fewestWonDeals} won deals`;
    case "unanswered-message": {
      const { badHours: bad, warnHours: warn } = thresholds;
      const up = `Their message waits for ${bad === 1 ? "1 hour" : `${bad} hours`}`;
      return warn < bad ? `${up}; a warning after ${warn}` : up;
    }
    case "stuck-on-price": {
      const { words, times, withinDays } = thresholds;
      const more = words.length - wordsNamed;
      const named = words.slice(0, wordsNamed).map((word) => `“${word}”`);
      if (words.length === 0) return "Nobody has said yet which words it looks for";
      const about = more > 0 ? `${named.join(", ")} or ${more} more` : inChoice(named);
      return `${times} subjects within ${withinDays === 1 ? "1 day" : `${withinDays} days`} speak of ${about}, in the same stage`;
    }
    case "attribute":
      return thresholds.condition ? describeCondition(thresholds.condition) : "Nobody has said yet what it looks for";
  }
}

const wordsNamed = 3;

function describeCondition({ field, is }: AttributeCondition): string {
  const name = fieldInWords(field);
  const [one] = "values" in is && is.values.length === 1 ? is.values : [];
  switch (is.kind) {
    case "any-of":
      return one === undefined ? `${name} is one of ${inChoice(is.values)}` : `${name} is ${one}`;
    case "none-of":
      return one === undefined ? `${name} is none of ${inChoice(is.values)}` : `${name} is not ${one}`;
    case "above":
      return `${name} is above ${is.number}${unitOf(field)}`;
    case "below":
      return `${name} is below ${is.number}${unitOf(field)}`;
    case "missing":
      return `${name} is not filled in`;
  }
}

export function fieldInWords(field: AttributeField): string {
  return field.kind === "amount" ? "Amount" : field.kind === "lead-source" ? "Lead source" : field.heading;
}

const unitOf = (field: AttributeField) => (field.kind === "amount" ? ` ${field.currency}` : "");

function inChoice(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** The stage at a place, by its name where all pipelines agree on it: "Proposal", else "stage 4". */
export function stageInWords(position: number, pipelines: readonly PipelineShape[]): string {
  const names = new Set(pipelines.flatMap(({ stages }) => stages[position - 1]?.name ?? []));
  const [name] = names;
  return names.size === 1 && name ? name : `stage ${position}`;
}

type NumberField = { key: string; label: string; value: number; step: number; unit: string };

const fields: Record<string, { label: string; unit?: string; step?: number }> = {
  byStagePosition: { label: "By which stage (1 is the first)" },
  badContacts: { label: "Up at so many contacts, or fewer" },
  warnContacts: { label: "A warning at" },
  badDays: { label: "Up after", unit: " days" },
  warnDays: { label: "A warning after", unit: " days" },
  pushes: { label: "Up when the close date was pushed", unit: " times" },
  timesUsual: { label: "Up at", unit: " × the usual time", step: 0.1 },
  fewestWonDeals: { label: "Unknown below", unit: " won deals" },
  times: { label: "Up when it came up", unit: " times" },
  withinDays: { label: "Within", unit: " days" },
  badHours: { label: "Up after", unit: " hours" },
  warnHours: { label: "A warning after", unit: " hours" },
};

/** The numbers of a flag's thresholds, for a form: what brings it up first. */
export function asNumbers(thresholds: Thresholds): NumberField[] {
  const order = Object.keys(fields);
  return Object.entries(thresholds)
    .flatMap(([key, value]) => {
      const field = fields[key];
      if (typeof value !== "number" || !field) return [];
      return [{ key, value, label: field.label, unit: field.unit ?? "", step: field.step ?? 1 }];
    })
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** The same thresholds with one number changed. */
export function withNumber(thresholds: Thresholds, key: string, value: number): Thresholds {
  return { ...thresholds, [key]: value };
}
