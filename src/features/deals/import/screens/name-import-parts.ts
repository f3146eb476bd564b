import type { DateOrder, ImportKind, ImportShape } from "../contract.ts";

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
