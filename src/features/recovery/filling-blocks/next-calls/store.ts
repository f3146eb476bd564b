import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import { addDays, type Day, dayMs, type Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { NextCall } from "../contract.ts";

/** A customer we won so long ago has seen what they got, and one longer ago has forgotten us. */
const won = { fromDays: 30, untilDays: 3 * 365, leftAloneDays: 30 };
const quietDays = 7;
/** A check-up call may be made a week before its day. */
const checkUpAheadDays = 7;
const ofEach = 5;

type Asked = { now: Instant; today: Day; since: Instant };
type Row = Omit<NextCall, "amount" | "because" | "kind"> & {
  amountCents: number | null;
  currency: string | null;
  at: Date | null;
  dueOn: Day | null;
};

/** Of a deal `d`: whom to call, the one who decides or speaks for us first, one with a number before one without. */
const contact = sql`
  left join lateral (
    select c.name, c.phone from (
      select distinct on (r.contact_id) r.contact_id, r.role, r.removed from buying_roles r
      where r.workspace_id = d.workspace_id and r.deal_id = d.id order by r.contact_id, r.known_at desc
    ) r join contacts c on c.workspace_id = d.workspace_id and c.id = r.contact_id
    where not r.removed
    order by c.phone is null, array_position(array['champion', 'decision-maker', 'influencer'], r.role) nulls last, c.id
    limit 1
  ) c on true`;
const columns = sql`
  d.id as "dealId", d.name as "dealName", d.amount_cents as "amountCents", d.currency,
  (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
  c.name as "contactName", c.phone`;
const talkedSince = (at: Date): RawBuilder<boolean> => sql`exists (
  select from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.kind <> 'note' and a.happened_at >= ${at})`;

/** Won customers who may know somebody, the latest first; those we have just talked with are left alone. */
export async function listWonToAsk(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { now }: Asked,
): Promise<NextCall[]> {
  const ago = (days: number) => new Date(now - days * dayMs);
  const { rows } = await sql<Row>`
    select ${columns}, d.closed_at as at, null as "dueOn" from deals d ${contact}
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'won'
      and d.closed_at between ${ago(won.untilDays)} and ${ago(won.fromDays)}
      and not ${talkedSince(ago(won.leftAloneDays))}
    order by d.closed_at desc, d.id limit ${ofEach}`.execute(db);
  return rows.map((row) => told(row, "referral", { why: "won", at: (row.at ?? new Date(now)).toISOString() }));
}

/** Open deals on which nothing has happened for a week and that nobody let rest, the largest first. */
export async function listQuietDeals(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { now, today }: Asked,
): Promise<NextCall[]> {
  const quietSince = new Date(now - quietDays * dayMs);
  const { rows } = await sql<Row>`
    select ${columns}, (
        select max(happened_at) from activities
        where workspace_id = d.workspace_id and deal_id = d.id and kind <> 'note' and happened_at <= ${new Date(now)}
      ) as at, null as "dueOn"
    from deals d ${contact}
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'open'
      and coalesce(d.created_at, d.recorded_at) < ${quietSince} and not ${talkedSince(quietSince)}
      and not exists (select from snoozes s where s.workspace_id = d.workspace_id and s.deal_id = d.id
        and s.ended_at is null and s.until_on > ${today}::date)
    order by d.amount_cents desc nulls last, d.id limit ${ofEach}`.execute(db);
  return rows.map((row) => told(row, "call", { why: "quiet", lastAt: row.at?.toISOString() ?? null }));
}

/** Lost customers whose check-up is due and who were not called in this block yet, the longest due first. */
export async function listCheckUpsDue(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { now, today, since }: Asked,
): Promise<NextCall[]> {
  const { rows } = await sql<Row>`
    select ${columns}, null as at, u.due_on as "dueOn"
    from check_ups u join deals d on d.workspace_id = u.workspace_id and d.id = u.deal_id ${contact}
    where u.workspace_id = ${workspace} and u.done_at is null and u.due_on <= ${addDays(today, checkUpAheadDays)}::date
      and d.owner_id = ${memberId} and d.status = 'lost' and not ${talkedSince(new Date(Math.min(since, now)))}
    order by u.due_on, d.id limit ${ofEach}`.execute(db);
  return rows.map((row) => told(row, "call", { why: "check-up", dueOn: row.dueOn ?? today }));
}

function told(
  { dealId, dealName, accountName, contactName, phone, amountCents, currency }: Row,
  kind: NextCall["kind"],
  because: NextCall["because"],
): NextCall {
  const amount = amountCents !== null && currency !== null ? { amountCents, currency } : null;
  return { dealId, dealName, accountName, contactName, phone, amount, kind, because };
}
