import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { Tellable } from "../../insights/forecast/table-looks.ts";
import { collectColumns } from "../../insights/history/collect-columns.ts";
import { type AttributeColumn, columnOf, type HistoryDeal } from "../../insights/history/rules.ts";
import { type DealOutline, streamPastDeals } from "../../insights/history/store.ts";
import { addAims } from "./add-aims.ts";
import { listOpeningAmounts } from "./store.ts";

/** Every deal with what is known of it from its first day, column by column. */
export type GatheredDeals = {
  team: Tellable;
  columns: AttributeColumn[];
  /** In hundredths, as known when the deal began; NaN where nobody is known to have told one by then. */
  openingCents: Float64Array;
  /** Whose deal it is, as a number that deals of one customer share. */
  customers: Int32Array;
};

type Ask = {
  currency: string;
  until: Instant;
  /** Somebody said that a deal's last amount was known all along. */
  lastAmount: boolean;
  signal?: AbortSignal | undefined;
};

/** Reads all deals once, in batches: a team of a million takes minutes, and hundreds of megabytes rather than thousands. */
export async function gatherDeals(
  db: Database,
  workspace: WorkspaceId,
  { currency, until, lastAmount, signal }: Ask,
): Promise<GatheredDeals> {
  const deals: HistoryDeal[] = [];
  const accounts: (string | null)[] = [];
  const amounts: number[] = [];
  const columns = collectColumns();
  for (const status of ["closed", "open"] as const)
    for await (const batch of streamPastDeals(db, workspace, { status, currency, signal })) {
      const ids = batch.map(({ outline }) => outline.id);
      const known = lastAmount ? null : await listOpeningAmounts(db, workspace, ids, currency);
      const outlines = batch.map(({ outline }) => outline);
      for (const outline of await addAims(db, workspace, outlines)) {
        deals.push(dealOf(outline, until));
        accounts.push(outline.accountName);
        amounts.push((known === null ? outline.amountCents : known.get(outline.id)) ?? Number.NaN);
        columns.add(outline);
      }
    }
  const history = { deals, stages: [], signs: [], looks: noLooks };
  const { codes, levels } = columnOf("Account", false, accounts);
  return {
    team: { history, owners: deals.map(() => null), until },
    columns: columns.finish(),
    openingCents: Float64Array.from(amounts),
    customers: codes.map((code, deal) => (code < 0 ? levels.length + deal : code)),
  };
}

/** A close that is still to come has not happened. */
function dealOf(
  { id, status, pipelineId, createdAt, closedAt, amountCents }: DealOutline,
  until: Instant,
): HistoryDeal {
  const isOpen = status === "open" || (closedAt !== null && closedAt > until);
  const always = { id, pipelineId, createdAt, amountCents, bulkEdit: false };
  return isOpen ? { ...always, status: "open", closedAt: null } : { ...always, status, closedAt };
}

/** What was seen of deals later in their lives is no concern of a scorecard. */
const noLooks: Tellable["history"]["looks"] = {
  count: 0,
  deal: new Uint32Array(0),
  at: new Float64Array(0),
  stage: new Uint16Array(0),
  week: new Uint16Array(0),
  amountCents: new Float64Array(0),
  signs: new Uint8Array(0),
};
