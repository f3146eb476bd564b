import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Database } from "../../../platform/database/database.ts";
import { makePipeline, makeTeam } from "../../deals/deals.fixture.ts";

/** A deal as a history tells it: with the stays it had, the closes that were undone, and where it stands. */
export type PlainDeal = {
  id: string;
  ownerId: string | null;
  pipelineId: string;
  stageId: string;
  status: "open" | "won" | "lost";
  createdAt: number | null;
  closedAt: number | null;
  amountCents: number | null;
  currency: string | null;
  source: string | null;
  product: string | null;
  expectedCloseOn: string | null;
  lossKind?: string | null;
  crmReason?: string | null;
  entries: { stageId: string; enteredAt: number }[];
  undone: { status: "won" | "lost"; closedAt: number; reopenedAt: number }[];
};

const first = Date.UTC(2026, 0, 1);
const minute = 60_000;
const day = 24 * 60 * minute;

/** Nine instants of half a year, one after the other; the last often just before or after midnight somewhere. */
const instants = fc
  .record({
    begin: fc.integer({ min: 0, max: 120 * 24 * 60 }),
    gaps: fc.array(fc.integer({ min: 1, max: 8 * 24 * 60 }), { minLength: 8, maxLength: 8 }),
    midnight: fc.option(fc.integer({ min: -9 * 60, max: 9 * 60 }), { freq: 1 }),
  })
  .map(({ begin, gaps, midnight }) => {
    const all = [first + begin * minute];
    for (const gap of gaps) all.push((all.at(-1) ?? first) + gap * minute);
    const last = all.pop() ?? first;
    return [...all, midnight === null ? last : (Math.floor(last / day) + 2) * day + midnight * minute];
  });

const sketch = fc.record({
  owner: fc.nat(3),
  pipeline: fc.nat(1),
  status: fc.constantFrom("open" as const, "won" as const, "lost" as const, "lost" as const),
  instants,
  created: fc.boolean(),
  dated: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
  /** Moved on, back, again, and perhaps through the other pipeline. */
  path: fc.array(fc.record({ stage: fc.nat(2), elsewhere: fc.integer({ min: 0, max: 7 }).map((draw) => draw === 0) }), {
    maxLength: 5,
  }),
  reopened: fc.boolean(),
  reenters: fc.boolean(),
  amountCents: fc.option(fc.integer({ min: -500, max: 5_000_000 }), { freq: 6 }),
  currency: fc.constantFrom("EUR", "USD", "USD", "JPY", "GBP", null),
  source: fc.constantFrom("Fair", "Web", "", null),
  product: fc.constantFrom("Suite", "Basic", null),
  closesWhereItStood: fc.boolean(),
  lossKind: fc.constantFrom("competitor", "no-decision", "unknown", null),
  crmReason: fc.constantFrom("Price", "price", "Timing", "  ", null),
});
export const sketches = fc.array(sketch, { minLength: 12, maxLength: 40 });
type Sketch = (typeof sketches extends fc.Arbitrary<infer Drawn> ? Drawn : never) extends (infer One)[] ? One : never;

/** A team of its own whose deals are these. */
export async function makeHistory(db: Database, drawn: readonly Sketch[]) {
  const team = await makeTeam(db);
  const pipelines = [team.pipeline, await makePipeline(db, team.workspace)];
  const owners = [team.rep.memberId, team.colleague.memberId, team.manager.memberId, null];
  const deals = drawn.map((each): PlainDeal => {
    const [pipeline = team.pipeline, other = team.pipeline] = each.pipeline === 0 ? pipelines : pipelines.toReversed();
    const openOf = ({ stage }: typeof pipeline): string[] => [stage.qualify, stage.demo, stage.proposal];
    const [createdAt = 0, ...later] = each.instants;
    const [closedAt = 0, undoneAt = 0, reopenedAt = 0] = [later[7], later[5], later[6]];
    const entries = each.path.map(({ stage, elsewhere }, place) => ({
      stageId: openOf(elsewhere ? other : pipeline)[stage] ?? "",
      enteredAt: later[place] ?? 0,
    }));
    const own = entries.filter(({ stageId }) => openOf(pipeline).includes(stageId)).at(-1)?.stageId;
    const closed = each.status !== "open";
    const stageId =
      each.status === "open" || each.closesWhereItStood ? (own ?? pipeline.stage.qualify) : pipeline.stage[each.status];
    const undone = each.reopened ? [{ status: "lost" as const, closedAt: undoneAt, reopenedAt }] : [];
    if (each.reopened && each.reenters) entries.push({ stageId: pipeline.stage.demo, enteredAt: reopenedAt });
    if (closed && each.dated && !each.closesWhereItStood) entries.push({ stageId, enteredAt: closedAt });
    return {
      ...{
        id: randomUUID(),
        ownerId: owners[each.owner] ?? null,
        pipelineId: pipeline.id,
        stageId,
        status: each.status,
      },
      ...{ createdAt: each.created ? createdAt : null, closedAt: closed && each.dated ? closedAt : null },
      ...{ amountCents: each.amountCents, currency: each.currency, source: each.source, product: each.product },
      ...{ expectedCloseOn: null, entries, undone, crmReason: each.crmReason },
      lossKind: each.status === "lost" ? each.lossKind : null,
    };
  });
  await insertDeals(db, team.workspace, deals);
  return { team, pipelines, deals };
}

export async function insertDeals(db: Database, workspace: string, deals: readonly PlainDeal[]): Promise<void> {
  const at = (told: number | null) => (told === null ? null : new Date(told));
  const rows = deals.map((deal) => ({
    ...{ workspace_id: workspace, id: deal.id, name: "Acme", owner_id: deal.ownerId, pipeline_id: deal.pipelineId },
    ...{ stage_id: deal.stageId, status: deal.status, created_at: at(deal.createdAt), closed_at: at(deal.closedAt) },
    ...{ amount_cents: deal.amountCents, currency: deal.currency, lead_source: deal.source },
    ...{ loss_kind: deal.lossKind ?? null, crm_reason: deal.crmReason ?? null },
    attributes: JSON.stringify(deal.product === null ? {} : { Product: deal.product }),
  }));
  if (rows.length > 0) await db.insertInto("deals").values(rows).execute();
  const changes = deals.flatMap(({ id, entries }) =>
    entries.map(({ stageId, enteredAt }) => ({
      ...{ workspace_id: workspace, deal_id: id, stage_id: stageId },
      ...{ entered_at: new Date(enteredAt), known_at: new Date(enteredAt) },
    })),
  );
  if (changes.length > 0) await db.insertInto("stage_changes").values(changes).execute();
  const undone = deals.flatMap(({ id, undone: all }) =>
    all.map(({ status, closedAt, reopenedAt }) => ({
      ...{ workspace_id: workspace, id: randomUUID(), deal_id: id, status },
      ...{ closed_at: new Date(closedAt), reopened_at: new Date(reopenedAt) },
    })),
  );
  if (undone.length > 0) await db.insertInto("earlier_outcomes").values(undone).execute();
}

/** The calendar day at an instant, by the plainest means there is. */
export const plainDay = (at: number, timeZone: string): string =>
  new Date(at).toLocaleDateString("sv-SE", { timeZone });
