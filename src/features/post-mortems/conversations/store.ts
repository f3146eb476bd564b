import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import { maySee, type VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { mayWritePostMortem } from "../access.ts";
import { answersSource, winAgain } from "../customer-answers/contract.ts";
import type { LeftOutOf } from "../major-losses/contract.ts";
import { managerOf } from "../major-losses/store.ts";
import type { PostMortemMode, PostMortemRow, PostMortemState, Preparation } from "./contract.ts";

/** A post-mortem as it stands, for a use case to decide on. */
export type StoredPostMortem = {
  id: string;
  dealId: string;
  dealName: string;
  accountName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  amountCents: number | null;
  currency: string | null;
  competitor: string | null;
  closedAt: Date;
  isReopened: boolean;
  state: PostMortemState;
  mode: PostMortemMode | null;
  /** Nobody, where whoever led it works here no more. */
  leadId: string | null;
  leadName: string | null;
  contactId: string | null;
  contactName: string | null;
  openingLine: string;
  ruleName: string | null;
  askedByName: string | null;
  repInvitedAt: Date | null;
  plannedFor: Date | null;
  heldAt: Date | null;
  givenUpWhy: string;
  version: number;
  madeAt: Date;
  given: PostMortemRow["given"];
  leftOutOf: LeftOutOf | null;
};

const given = z.array(z.object({ source: answersSource, givenAt: z.string(), winAgain: winAgain.nullable() }));

/** What is read of a post-mortem. One look-up a name, never a join. */
export const postMortemColumns = sql`
  p.id, p.deal_id as "dealId", d.name as "dealName", d.owner_id as "ownerId", d.amount_cents as "amountCents", d.currency,
  (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
  (select name from members where workspace_id = d.workspace_id and id = d.owner_id) as "ownerName",
  d.competitor, p.closed_at as "closedAt",
  (d.status <> 'lost' or exists (
    select from earlier_outcomes e
    where e.workspace_id = p.workspace_id and e.deal_id = p.deal_id and e.closed_at = p.closed_at)) as "isReopened",
  p.state, p.mode, lead.id as "leadId", lead.name as "leadName", p.contact_id as "contactId",
  (select name from contacts where workspace_id = p.workspace_id and id = p.contact_id) as "contactName",
  p.opening_line as "openingLine",
  (select name from major_loss_rules where workspace_id = p.workspace_id and id = p.rule_id) as "ruleName",
  (select name from members where workspace_id = p.workspace_id and id = p.asked_by) as "askedByName",
  p.rep_invited_at as "repInvitedAt", p.planned_for as "plannedFor", p.held_at as "heldAt", p.given_up_why as "givenUpWhy",
  p.version, p.made_at as "madeAt",
  (select coalesce(jsonb_agg(jsonb_build_object('source', c.source, 'winAgain', c.win_again, 'givenAt',
      to_char(c.given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by c.source), '[]')
    from customer_answers c
    where c.workspace_id = p.workspace_id and c.post_mortem_id = p.id and c.given_at is not null) as given,
  (select left_out_of from loss_exclusions where workspace_id = p.workspace_id and deal_id = p.deal_id) as "leftOutOf"`;

export const postMortemTables = sql`
  post_mortems p
  join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
  left join members lead
    on lead.workspace_id = p.workspace_id and lead.id = p.lead_id and lead.deactivated_at is null`;

export type PostMortemFound = Omit<StoredPostMortem, "given"> & { given: unknown };
export const storedOf = (row: PostMortemFound): StoredPostMortem => ({ ...row, given: given.parse(row.given) });

/** As whoever asks may see it. */
export function rowShapeOf(stored: StoredPostMortem, session: Session, visible: VisibleOwners): PostMortemRow {
  const { amountCents, currency, contactId: _, openingLine: __, version: ___, ...shown } = stored;
  return {
    ...shown,
    amount: amountCents !== null && currency !== null ? { amountCents, currency } : null,
    closedAt: stored.closedAt.toISOString(),
    repInvitedAt: stored.repInvitedAt?.toISOString() ?? null,
    plannedFor: stored.plannedFor?.toISOString() ?? null,
    heldAt: stored.heldAt?.toISOString() ?? null,
    madeAt: stored.madeAt.toISOString(),
    mayWrite: mayWritePostMortem(session, visible, stored),
    seesDeal: maySee(visible, stored),
  };
}

/** Keeps only those somebody sees: of the deals they see, or led by them. */
const seenBy = (visible: VisibleOwners, memberId: string): RawBuilder<SqlBool> =>
  sql`(${ownedByVisible(visible)} or p.lead_id = ${memberId})`;

export type PostMortemFilter = {
  visible: VisibleOwners;
  memberId: string;
  state?: PostMortemState | undefined;
  dealId?: string | undefined;
};
/** Where a page ended; of those planned by their day. */
export type PostMortemPlace = { id: string } & ({ closedAt: string } | { plannedFor: string });

const beyond = (place: PostMortemPlace): RawBuilder<SqlBool> =>
  "closedAt" in place
    ? sql`(p.closed_at, p.id) < (${place.closedAt}::timestamptz, ${place.id}::uuid)`
    : sql`(p.planned_for, p.id) > (${place.plannedFor}::timestamptz, ${place.id}::uuid)`;

/** The newest loss first; where only those planned are wanted, the next one of them. */
export async function listPostMortems(
  db: Db,
  workspace: WorkspaceId,
  { visible, memberId, state, dealId }: PostMortemFilter,
  { after, limit }: { after: PostMortemPlace | null; limit: number },
): Promise<StoredPostMortem[]> {
  const { rows } = await sql<PostMortemFound>`
    select ${postMortemColumns} from ${postMortemTables}
    where p.workspace_id = ${workspace} and ${seenBy(visible, memberId)}
      and ${state === undefined ? sql`true` : sql`p.state = ${state}`}
      and ${dealId === undefined ? sql`true` : sql`p.deal_id = ${dealId}`}
      and ${after ? beyond(after) : sql`true`}
    order by ${state === "planned" ? sql`p.planned_for, p.id` : sql`p.closed_at desc, p.id desc`}
    limit ${limit}`.execute(db);
  return rows.map(storedOf);
}

export async function countPostMortems(
  db: Db,
  workspace: WorkspaceId,
  { visible, memberId, dealId }: Omit<PostMortemFilter, "state">,
): Promise<Record<PostMortemState, number>> {
  const { rows } = await sql<{ state: PostMortemState; found: number }>`
    select p.state, count(*)::integer as found
    from post_mortems p join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    where p.workspace_id = ${workspace} and ${seenBy(visible, memberId)}
      and ${dealId === undefined ? sql`true` : sql`p.deal_id = ${dealId}`}
    group by p.state`.execute(db);
  const counts = new Map(rows.map(({ state, found }) => [state, found]));
  const of = (state: PostMortemState) => counts.get(state) ?? 0;
  return { due: of("due"), planned: of("planned"), held: of("held"), "given-up": of("given-up") };
}

export async function findPostMortem(
  db: Db,
  workspace: WorkspaceId,
  id: string,
): Promise<StoredPostMortem | undefined> {
  const { rows } = await sql<PostMortemFound>`
    select ${postMortemColumns} from ${postMortemTables} where p.workspace_id = ${workspace} and p.id = ${id}`.execute(
    db,
  );
  return rows[0] && storedOf(rows[0]);
}

/** Held until the transaction ends: two windows come one after the other. */
export async function lockPostMortem(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
): Promise<StoredPostMortem | undefined> {
  const { rows } = await sql<PostMortemFound>`
    select ${postMortemColumns} from ${postMortemTables} where p.workspace_id = ${workspace} and p.id = ${id}
    for no key update of p`.execute(tx);
  return rows[0] && storedOf(rows[0]);
}

/** The stage this loss had come to, the furthest of its pipeline. */
export async function findStageReached(
  db: Db,
  workspace: WorkspaceId,
  { dealId, closedAt }: Pick<StoredPostMortem, "dealId" | "closedAt">,
): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select s.name from deals d
    join stages s on s.workspace_id = d.workspace_id and s.pipeline_id = d.pipeline_id and s.type = 'open'
    where d.workspace_id = ${workspace} and d.id = ${dealId} and (s.id = d.stage_id or exists (
      select from stage_changes h where h.workspace_id = d.workspace_id and h.deal_id = d.id and h.stage_id = s.id
        and h.entered_at <= ${closedAt}))
    order by s.position desc limit 1`.execute(db);
  return rows[0]?.name ?? null;
}

/** Asked for by somebody, led by the seller's manager. False: there is one about this close, or with this id. */
export async function insertAsked(
  tx: Tx,
  workspace: WorkspaceId,
  asked: { id: string; dealId: string; closedAt: Date; askedBy: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into post_mortems (workspace_id, id, deal_id, closed_at, asked_by, lead_id, made_at, changed_at, changed_by)
    select d.workspace_id, ${asked.id}::uuid, d.id, ${asked.closedAt}, ${asked.askedBy}::uuid,
      coalesce(${managerOf}, ${asked.askedBy}::uuid), ${asked.at}, ${asked.at}, ${asked.askedBy}::uuid
    from deals d where d.workspace_id = ${workspace} and d.id = ${asked.dealId}
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

type By = { memberId: string; at: Date };

export async function updatePreparation(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  { mode, leadId, contactId, openingLine, plannedFor, repInvited }: Preparation,
  by: By,
): Promise<void> {
  await change(tx, workspace, id, by)
    .set({
      mode,
      lead_id: leadId,
      contact_id: contactId,
      opening_line: openingLine,
      planned_for: plannedFor === null ? null : new Date(plannedFor),
      rep_invited_at: repInvited ? sql`coalesce(rep_invited_at, ${by.at})` : null,
      state: sql`case when state in ('due', 'planned') then ${plannedFor === null ? "due" : "planned"} else state end`,
    })
    .execute();
}

/** It took place; once said, its day stays unless another one is given. */
export async function updateToHeld(tx: Tx, workspace: WorkspaceId, id: string, heldAt: Date, by: By): Promise<void> {
  await change(tx, workspace, id, by).set({ state: "held", held_at: heldAt, given_up_why: "" }).execute();
}

/** The customer answered the form: they were heard, whoever was to talk with them. */
export async function updateToHeard(tx: Tx, workspace: WorkspaceId, id: string, at: Date): Promise<void> {
  await tx
    .updateTable("post_mortems")
    .set({
      state: "held",
      held_at: sql`coalesce(held_at, ${at})`,
      mode: sql`coalesce(mode, 'form')`,
      given_up_why: "",
      version: sql`version + 1`,
      changed_at: at,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

export async function updateToGivenUp(tx: Tx, workspace: WorkspaceId, id: string, why: string, by: By): Promise<void> {
  await change(tx, workspace, id, by).set({ state: "given-up", given_up_why: why }).execute();
}

/** It waits again: for its day, where one is planned. */
export async function updateToTakenUp(tx: Tx, workspace: WorkspaceId, id: string, by: By): Promise<void> {
  await change(tx, workspace, id, by)
    .set({
      state: sql`case when planned_for is null then 'due' else 'planned' end`,
      held_at: null,
      given_up_why: "",
    })
    .execute();
}

function change(tx: Tx, workspace: WorkspaceId, id: string, { memberId, at }: By) {
  return tx
    .updateTable("post_mortems")
    .set({ version: sql`version + 1`, changed_at: at, changed_by: memberId })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id);
}
