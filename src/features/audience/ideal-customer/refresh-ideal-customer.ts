import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { amountColumn } from "../../insights/forecast/rules.ts";
import { dealsHaveIds } from "../../insights/history/store.ts";
import { findSettings, listFields } from "../../insights/run/store.ts";
import { findWorkspace } from "../../team/store.ts";
import { gatherDeals } from "./gather-deals.ts";
import { learnCard, markDeals } from "./learn-card.ts";
import { methodVersion } from "./rules.ts";
import { replaceIdealCustomer } from "./store.ts";

type Ask = { now: Instant; signal?: AbortSignal | undefined };

/** Learns a team's scorecard from everything its deals say by now, and reads every deal by it. */
export async function refreshIdealCustomer(db: Database, workspace: WorkspaceId, { now, signal }: Ask): Promise<void> {
  const { currency } = await findWorkspace(db, workspace);
  const fields = await listFields(db, workspace);
  const settings = await findSettings(db, workspace);
  const lastAmount = fields.get(amountColumn) === "known-at-open";
  const gathered = await gatherDeals(db, workspace, { currency, until: now, lastAmount, signal });
  const result = learnCard(gathered, {
    needed: settings.fewestForOdds,
    fewestASide: settings.fewestASide,
    falseDiscoveryRate: settings.falseDiscoveryRate,
    fields,
    mayHoldCopies: !(await dealsHaveIds(db, workspace)),
    throwIfCancelled: () => signal?.throwIfAborted(),
  });
  const rows = result.kind === "card" ? result.rows : [];
  const fits = rows.length === 0 ? [] : markDeals(rows, gathered);
  await db.transaction().execute(async (tx) => {
    await replaceIdealCustomer(tx, workspace, result, fits, { methodVersion, dataUntil: now, madeAt: now });
  });
}
