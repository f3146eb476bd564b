import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import type { Database } from "../../../../platform/database/database.ts";
import { studentReach } from "../../../../statistics/student-distribution.ts";
import { makeTeam } from "../../../deals/deals.fixture.ts";
import { quarterHourMs } from "../../../team/working-calendar/working-time/working-time.fixture.ts";
import { insertDeals, type PlainDeal } from "../kpis.fixture.ts";
import type { RatioTold } from "./ratios/contract.ts";

export type PlainActivity = {
  id: string;
  kind: "call" | "email" | "meeting" | "note";
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  at: number;
};
export type DealAtWork = PlainDeal & { activities: PlainActivity[] };

/** A deal of this team's rep, of which nothing is told but how it stands and what was said on it. */
export const dealAtWork = (
  { rep, pipeline }: Awaited<ReturnType<typeof makeTeam>>,
  told: Partial<Omit<DealAtWork, "activities">> & { activities?: Omit<PlainActivity, "id">[] },
): DealAtWork => {
  const { activities = [], status = "open", ...rest } = told;
  return {
    ...{ id: randomUUID(), ownerId: rep.memberId, pipelineId: pipeline.id, status },
    ...{ stageId: pipeline.stage[status === "open" ? "demo" : status], createdAt: null, closedAt: null },
    ...{ amountCents: null, currency: null, source: null, product: null, expectedCloseOn: null },
    ...{ entries: [], undone: [], ...rest },
    activities: activities.map((activity) => ({ id: randomUUID(), ...activity })),
  };
};

export async function insertDealsAtWork(db: Database, workspace: string, deals: readonly DealAtWork[]): Promise<void> {
  await insertDeals(db, workspace, deals);
  const rows = deals.flatMap(({ id: dealId, activities }) =>
    activities.map(({ id, kind, direction, answered, at }) => ({
      ...{ workspace_id: workspace, id, deal_id: dealId, kind, direction, answered },
      ...{ happened_at: new Date(at), known_at: new Date(at) },
    })),
  );
  if (rows.length > 0) await db.insertInto("activities").values(rows).execute();
}

const march = Date.UTC(2026, 2, 1);

/** Mostly mails and calls, several at one instant, some of a day without a time, told as well or badly as CRMs do. */
const activity = fc.record({
  kind: fc.constantFrom(
    "email" as const,
    "email" as const,
    "call" as const,
    "call" as const,
    "meeting" as const,
    "note" as const,
  ),
  direction: fc.constantFrom("incoming" as const, "incoming" as const, "outgoing" as const, null),
  answered: fc.constantFrom(null, null, false, true),
  at: fc
    .record({
      quarter: fc.oneof(
        fc.nat(40 * 96),
        fc.nat(60).map((few) => few * 64 + 37),
      ),
      dayOnly: fc.integer({ min: 0, max: 11 }).map((draw) => draw === 0),
    })
    .map(({ quarter, dayOnly }) => march + (dayOnly ? Math.floor(quarter / 96) * 96 : quarter) * quarterHourMs),
});
const sketch = fc.record({
  status: fc.constantFrom("open" as const, "won" as const, "lost" as const),
  closes: fc.option(fc.nat(45 * 96), { freq: 9 }),
  elsewhere: fc.boolean(),
  activities: fc.array(activity, { maxLength: 14 }),
});
export const workSketches = fc.array(sketch, { minLength: 4, maxLength: 14 });
type Sketch = (typeof workSketches extends fc.Arbitrary<infer Drawn> ? Drawn : never) extends (infer One)[]
  ? One
  : never;

/** A team of its own whose deals, one half the rep's, are these; what is told happens in March and April 2026. */
export async function makeWork(db: Database, drawn: readonly Sketch[]) {
  const team = await makeTeam(db);
  const deals = drawn.map(({ status, closes, elsewhere, activities }) =>
    dealAtWork(team, {
      status,
      closedAt: status === "open" || closes === null ? null : march + closes * quarterHourMs,
      ownerId: elsewhere ? team.colleague.memberId : team.rep.memberId,
      activities,
    }),
  );
  await insertDealsAtWork(db, team.workspace, deals);
  return { team, deals };
}

/**
 * What is told of a ratio of sums agrees with what each deal is beyond it, one by one; of fewer than five deals nothing is told.
 */
export function expectRatio(told: RatioTold, x: readonly number[], y: readonly number[], most: number): void {
  const deals = x.length;
  if (deals < 5 || told.kind === "too-few") {
    expect(told).toEqual({ kind: "too-few", outOf: deals, needed: 5 });
    return;
  }
  const sum = (some: readonly number[]) => some.reduce((all, each) => all + each, 0);
  const value = sum(x) / sum(y);
  const squares = sum(x.map((each, at) => (each - value * (y[at] ?? 0)) ** 2));
  const reach = (studentReach(0.95, deals - 1) * Math.sqrt((deals / (deals - 1)) * squares)) / sum(y);
  expect(told.value).toBeCloseTo(value, 9);
  if (told.kind === "alike") expect(squares).toBeLessThan(1e-9);
  else {
    expect(told.low).toBeCloseTo(Math.max(0, value - reach), 6);
    expect(told.high).toBeCloseTo(Math.min(most, value + reach), 6);
  }
}
