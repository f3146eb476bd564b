import { z } from "zod";
import { amount, type Column, day, instant, money, text, whole, yesNo } from "../../../platform/export/columns.ts";
import type { ActivityKind, BuyingRole, DealRow, DealStatus, LossKind } from "../contract.ts";

/** A deal as it leaves: names instead of ids, as a spreadsheet shows it. */
export type DealToWrite = {
  id: string;
  name: string;
  accountId: string | null;
  accountName: string | null;
  ownerName: string | null;
  ownerEmail: string | null;
  pipelineName: string;
  stageName: string;
  status: DealStatus;
  lossKind: LossKind | null;
  amountCents: number | null;
  currency: string | null;
  createdAt: Date | null;
  expectedCloseOn: string | null;
  closedAt: Date | null;
  pitchedOn: string | null;
  offeredTermMonths: number | null;
  competitor: string | null;
  leadSource: string | null;
  crmReason: string | null;
  attributes: unknown;
  /** How the source calls the loss that this deal follows. */
  wonBackFrom: string | null;
  /** The day of the call that waits for a lost customer. */
  callOn: string | null;
};
export type AccountToWrite = { id: string; name: string; attributes: unknown };
export type ContactToWrite = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  accountId: string | null;
  accountName: string | null;
  dealId: string | null;
  dealName: string | null;
  role: BuyingRole | null;
  knownAt: Date | null;
  attributes: unknown;
};
export type StageToWrite = {
  dealId: string;
  dealName: string;
  pipelineName: string;
  stageName: string;
  enteredAt: Date;
  memberName: string | null;
  memberEmail: string | null;
};
export type ActivityToWrite = {
  id: string;
  dealId: string;
  dealName: string;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  happenedAt: Date;
  subject: string;
  body: string;
  contactName: string | null;
  contactEmail: string | null;
  memberName: string | null;
  memberEmail: string | null;
};

/**
 * The columns of each export. Each heading is the first that our import looks for, so that no attribute of the same file is
 * ever taken in its place.
 */
export const dealColumns: readonly Column<DealToWrite>[] = [
  text("Record ID", ({ id }) => id),
  text("Deal name", ({ name }) => name),
  text("Account ID", ({ accountId }) => accountId),
  text("Account name", ({ accountName }) => accountName),
  text("Deal owner", ({ ownerName }) => ownerName),
  text("Deal owner email", ({ ownerEmail }) => ownerEmail),
  text("Deal pipeline", ({ pipelineName }) => pipelineName),
  text("Deal stage", ({ stageName }) => stageName),
  text("Deal status", ({ status }) => status),
  text("Loss kind", ({ lossKind }) => lossKind),
  amount("Amount", ({ amountCents, currency }) =>
    amountCents === null || currency === null ? null : { amountCents, currency },
  ),
  text("Deal currency of value", ({ currency }) => currency),
  instant("Create date", ({ createdAt }) => createdAt),
  day("Expected close date", ({ expectedCloseOn }) => expectedCloseOn),
  instant("Actual close date", ({ closedAt }) => closedAt),
  day("Pitch date", ({ pitchedOn }) => pitchedOn),
  whole("Contract term months", ({ offeredTermMonths }) => offeredTermMonths),
  text("Competitor", ({ competitor }) => competitor),
  text("Lead source", ({ leadSource }) => leadSource),
  text("Closed lost reason", ({ status, crmReason }) => (status === "lost" ? crmReason : null)),
  text("Won back from", ({ wonBackFrom }) => wonBackFrom),
  day("Next check-up", ({ callOn }) => callOn),
  text("Closed won reason", ({ status, crmReason }) => (status === "won" ? crmReason : null)),
];

export const accountColumns: readonly Column<AccountToWrite>[] = [
  text("Account ID", ({ id }) => id),
  text("Account name", ({ name }) => name),
];

export const contactColumns: readonly Column<ContactToWrite>[] = [
  text("Contact ID", ({ id }) => id),
  text("Full name", ({ name }) => name),
  text("Email", ({ email }) => email),
  text("Phone", ({ phone }) => phone),
  text("Job title", ({ jobTitle }) => jobTitle),
  text("Account ID", ({ accountId }) => accountId),
  text("Account name", ({ accountName }) => accountName),
  text("Deal ID", ({ dealId }) => dealId),
  text("Deal name", ({ dealName }) => dealName),
  text("Buying role", ({ role }) => role),
  instant("Role since", ({ knownAt }) => knownAt),
];

export const stageColumns: readonly Column<StageToWrite>[] = [
  text("Deal ID", ({ dealId }) => dealId),
  text("Deal name", ({ dealName }) => dealName),
  text("Pipeline", ({ pipelineName }) => pipelineName),
  text("To stage", ({ stageName }) => stageName),
  instant("Entered at", ({ enteredAt }) => enteredAt),
  text("Assigned to", ({ memberName }) => memberName),
  text("Owner email", ({ memberEmail }) => memberEmail),
];

// By the word "email" alone, an import would take it for one that we sent.
const kindInWords: Record<ActivityKind, string> = { call: "call", email: "e-mail", meeting: "meeting", note: "note" };

export const activityColumns: readonly Column<ActivityToWrite>[] = [
  text("Activity ID", ({ id }) => id),
  text("Deal ID", ({ dealId }) => dealId),
  text("Deal name", ({ dealName }) => dealName),
  text("Activity type", ({ kind }) => kindInWords[kind]),
  instant("Activity date", ({ happenedAt }) => happenedAt),
  text("Direction", ({ direction }) => direction),
  yesNo("Answered", ({ answered }) => answered),
  text("Subject", ({ subject }) => subject || null),
  text("Description", ({ body }) => body || null),
  text("Contact name", ({ contactName }) => contactName),
  text("Contact email", ({ contactEmail }) => contactEmail),
  text("Assigned to", ({ memberName }) => memberName),
  text("Owner email", ({ memberEmail }) => memberEmail),
];

const attributesShape = z.record(z.string(), z.coerce.string());

/** A column for each of these imported ones, under its own heading. */
export function attributeColumns<Row extends { attributes: unknown }>(names: readonly string[]): Column<Row>[] {
  // Read once for all columns of a row.
  let row: Row | undefined;
  let own: Record<string, string> = {};
  const attributesOf = (asked: Row) => {
    if (asked !== row) {
      row = asked;
      own = attributesShape.parse(asked.attributes);
    }
    return own;
  };
  return names.map((name) => text<Row>(name, (asked) => attributesOf(asked)[name] ?? null));
}

/** A deal as lists show it, in any table whose rows are of deals. */
export const listedDealColumns = <Row>(of: (row: Row) => DealRow): Column<Row>[] => [
  text("Deal", (row) => of(row).name),
  text("Account", (row) => of(row).accountName),
  text("Owner", (row) => of(row).ownerName),
  text("Stage", (row) => of(row).stageName),
  text("Status", (row) => of(row).status),
  text("Loss kind", (row) => of(row).lossKind),
  ...money<Row>("Amount", (row) => of(row).amount),
  instant("Began at", (row) => of(row).createdAt),
  day("Expected close", (row) => of(row).expectedCloseOn),
  instant("Closed at", (row) => of(row).closedAt),
  yesNo("Debriefed", (row) => of(row).debriefed),
  text("Deal ID", (row) => of(row).id),
];
