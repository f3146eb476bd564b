import { z } from "zod";
import { csvLine, safeText } from "../../../platform/csv.ts";
import type { DealStatus, LossKind } from "../contract.ts";
import { fractionDigitsOf } from "../import/read-money.ts";

/** A deal as it leaves: names instead of ids, as a spreadsheet shows it. */
export type DealToWrite = {
  id: string;
  sourceKey: string | null;
  name: string;
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

/**
 * The columns of an export. Each heading is the first that our import looks for, so that no attribute of the same file
 * is ever taken in its place.
 */
const columns: [heading: string, cell: (deal: DealToWrite) => string | null][] = [
  ["Record ID", ({ id, sourceKey }) => (sourceKey?.startsWith("id:") ? sourceKey.slice("id:".length) : id)],
  ["Deal name", ({ name }) => name],
  ["Account name", ({ accountName }) => accountName],
  ["Deal owner", ({ ownerName }) => ownerName],
  ["Deal owner email", ({ ownerEmail }) => ownerEmail],
  ["Deal pipeline", ({ pipelineName }) => pipelineName],
  ["Deal stage", ({ stageName }) => stageName],
  ["Deal status", ({ status }) => status],
  ["Loss kind", ({ lossKind }) => lossKind],
  ["Amount", decimalAmount],
  ["Deal currency of value", ({ currency }) => currency],
  ["Create date", ({ createdAt }) => createdAt?.toISOString() ?? null],
  ["Expected close date", ({ expectedCloseOn }) => expectedCloseOn],
  ["Actual close date", ({ closedAt }) => closedAt?.toISOString() ?? null],
  ["Pitch date", ({ pitchedOn }) => pitchedOn],
  ["Contract term months", ({ offeredTermMonths }) => offeredTermMonths?.toString() ?? null],
  ["Competitor", ({ competitor }) => competitor],
  ["Lead source", ({ leadSource }) => leadSource],
  ["Closed lost reason", ({ status, crmReason }) => (status === "lost" ? crmReason : null)],
  ["Won back from", ({ wonBackFrom }) => (wonBackFrom?.startsWith("id:") ? wonBackFrom.slice("id:".length) : null)],
  ["Next check-up", ({ callOn }) => callOn],
  ["Closed won reason", ({ status, crmReason }) => (status === "won" ? crmReason : null)],
];

export const exportHeadings = columns.map(([heading]) => heading);

/** The first line; `attributes` are the names of imported columns that have no field of their own. */
export function headingLine(attributes: readonly string[]): string {
  return csvLine([...exportHeadings, ...attributes].map(safeText));
}

export function dealLine(deal: DealToWrite, attributes: readonly string[]): string {
  const own = attributesShape.parse(deal.attributes);
  return csvLine([
    ...columns.map(([heading, cell]) => (heading === "Amount" ? (cell(deal) ?? "") : safeText(cell(deal) ?? ""))),
    ...attributes.map((name) => safeText(own[name] ?? "")),
  ]);
}

const attributesShape = z.record(z.string(), z.coerce.string());

/** `1234.50`, with as many decimals as the currency has: what every importer reads. */
function decimalAmount({ amountCents, currency }: DealToWrite): string | null {
  if (amountCents === null || currency === null) return null;
  const digits = fractionDigitsOf(currency);
  if (digits === 0) return String(amountCents);
  // In text, not in floats: large amounts keep every cent.
  const text = String(Math.abs(amountCents)).padStart(digits + 1, "0");
  return `${amountCents < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
