import { randomUUID } from "node:crypto";
import type { SimulatedTeam } from "../../demo/simulate-team.ts";
import type { SimulatedDeal } from "../../demo/simulated-deal.ts";
import { bulkEditedDeals, bulkEdits } from "../../src/features/deals/closes/bulk-edits/rules.ts";
import { gatherCloses } from "../../src/features/deals/closes/rules.ts";
import type { DealRecord } from "../../src/features/deals/rules.ts";
import { buildHistory, type TeamHistory } from "../../src/features/insights/history/build-history.ts";
import { seedCatalogue } from "../../src/features/reasons/seed-catalogue.ts";
import { findFlagContext } from "../../src/features/red-flags/find-flag-context.ts";
import { collectNorms } from "../../src/features/red-flags/norms/rules.ts";
import type { WatchedFlag } from "../../src/features/red-flags/rules.ts";
import type { SalesProcess } from "../../src/features/sales-process/rules.ts";
import { insertWorkspace } from "../../src/features/team/store.ts";
import type { Instant } from "../../src/platform/dates.ts";
import { openThrowAwayInstallation } from "../../src/programs/open-installation.ts";
import { recordOfSimulated } from "./record-of-simulated.ts";

export type Watched = { process: SalesProcess; flags: WatchedFlag[] };

/** The process and the flags a new team starts with, as the program seeds them. */
export async function findSeeds(timeZone: string): Promise<Watched> {
  const installation = await openThrowAwayInstallation();
  try {
    return await installation.db.transaction().execute(async (tx) => {
      const workspace = await insertWorkspace(tx, { id: randomUUID(), name: "Bench", timeZone, currency: "EUR" });
      await seedCatalogue(tx, workspace);
      const { flags, context } = await findFlagContext(tx, workspace, Date.now());
      return { flags, process: context.process };
    });
  } finally {
    await installation.close();
  }
}

/** A simulated team's history as the program reads it, and the deals it was made of, in the same order. */
export function historyOf(
  team: SimulatedTeam,
  { process, flags }: Watched,
  until: Instant = team.endsAt,
): TeamHistory & { deals: SimulatedDeal[] } {
  const closes = gatherCloses();
  const norms = collectNorms(team.timeZone);
  const deals: SimulatedDeal[] = [];
  const records: DealRecord[] = [];
  for (const deal of team.deals()) {
    if (deal.createdAt > until) continue;
    const record = recordOfSimulated(deal, process, team.endsAt);
    deals.push(deal);
    records.push(record);
    if (deal.closedAt !== null && deal.closedAt <= until)
      closes.add({
        dealId: deal.id,
        ownerId: deal.rep.id,
        won: deal.status === "won",
        closedAt: deal.closedAt,
        createdAt: deal.createdAt,
        undoneAt: null,
        fingerprint: deal.number,
      });
  }
  const all = closes.done();
  const bulkEdited = bulkEditedDeals(all, bulkEdits(all, team.timeZone));
  for (const record of records) if (!bulkEdited.has(record.id)) norms.add(record);
  const context = { process, timeZone: team.timeZone, norms: norms.finish() };
  const history = buildHistory({ flags, context, until, bulkEdited });
  for (const [place, deal] of deals.entries()) {
    const record = records[place];
    const open = deal.closedAt === null || deal.closedAt > until;
    if (record)
      history.add(
        {
          id: deal.id,
          status: open ? "open" : deal.status,
          pipelineId: record.pipelineId,
          ownerId: deal.rep.id,
          pipelineName: "Sales",
          createdAt: deal.createdAt,
          closedAt: open ? null : deal.closedAt,
          amountCents: Math.round(deal.amount * 100),
          leadSource: deal.source.name,
          accountName: deal.account.name,
          accountAttributes: {
            Segment: deal.account.segment.name,
            Industry: deal.account.industry,
            Country: deal.account.country,
            Employees: String(deal.account.employees),
          },
          attributes: { Product: deal.product, ...deal.attributes },
        },
        record,
      );
  }
  return { ...history.finish(), deals };
}
