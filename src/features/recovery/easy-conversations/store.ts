import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { OpenDealSigns, Sign, WonCustomer } from "./rules.ts";

/** The newest are the liveliest; nobody calls through more. */
const mostOpenDeals = 200;
const mostCustomers = 10;

/** Somebody on the deal `d` with whom one can speak: who was last heard of, else who came to it last. */
const contactOn = sql`
  select c.name, c.phone, c.email from contacts c
  where c.workspace_id = d.workspace_id and c.id = coalesce(
    (select a.contact_id from activities a
      where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.contact_id is not null
      order by a.happened_at desc limit 1),
    (select r.contact_id from buying_roles r
      where r.workspace_id = d.workspace_id and r.deal_id = d.id and not r.removed
      order by r.known_at desc limit 1))`;

type ContactRow = { contactName: string | null; phone: string | null; email: string | null };
type DealNames = { dealId: string; dealName: string; accountName: string | null };
type SignRow = { [Name in keyof Omit<Sign, "at">]: Sign[Name] | null } & { at: Date | null };
type OpenRow = DealNames &
  ContactRow &
  SignRow & {
    heardAt: Date | null;
    heardKind: Sign["kind"] | null;
    heardSubject: string | null;
    heardName: string | null;
  };

/** This person's open deals that are not resting, with what was last said on each; none of the account of a loss. */
export async function listOpenDealSigns(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { today, lostDealId }: { today: Day; lostDealId: string },
): Promise<OpenDealSigns[]> {
  const { rows } = await sql<OpenRow>`
    select d.id as "dealId", d.name as "dealName",
      (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
      c.name as "contactName", c.phone, c.email,
      l.happened_at as at, l.kind, l.direction, l.answered, l.subject,
      h.happened_at as "heardAt", h.kind as "heardKind", h.subject as "heardSubject", h.name as "heardName"
    from (
      select * from deals d
      where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'open'
        and (d.account_id is null or d.account_id is distinct from (
          select account_id from deals where workspace_id = ${workspace} and id = ${lostDealId}))
        and not exists (select from snoozes s where s.workspace_id = d.workspace_id and s.deal_id = d.id
          and s.ended_at is null and s.until_on > ${today}::date)
      order by d.newest_at desc, d.id desc limit ${mostOpenDeals}
    ) d
    left join lateral (${contactOn}) c on true
    left join lateral (
      select a.happened_at, a.kind, a.direction, a.answered, a.subject from activities a
      where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.kind <> 'note'
      order by a.happened_at desc limit 1) l on true
    left join lateral (
      select a.happened_at, a.kind, a.subject, p.name from activities a
      left join contacts p on p.workspace_id = a.workspace_id and p.id = a.contact_id
      where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.kind <> 'note'
        and (a.direction = 'incoming' or a.answered or (a.answered is null and a.kind in ('call', 'meeting')))
      order by a.happened_at desc limit 1) h on true`.execute(db);
  return rows.map(
    ({ at, kind, direction, answered, subject, heardAt, heardKind, heardSubject, heardName, ...deal }) => ({
      ...deal,
      last: at && kind ? { at: at.getTime(), kind, direction, answered, subject: subject ?? "" } : null,
      lastHeard:
        heardAt && heardKind
          ? {
              ...{ at: heardAt.getTime(), kind: heardKind, direction: null, answered: null },
              ...{ subject: heardSubject ?? "", contactName: heardName },
            }
          : null,
    }),
  );
}

/** Customers this person won since then, newest first. */
export async function listWonCustomers(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { since }: { since: Date },
): Promise<WonCustomer[]> {
  const { rows } = await sql<DealNames & ContactRow & { wonAt: Date }>`
    select d.id as "dealId", d.name as "dealName",
      (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
      c.name as "contactName", c.phone, c.email, d.newest_at as "wonAt"
    from (
      select * from deals
      where workspace_id = ${workspace} and owner_id = ${memberId} and status = 'won' and newest_at > ${since}
      order by newest_at desc, id desc limit ${mostCustomers}
    ) d
    left join lateral (${contactOn}) c on true`.execute(db);
  return rows.map((row) => ({ ...row, wonAt: row.wonAt.getTime() }));
}
