import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { segmentOf } from "../segments/store.ts";
import type { MajorLossCriteria, MajorLossRule } from "./contract.ts";
import { lowered } from "./rules.ts";

type RuleRow = Omit<MajorLossRule, "countsFrom" | "changedAt" | "segment"> & {
  countsFrom: Date;
  changedAt: Date;
  segmentField: string | null;
  segmentValues: string[] | null;
};
export type StoredRule = Omit<MajorLossRule, "countsFrom" | "changedAt"> & {
  countsFrom: Date;
  changedAt: Date;
  archivedAt: Date | null;
};

/** The rules, in the order they were made; those taken out are kept for what they named. */
export async function listRules(db: Db, workspace: WorkspaceId, id?: string): Promise<StoredRule[]> {
  const { rows } = await sql<RuleRow & { archivedAt: Date | null }>`
    select r.id, r.name, r.min_amount_cents as "minAmountCents", r.competitors, r.segment_field as "segmentField",
      r.segment_values as "segmentValues", r.stage_id as "stageId", r.version, r.counts_from as "countsFrom",
      r.changed_at as "changedAt", r.archived_at as "archivedAt",
      (select name from members where workspace_id = r.workspace_id and id = r.changed_by) as "changedByName",
      (select name from stages where workspace_id = r.workspace_id and id = r.stage_id) as "stageName",
      (select count(*)::integer from post_mortems p where p.workspace_id = r.workspace_id and p.rule_id = r.id) as named
    from major_loss_rules r
    where r.workspace_id = ${workspace} and ${id === undefined ? sql`r.archived_at is null` : sql`r.id = ${id}`}
    order by r.position, r.id`.execute(db);
  return rows.map(({ segmentField, segmentValues, ...rule }) => ({
    ...rule,
    segment: segmentField !== null && segmentValues !== null ? { field: segmentField, values: segmentValues } : null,
  }));
}

export function ruleShapeOf({ archivedAt: _, countsFrom, changedAt, ...rule }: StoredRule): MajorLossRule {
  return { ...rule, countsFrom: countsFrom.toISOString(), changedAt: changedAt.toISOString() };
}

/** Holds a rule until the transaction ends. */
export async function lockRule(tx: Tx, workspace: WorkspaceId, id: string): Promise<StoredRule | undefined> {
  await sql`select from major_loss_rules where workspace_id = ${workspace} and id = ${id} for update`.execute(tx);
  return (await listRules(tx, workspace, id))[0];
}

export type RuleValues = MajorLossCriteria & { id: string; name: string; countsFrom: Date };

export async function upsertRule(
  tx: Tx,
  workspace: WorkspaceId,
  { id, name, countsFrom, ...asked }: RuleValues,
  by: { memberId: string; at: Date },
): Promise<void> {
  const values = {
    name,
    min_amount_cents: asked.minAmountCents,
    competitors: asked.competitors,
    segment_field: asked.segment?.field ?? null,
    segment_values: asked.segment?.values ?? null,
    stage_id: asked.stageId,
    counts_from: countsFrom,
    changed_by: by.memberId,
    changed_at: by.at,
    archived_at: null,
  };
  await tx
    .insertInto("major_loss_rules")
    .values({
      workspace_id: workspace,
      id,
      ...values,
      position: sql<number>`(
        select coalesce(max(position), 0) + 1 from major_loss_rules where workspace_id = ${workspace})`,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "id"])
        .doUpdateSet({ ...values, version: sql<number>`major_loss_rules.version + 1` }),
    )
    .execute();
}

/** False: it is not there. */
export async function updateToArchived(tx: Tx, workspace: WorkspaceId, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("major_loss_rules")
    .set({ archived_at: sql`coalesce(archived_at, ${at})` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Of a deal `d` in the workspace's currency: everything the rule asks is true of it. */
function isNamedBy({ minAmountCents, competitors, segment, stageId }: MajorLossCriteria): RawBuilder<SqlBool> {
  const asked = [
    minAmountCents !== null &&
      sql`(d.amount_cents >= ${minAmountCents} and d.currency = (
        select currency from workspaces where workspace_id = d.workspace_id))`,
    competitors && sql`lower(btrim(d.competitor)) = any(${lowered(competitors)}::text[])`,
    segment && sql`lower(${segmentOf(segment.field)}) = any(${lowered(segment.values)}::text[])`,
    stageId !== null &&
      sql`exists (
        select from stages wanted
        join stages s on s.workspace_id = wanted.workspace_id and s.pipeline_id = wanted.pipeline_id
          and s.type = 'open' and s.position >= wanted.position
        where wanted.workspace_id = d.workspace_id and wanted.id = ${stageId} and wanted.pipeline_id = d.pipeline_id
          and (s.id = d.stage_id or exists (
            select from stage_changes h
            where h.workspace_id = d.workspace_id and h.deal_id = d.id and h.stage_id = s.id)))`,
  ].filter((one) => one !== null && one !== false);
  return sql<SqlBool>`(${sql.join([sql`true`, ...asked], sql` and `)})`;
}

export type LossesOfTime = {
  from: Day;
  to: Day;
  losses: number;
  named: number;
  amounts: { amountCents: number; currency: string }[];
  newestIds: string[];
};

/** Which losses of the twelve months up to the newest one a rule would have named, of those that are seen. */
export async function previewRule(
  db: Db,
  workspace: WorkspaceId,
  criteria: MajorLossCriteria,
  { visible, until, timeZone, shown }: { visible: VisibleOwners; until: Date; timeZone: string; shown: number },
): Promise<LossesOfTime | undefined> {
  const { rows } = await sql<LossesOfTime & { newestIds: string[] | null }>`
    with newest as (
      select max(d.closed_at) as at from deals d
      where d.workspace_id = ${workspace} and d.status = 'lost' and d.closed_at <= ${until} and ${ownedByVisible(visible)}
    ),
    looked as (
      select d.id, d.amount_cents, d.currency, d.closed_at, ${isNamedBy(criteria)} as named
      from newest join deals d on d.workspace_id = ${workspace} and d.status = 'lost'
        and d.newest_at > newest.at - interval '1 year' and d.closed_at > newest.at - interval '1 year'
        and d.closed_at <= newest.at and ${ownedByVisible(visible)}
    ),
    worth as (
      select jsonb_agg(jsonb_build_object('amountCents', cents, 'currency', currency) order by cents desc) as amounts from (
        select currency, sum(amount_cents)::bigint as cents from looked
        where named and amount_cents is not null and currency is not null group by currency) by_currency
    )
    select to_char((newest.at - interval '1 year') at time zone ${timeZone} + interval '1 day', 'YYYY-MM-DD') as from,
      to_char(newest.at at time zone ${timeZone}, 'YYYY-MM-DD') as to,
      (select count(*)::integer from looked) as losses,
      (select count(*)::integer from looked where named) as named,
      coalesce((select amounts from worth), '[]') as amounts,
      array(select id from looked where named order by closed_at desc, id desc limit ${shown}) as "newestIds"
    from newest where newest.at is not null`.execute(db);
  return rows[0];
}

/** The losses a job looks at: just these deals, or all that an import may have brought. */
export type WhichLosses = { dealIds: readonly string[] } | { imported: true };

const among = (which: WhichLosses, dealId: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  "imported" in which ? sql`true` : sql`${dealId} = any(${which.dealIds}::uuid[])`;

/**
 * A post-mortem for every loss this rule names and that has none: led by its seller's manager, while there is one. A loss
 * whose close is told anew (an import corrects its day) keeps the one it has; a loss after a reopening is another loss.
 */
export async function insertNamed(
  tx: Tx,
  workspace: WorkspaceId,
  rule: Pick<StoredRule, "id" | "countsFrom"> & MajorLossCriteria,
  which: WhichLosses,
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into post_mortems (workspace_id, id, deal_id, closed_at, rule_id, lead_id, made_at, changed_at)
    select d.workspace_id, gen_random_uuid(), d.id, d.closed_at, ${rule.id}::uuid, ${managerOf}, ${at}, ${at}
    from deals d
    where d.workspace_id = ${workspace} and d.status = 'lost' and ${among(which, sql`d.id`)}
      and d.newest_at >= ${rule.countsFrom} and d.closed_at between ${rule.countsFrom} and ${at}
      and ${isNamedBy(rule)}
      and not exists (
        select from loss_exclusions x
        where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.left_out_of = 'analysis')
      and not ${hasOne}
    on conflict (workspace_id, deal_id, closed_at) do nothing
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Of a deal `d`: whoever leads its seller and still works here. */
export const managerOf = sql<string | null>`(
  select lead.id from members seller
  join members lead on lead.workspace_id = seller.workspace_id and lead.id = seller.manager_id and lead.deactivated_at is null
  where seller.workspace_id = d.workspace_id and seller.id = d.owner_id)`;

/** Of a deal `d`: a post-mortem about the loss that stands now, and not about one that was undone. */
const hasOne = sql<SqlBool>`exists (
  select from post_mortems p
  where p.workspace_id = d.workspace_id and p.deal_id = d.id and not exists (
    select from earlier_outcomes e
    where e.workspace_id = p.workspace_id and e.deal_id = p.deal_id and e.closed_at = p.closed_at))`;

/** Takes out what nobody has touched about a loss that does not stand any more, or that is left out. */
export async function deleteOfNoLoss(tx: Tx, workspace: WorkspaceId, which: WhichLosses): Promise<void> {
  await sql`
    delete from post_mortems p
    where p.workspace_id = ${workspace} and p.state = 'due' and p.version = 1 and ${among(which, sql`p.deal_id`)}
      and (
        not exists (
          select from deals d where d.workspace_id = p.workspace_id and d.id = p.deal_id and d.status = 'lost'
            and d.closed_at = p.closed_at)
        or p.rule_id is not null and exists (
          select from loss_exclusions x
          where x.workspace_id = p.workspace_id and x.deal_id = p.deal_id and x.left_out_of = 'analysis'))
      and not exists (
        select from customer_answers c where c.workspace_id = p.workspace_id and c.post_mortem_id = p.id)
      and not exists (
        select from customer_invitations i where i.workspace_id = p.workspace_id and i.post_mortem_id = p.id)`.execute(
    tx,
  );
}
