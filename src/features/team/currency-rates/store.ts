import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { RateShape } from "./contract.ts";
import { rateHoldsDays } from "./rules.ts";

type RateKey = Pick<RateShape, "currency" | "fromOn">;

/** One page, the latest day first. */
export async function listRates(
  db: Db,
  workspace: WorkspaceId,
  { into, currency }: { into: string; currency?: string | undefined },
  { after, limit }: { after: RateKey | null; limit: number },
): Promise<RateShape[]> {
  const { rows } = await sql<RateShape>`
    select r.currency, r.from_on as "fromOn", r.rate from currency_rates r
    where r.workspace_id = ${workspace} and r.into_currency = ${into}
      and ${currency === undefined ? sql`true` : sql`r.currency = ${currency}`}
      and ${after ? sql`(r.from_on, r.currency) < (${after.fromOn}::date, ${after.currency})` : sql`true`}
    order by r.from_on desc, r.currency desc limit ${limit}`.execute(db);
  return rows;
}

/** Every rate that may hold on one of these days. */
export async function listRatesHolding(
  db: Db,
  workspace: WorkspaceId,
  { into, from, until }: { into: string; from: Day; until: Day },
): Promise<RateShape[]> {
  const { rows } = await sql<RateShape>`
    select r.currency, r.from_on as "fromOn", r.rate from currency_rates r
    where r.workspace_id = ${workspace} and r.into_currency = ${into}
      and r.from_on between ${from}::date - ${rateHoldsDays}::int and ${until}::date`.execute(db);
  return rows;
}

/** Whether a rate of a deal's currency holds on a day, both told in SQL: the same as `rateReader` says. */
export function holdsRate(
  workspace: WorkspaceId,
  into: string,
  { currency, on }: { currency: RawBuilder<unknown>; on: RawBuilder<unknown> },
): RawBuilder<SqlBool> {
  return sql`(${currency} = ${into} or exists (
    select from currency_rates r
    where r.workspace_id = ${workspace} and r.into_currency = ${into} and r.currency = ${currency}
      and r.from_on between ${on} - ${rateHoldsDays}::int and ${on}))`;
}

export async function countRates(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ rates: number }>`
    select count(*) as rates from currency_rates where workspace_id = ${workspace}`.execute(db);
  return rows[0]?.rates ?? 0;
}

/** Of a day that has a rate already, the new one counts. */
export async function upsertRates(
  tx: Tx,
  workspace: WorkspaceId,
  into: string,
  rates: readonly RateShape[],
): Promise<void> {
  await sql`
    insert into currency_rates (workspace_id, into_currency, currency, from_on, rate)
    select ${workspace}::uuid, ${into}, r.currency, r.from_on, r.rate
    from unnest(${rates.map(({ currency }) => currency)}::text[], ${rates.map(({ fromOn }) => fromOn)}::date[],
      ${rates.map(({ rate }) => rate)}::float8[]) as r (currency, from_on, rate)
    on conflict (workspace_id, into_currency, currency, from_on) do update set rate = excluded.rate`.execute(tx);
}

export async function deleteRates(
  tx: Tx,
  workspace: WorkspaceId,
  into: string,
  rates: readonly RateKey[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from currency_rates r
    using unnest(${rates.map(({ currency }) => currency)}::text[], ${rates.map(({ fromOn }) => fromOn)}::date[])
      as gone (currency, from_on)
    where r.workspace_id = ${workspace} and r.into_currency = ${into} and r.currency = gone.currency
      and r.from_on = gone.from_on`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
