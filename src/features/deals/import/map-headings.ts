import { isBlank } from "../../../platform/csv.ts";
import type { ColumnPlan, DateOrder, ImportKind } from "./contract.ts";
import { type Field, fieldsOf, keepsAttributes, neededOf } from "./list-fields.ts";
import { knownHeadings, signatures } from "./list-headings.ts";
import { readAmount } from "./read-money.ts";
import { plainWord, readFlag, readStatus } from "./rules.ts";
import { DateEvidence } from "./settle-dates.ts";

export type MappedColumn = {
  column: number;
  heading: string;
  /** A field's name, `attribute` or `skip`. */
  target: string;
  field: Field | null;
  why: string;
  /** For a heading that names a stage: `Date entered "Demo (Sales)"`. */
  names?: { stage: string; pipeline: string | null };
  chosenOrder?: DateOrder | undefined;
};

/** A heading without case, accents, punctuation, camel case and the custom-field ending of Salesforce. */
export function plainHeading(heading: string): string {
  return plainWord(
    heading
      .replace(/__c$/i, "")
      .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
      .replaceAll(/[#*?%"|]/g, " "),
  );
}

export function recogniseCrm(headings: readonly string[]): string | null {
  let best: { crm: string; count: number } | null = null;
  for (const [crm, pattern] of signatures) {
    const count = headings.filter((heading) => pattern.test(heading)).length;
    if (count >= 2 && count > (best?.count ?? 0)) best = { crm, count };
  }
  return best?.crm ?? null;
}

const fileHints: [ImportKind, RegExp][] = [
  ["steps", /step|answer/],
  ["stages", /stage|history|histor/],
  ["activities", /activit|task|call|mail|event|meeting|engagement|note/],
  ["members", /team|user|member|reps?\b|agent|employee/],
  ["contacts", /contact|person|people|stakeholder/],
  ["accounts", /account|compan|organi|customer|firm/],
  ["deals", /deal|opportunit|potential|pipeline|lead/],
];

/** Which kind of table this is, from its headings and, where they leave it open, its name. */
export function detectKind(headings: readonly string[], fileName: string, sample: readonly string[][]): ImportKind {
  const hint = fileHints.find(([, words]) => words.test(fileName.toLowerCase()))?.[0];
  const scored = fileHints.flatMap(([kind]) => {
    const fields = new Set(mapColumns(kind, headings, sample, []).flatMap(({ field }) => field?.field ?? []));
    const has = (name: string) => fields.has(name);
    if (!neededOf[kind].every((need) => need.fields.some(has))) return [];
    // A deal is more than its id and a stage: what has only those is the history of stages.
    const whole = kind !== "deals" || ["name", "account", "owner", "product"].some(has);
    return [{ kind, score: fields.size + (hint === kind ? 2 : 0) - (whole ? 0 : 5) }];
  });
  if (scored.length === 0) return hint ?? "deals";
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).kind;
}

/** What becomes of each column: as the person planned, else by its heading and values, else kept as an attribute. */
export function mapColumns(
  kind: ImportKind,
  headings: readonly string[],
  sample: readonly string[][],
  plan: readonly ColumnPlan[],
): MappedColumn[] {
  const fields = new Map(fieldsOf[kind].map((field) => [field.field, field]));
  const other = keepsAttributes.has(kind) ? "attribute" : "skip";
  const planned = new Map(
    plan.flatMap((each) => {
      const column = headings[each.column] === each.heading ? each.column : headings.indexOf(each.heading);
      return column === -1 ? [] : [[column, each] as const];
    }),
  );
  const taken = new Set([...planned.values()].map((each) => each.target).filter((target) => !fields.get(target)?.many));
  const found = new Map<number, { field: Field; why: string }>();
  for (const { field, column } of candidates(kind, headings)) {
    if (taken.has(field.field) || planned.has(column) || found.has(column)) continue;
    if (!fits(field, valuesOf(sample, column), sample.length, headings[column] ?? "")) continue;
    if (!field.many) taken.add(field.field);
    found.set(column, { field, why: "by its heading" });
  }
  const status = fields.get("status");
  if (kind === "deals" && status && !standing.some((field) => taken.has(field))) {
    const isFree = (column: number) => !planned.has(column) && !found.has(column);
    const column = headings.findIndex((_, each) => isFree(each) && tellsOutcomes(valuesOf(sample, each)));
    if (column >= 0) found.set(column, { field: status, why: "by its values" });
  }
  return headings.map((heading, column) => {
    const names = stageNamedIn(heading);
    const choice = planned.get(column);
    if (choice) {
      const field = fields.get(choice.target) ?? null;
      const target = field || choice.target === "skip" ? choice.target : other;
      return {
        column,
        heading,
        target,
        field,
        why: "as you chose",
        chosenOrder: choice.dateOrder,
        ...(names && { names }),
      };
    }
    const entered = names && kind === "deals" ? fields.get("stageEntered") : undefined;
    const { field, why } = entered ? { field: entered, why: "by its heading" } : (found.get(column) ?? {});
    if (field && why) return { column, heading, target: field.field, field, why, ...(names && { names }) };
    return { column, heading, target: other, field: null, why: other === "skip" ? "left out" : "kept as an attribute" };
  });
}

/** Whatever the heading: every value says how a deal ended in words, and both ends are met. A number alone says too little. */
function tellsOutcomes(values: readonly string[]): boolean {
  const read = new Set(values.map((value) => (/^\d+$/.test(value) ? null : readStatus(value))));
  return read.has("won") && read.has("lost") && !read.has(null);
}

const standing = neededOf.deals.flatMap(({ fields }) => fields);

function candidates(kind: ImportKind, headings: readonly string[]) {
  const places = new Map<string, number[]>();
  headings.forEach((heading, column) => {
    const plain = plainHeading(heading);
    const columns = places.get(plain);
    if (columns) columns.push(column);
    else places.set(plain, [column]);
  });
  const known = knownHeadings[kind];
  return fieldsOf[kind]
    .flatMap((field) =>
      (known[field.field] ?? "")
        .split("|")
        .flatMap((heading, rank) => (places.get(heading) ?? []).map((column) => ({ field, column, rank }))),
    )
    .sort((a, b) => a.rank - b.rank);
}

/** The stage a heading names, with its pipeline: HubSpot writes a column of dates for each. */
export function stageNamedIn(heading: string): { stage: string; pipeline: string | null } | null {
  const label = /^date entered\s+"?(.+?)"?$/i.exec(heading.trim());
  if (label?.[1]) {
    const parts = /^(.*\S)\s+\(([^()]+)\)$/.exec(label[1]);
    return { stage: (parts?.[1] ?? label[1]).trim(), pipeline: parts?.[2]?.trim() ?? null };
  }
  const api = /^hs_(?:v2_)?date_entered_(.+)$/i.exec(heading.trim());
  return api?.[1] ? { stage: api[1], pipeline: null } : null;
}

const valuesOf = (sample: readonly string[][], column: number): string[] =>
  sample.flatMap((cells) => {
    const value = cells[column]?.trim() ?? "";
    return isBlank(value) ? [] : [value];
  });

/** Whether a column's values can be what its heading says: "Closed" may hold a date, or yes and no. */
function fits(field: Field, values: readonly string[], rows: number, heading: string): boolean {
  if (values.length === 0) return true;
  if (field.type === "flag") return values.every((value) => readFlag(value) !== null);
  if (field.type === "instant" || field.type === "day") {
    const evidence = new DateEvidence();
    for (const value of values) evidence.add(value);
    return evidence.looksLikeDates || values.every((value) => /^\d{5}(?:\.\d+)?$|^\d{10}$|^\d{13}$/.test(value));
  }
  if (field.type === "amount" || field.type === "number") return share(values, isAmount) > 0.7;
  // Nought and one are open and won only where Dynamics writes its state codes; anywhere else they are no and yes.
  if (field.field === "status" && values.every((value) => readFlag(value) !== null))
    return /^stat(?:e|us) ?code$|^state$/.test(plainHeading(heading));
  if (field.field === "status") return values.every((value) => readStatus(value) !== null);
  // Yes, no and unknown name no competitor.
  if (field.field === "competitor")
    return !values.every((value) => readFlag(value) !== null || plainWord(value) === "unknown");
  // A column with three values in hundreds of rows sorts accounts into classes; it does not name them.
  if (field.field === "account" || field.field === "name")
    return rows < 100 || values.length < 50 || new Set(values).size > 4;
  return true;
}

const isAmount = (value: string) => {
  const bare = value.replace(/\s*%$/, "");
  return readAmount(bare, ".", "USD", () => 2) !== null || readAmount(bare, ",", "USD", () => 2) !== null;
};

const share = (values: readonly string[], passes: (value: string) => boolean) =>
  values.filter(passes).length / values.length;
