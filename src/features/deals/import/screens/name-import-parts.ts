import type { DateOrder, ImportKind, ImportPreview, ImportShape } from "../contract.ts";

export const kindNames: Record<ImportKind, string> = {
  deals: "Deals",
  accounts: "Accounts",
  contacts: "Contacts with buying roles",
  stages: "Stage changes",
  activities: "Activities",
  members: "People with their manager",
  steps: "Step answers",
};

/** Who and what others name comes before them: a contact of a deal needs the deal. */
const comesInOrder: readonly ImportKind[] = [
  "members",
  "accounts",
  "deals",
  "contacts",
  "stages",
  "activities",
  "steps",
];

/** Files that were sent and wait to be looked at, the one to begin with first. */
export function waitingInOrder(imports: readonly ImportShape[]): ImportShape[] {
  const placeOf = ({ kind }: ImportShape) => comesInOrder.indexOf(kind);
  return imports
    .filter(({ state }) => state === "uploaded")
    .sort((a, b) => placeOf(a) - placeOf(b) || a.createdAt.localeCompare(b.createdAt));
}

export const stateNames: Record<ImportShape["state"], string> = {
  uploading: "Being sent",
  uploaded: "Waiting for you",
  queued: "About to start",
  running: "Being imported",
  done: "Imported",
  cancelled: "Cancelled",
  failed: "Not imported",
};

export const orderNames: Record<DateOrder, string> = {
  "year-first": "Year first (2026-11-22)",
  "day-first": "Day first (22-11-2026)",
  "month-first": "Month first (11-22-2026)",
};

/** How a column's days and months were told apart, and by what; null where there was nothing to tell. */
export function orderSaid({
  heading,
  dateOrder,
  dateOrderUndecided,
  why,
}: Pick<ImportPreview["columns"][number], "heading" | "dateOrder" | "dateOrderUndecided" | "why">): string | null {
  if (dateOrderUndecided || dateOrder === null || dateOrder === "year-first") return null;
  const order = dateOrder === "day-first" ? "day" : "month";
  // The last thing said of a column is about its dates: "by its heading; 12 values fit only with the day first".
  const reason =
    why
      .split("; ")
      .at(-1)
      ?.replace(/^(?:day|month) first, /, "") ?? "";
  return `“${heading}” is read with the ${order} first: ${reason}.`;
}
