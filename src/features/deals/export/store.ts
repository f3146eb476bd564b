import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";
import { ownedByVisible } from "../store.ts";
import type { AccountToWrite, ActivityToWrite, ContactToWrite, DealToWrite, StageToWrite } from "./list-columns.ts";

/** Whose deals, of which workspace. */
export type Seen = { workspace: WorkspaceId; visible: VisibleOwners };
export type Page<After> = { after: After | undefined; limit: number };

/** By what its source calls a row, else by our own id: so our import knows it again here, and elsewhere. */
const idOf = (row: string) =>
  sql.raw(`case when starts_with(${row}.source_key, 'id:')
  then substr(${row}.source_key, 4) else ${row}.id::text end`);

/** Deals by their ids, in that order. */
export async function listDealsToWrite(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<DealToWrite[]> {
  const { rows } = await sql<DealToWrite>`
    select ${idOf("d")} as id, d.name, ${idOf("a")} as "accountId", a.name as "accountName", m.name as "ownerName",
      m.email as "ownerEmail", p.name as "pipelineName", s.name as "stageName", d.status, d.loss_kind as "lossKind",
      d.amount_cents as "amountCents", d.currency, d.created_at as "createdAt",
      d.expected_close_on as "expectedCloseOn", d.closed_at as "closedAt", d.pitched_on as "pitchedOn",
      d.offered_term_months as "offeredTermMonths", d.competitor, d.lead_source as "leadSource",
      d.crm_reason as "crmReason", d.attributes, (
        select ${idOf("e")} from win_backs w
        join deals e on e.workspace_id = w.workspace_id and e.id = w.earlier_deal_id
        where w.workspace_id = d.workspace_id and w.deal_id = d.id) as "wonBackFrom", (
        select c.due_on from check_ups c
        where c.workspace_id = d.workspace_id and c.deal_id = d.id and c.done_at is null and d.status = 'lost') as "callOn"
    from unnest(${dealIds}::uuid[]) with ordinality asked (id, position)
    join deals d on d.workspace_id = ${workspace} and d.id = asked.id
    join pipelines p on p.workspace_id = d.workspace_id and p.id = d.pipeline_id
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join members m on m.workspace_id = d.workspace_id and m.id = d.owner_id
    order by asked.position`.execute(db);
  return rows;
}

/** The next accounts after an id: those of deals that are seen; whoever sees every deal, sees every account. */
export async function listAccountsToWrite(
  db: Db,
  seen: Seen,
  { after, limit }: Page<string>,
): Promise<(AccountToWrite & { at: string })[]> {
  const { rows } = await sql<AccountToWrite & { at: string }>`
    select a.id as at, ${idOf("a")} as id, a.name, a.attributes from accounts a
    where a.workspace_id = ${seen.workspace} and ${ofSeenAccount(seen, sql`a.id`)} and ${beyond(sql`a.id`, after)}
    order by a.id limit ${limit}`.execute(db);
  return rows;
}

export type ContactPlace = { contactId: string; dealId: string; knownAt: string };

/**
 * Contacts after a place, once for each time their role on a deal was learned: that is what our import reads. Who is on no
 * deal comes once.
 */
export async function listContactsToWrite(
  db: Db,
  { workspace, visible }: Seen,
  { after, limit }: Page<ContactPlace>,
): Promise<(ContactToWrite & { at: ContactPlace })[]> {
  const nobody = sql`'00000000-0000-0000-0000-000000000000'::uuid`;
  const never = sql`'-infinity'::timestamptz`;
  const { rows } = await sql<ContactToWrite & { at: ContactPlace }>`
    select json_build_object('contactId', t.contact_id, 'dealId', coalesce(t.deal_id, ${nobody}),
        'knownAt', coalesce(t.known_at, ${never})::text) as at,
      ${idOf("c")} as id, c.name, c.email, c.phone, c.job_title as "jobTitle", ${idOf("a")} as "accountId",
      a.name as "accountName", ${idOf("d")} as "dealId", d.name as "dealName", t.role, t.known_at as "knownAt", c.attributes
    from (
      select c.id as contact_id, b.deal_id, b.known_at, b.role
      from contacts c left join buying_roles b on b.workspace_id = c.workspace_id and b.contact_id = c.id and not b.removed
      left join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
      where c.workspace_id = ${workspace} and ${visible === "all" ? sql`true` : sql`b.deal_id is not null and ${ownedByVisible(visible)}`}
        and ${
          after
            ? sql`(c.id, coalesce(b.deal_id, ${nobody}), coalesce(b.known_at, ${never}))
          > (${after.contactId}::uuid, ${after.dealId}::uuid, ${after.knownAt}::timestamptz) and c.id >= ${after.contactId}::uuid`
            : sql`true`
        }
      order by c.id, coalesce(b.deal_id, ${nobody}), coalesce(b.known_at, ${never}) limit ${limit}
    ) t
    join contacts c on c.workspace_id = ${workspace} and c.id = t.contact_id
    left join deals d on d.workspace_id = ${workspace} and d.id = t.deal_id
    left join accounts a on a.workspace_id = ${workspace} and a.id = c.account_id
    order by t.contact_id, coalesce(t.deal_id, ${nobody}), coalesce(t.known_at, ${never})`.execute(db);
  return rows;
}

/** The next stage changes after an id. */
export async function listStagesToWrite(
  db: Db,
  { workspace, visible }: Seen,
  { after, limit }: Page<StagePlace>,
): Promise<(StageToWrite & { at: StagePlace })[]> {
  const { rows } = await sql<StageToWrite & { at: StagePlace }>`
    select json_build_object('dealId', c.deal_id, 'enteredAt', c.entered_at::text, 'stageId', c.stage_id) as at,
      ${idOf("d")} as "dealId", d.name as "dealName", p.name as "pipelineName", s.name as "stageName",
      c.entered_at as "enteredAt", m.name as "memberName", m.email as "memberEmail"
    from stage_changes c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    join stages s on s.workspace_id = c.workspace_id and s.id = c.stage_id
    join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    left join members m on m.workspace_id = c.workspace_id and m.id = c.member_id
    where c.workspace_id = ${workspace} and ${ownedByVisible(visible)}
      and ${after ? sql`(c.deal_id, c.entered_at, c.stage_id) > (${after.dealId}::uuid, ${after.enteredAt}::timestamptz, ${after.stageId}::uuid)` : sql`true`}
    order by c.deal_id, c.entered_at, c.stage_id limit ${limit}`.execute(db);
  return rows;
}
export type StagePlace = { dealId: string; enteredAt: string; stageId: string };

/** The next activities after an id. */
export async function listActivitiesToWrite(
  db: Db,
  { workspace, visible }: Seen,
  { after, limit }: Page<string>,
): Promise<(ActivityToWrite & { at: string })[]> {
  const { rows } = await sql<ActivityToWrite & { at: string }>`
    select v.id as at, ${idOf("v")} as id, ${idOf("d")} as "dealId", d.name as "dealName", v.kind, v.direction, v.answered,
      v.happened_at as "happenedAt", v.subject, v.body, c.name as "contactName", c.email as "contactEmail",
      m.name as "memberName", m.email as "memberEmail"
    from activities v
    join deals d on d.workspace_id = v.workspace_id and d.id = v.deal_id
    left join contacts c on c.workspace_id = v.workspace_id and c.id = v.contact_id
    left join members m on m.workspace_id = v.workspace_id and m.id = v.member_id
    where v.workspace_id = ${workspace} and ${ownedByVisible(visible)} and ${beyond(sql`v.id`, after)}
    order by v.id limit ${limit}`.execute(db);
  return rows;
}

const beyond = (id: RawBuilder<unknown>, after: string | undefined): RawBuilder<SqlBool> =>
  after ? sql`${id} > ${after}::uuid` : sql`true`;

const ofSeenAccount = ({ workspace, visible }: Seen, account: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  visible === "all"
    ? sql`true`
    : sql`exists (select from deals d where d.workspace_id = ${workspace} and d.account_id = ${account} and ${ownedByVisible(visible)})`;

/** Of whose columns the headings are wanted. */
const attributesOf = {
  deals: ({ visible }: Seen) => sql`deals t where ${ownedByVisible(visible, "t")}`,
  accounts: (seen: Seen) => sql`accounts t where ${ofSeenAccount(seen, sql`t.id`)}`,
  contacts: ({ visible }: Seen) =>
    sql`contacts t where ${
      visible === "all"
        ? sql`true`
        : sql`exists (select from buying_roles b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
          where b.workspace_id = t.workspace_id and b.contact_id = t.id and ${ownedByVisible(visible)})`
    }`,
};

/**
 * What the imported columns without a field of their own are called, in alphabetical order. Rows of one file have mostly the
 * same, so the table is gone through once, from row to row that has one more.
 */
export async function listAttributeNames(db: Db, table: keyof typeof attributesOf, seen: Seen): Promise<string[]> {
  const known = new Set<string>();
  for (let after: string | undefined; ; ) {
    const { rows } = await sql<{ id: string; names: string[] }>`
      select t.id, array(select jsonb_object_keys(t.attributes)) as names from ${attributesOf[table](seen)}
        and t.workspace_id = ${seen.workspace} and ${beyond(sql`t.id`, after)} and t.attributes - ${[...known]}::text[] <> '{}'
      order by t.id limit 1`.execute(db);
    const [found] = rows;
    if (!found) return [...known].sort((one, other) => (one < other ? -1 : 1));
    for (const name of found.names) known.add(name);
    after = found.id;
  }
}
