import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { addDays, dayOf } from "../../platform/dates.ts";
import { noon, openDeal, startTeam } from "../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { snoozeDeal } from "../deals/snooze-deal.ts";
import { refreshReadings } from "../red-flags/refresh-readings.ts";
import { makeCatalogue } from "./pipeline-check.fixture.ts";
import { countStaleDeals, type Scope, tallyReadings } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

type Counted = Record<string, { deals: number; amountCents: number }>;

type Row = { flagId: string; kind: string; currency: string | null; deals: number; cents: number };

function countedOf(rows: readonly Row[]): Counted {
  const counted: Counted = {};
  for (const { flagId, kind, currency, deals, cents } of rows) {
    const key = `${flagId} ${kind} ${currency}`;
    const known = counted[key] ?? { deals: 0, amountCents: 0 };
    counted[key] = { deals: known.deals + deals, amountCents: known.amountCents + cents };
  }
  return counted;
}

test("what is kept counted is what counting everything finds, whatever happens to deals and in whatever order", async () => {
  const team = await startTeam(db);
  await makeCatalogue(db, team.workspace);
  const { workspace } = team;
  const owners = [team.rita.session.memberId, team.rolf.session.memberId];
  let clock = noon;
  const acting = () => ({ ...team.olga, now: clock });
  const today = () => dayOf(clock, team.olga.session.timeZone);

  /** As it would be counted if nothing were kept: every reading of every open deal that is not resting. */
  async function countAll({ visible }: Scope): Promise<Counted> {
    const { rows } = await sql<Row & { owner: string }>`
      select r.flag_id as "flagId", r.kind, d.owner_id as owner, 1 as deals,
        case when r.kind = 'up' and d.amount_cents is not null then d.currency end as currency,
        case when r.kind = 'up' then coalesce(d.amount_cents, 0) else 0 end as cents
      from deals d join flag_readings r on r.workspace_id = d.workspace_id and r.deal_id = d.id
      where d.workspace_id = ${workspace} and d.status = 'open' and not exists (
        select from snoozes s where s.workspace_id = d.workspace_id and s.deal_id = d.id and s.ended_at is null
          and s.until_on > ${today()}::date
      )`.execute(db);
    return countedOf(rows.filter(({ owner }) => visible === "all" || visible.owners.includes(owner)));
  }
  async function countKept(scope: Scope): Promise<Counted> {
    const tallies = await tallyReadings(db, workspace, scope, today());
    return countedOf(tallies.map(({ amountCents, ...tally }) => ({ ...tally, cents: amountCents ?? 0 })));
  }
  const pick = async (at: number, where: string) => {
    const { rows } = await sql<{ id: string }>`select id from deals where workspace_id = ${workspace}
      and ${sql.raw(where)} order by id`.execute(db);
    return rows[at % Math.max(1, rows.length)]?.id;
  };
  const set = (id: string | undefined, change: object) =>
    db
      .updateTable("deals")
      .set({ ...change, changed_at: new Date(clock) })
      .where("workspace_id", "=", workspace)
      .where("id", "=", id ?? randomUUID())
      .execute();

  const steps: Record<string, (at: number) => Promise<unknown>> = {
    open: (at) => {
      const owner = owners[at % 2] === team.rita.session.memberId ? team.rita : team.rolf;
      const expectedCloseOn = at % 3 === 0 ? null : at % 3 === 1 ? "2026-11-01" : "2026-12-15";
      const money = at % 5 === 0 ? { amountCents: null, currency: null } : { amountCents: at * 100 };
      return openDeal({ ...owner, now: clock }, team, { name: `Deal ${at}`, expectedCloseOn, ...money });
    },
    amount: async (at) => set(await pick(at, "status = 'open'"), { amount_cents: at, currency: "EUR" }),
    owner: async (at) => set(await pick(at, "true"), { owner_id: owners[at % 2] }),
    date: async (at) => set(await pick(at, "status = 'open'"), { expected_close_on: "2026-10-01" }),
    close: async (at) => {
      const id = await pick(at, "status = 'open'");
      if (id) await closeDeal(acting(), { id, outcome: at % 2 === 0 ? "won" : "lost" });
    },
    reopen: async (at) => {
      const id = await pick(at, "status <> 'open'");
      if (id) await reopenDeal(acting(), { id }).catch(() => {});
    },
    rest: async (at) => {
      const id = await pick(at, "status = 'open'");
      if (id)
        await snoozeDeal(acting(), {
          id,
          snoozeId: randomUUID(),
          reason: "Later",
          untilOn: addDays(today(), 1 + (at % 2)),
        });
    },
    readOne: async (at) => refreshReadings(db, workspace, [(await pick(at, "true")) ?? randomUUID()], clock),
    readAll: () => refreshReadings(db, workspace, "all", clock),
    nextDay: async () => {
      clock += 24 * 3_600_000;
    },
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(40)), { minLength: 5, maxLength: 25 }),
      async (walk) => {
        for (const [name, at] of walk) {
          clock += 1_000;
          await steps[name]?.(at);
          for (const visible of ["all", { owners: owners.slice(0, 1), unowned: false }] as const) {
            const scope: Scope = { visible: visible === "all" ? visible : { ...visible, owners: [...visible.owners] } };
            expect(await countKept(scope), name).toEqual(await countAll(scope));
          }
        }
      },
    ),
    { numRuns: 15 },
  );
  clock += 1_000;
  await refreshReadings(db, workspace, "all", clock);
  const dayBegan = new Date(clock - 1);
  expect(await countStaleDeals(db, workspace, { visible: "all" }, { today: today(), dayBegan })).toEqual({
    stale: 0,
    oldestReadAt: new Date(clock),
  });
}, 60_000);
