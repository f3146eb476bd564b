import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { FiguresFilter } from "./contract.ts";
import type { Stretch } from "./rules.ts";

/** Which deals a report is of, but for its period: whose, and what is told of them. */
export type Slice = Pick<FiguresFilter, "pipelineId" | "source" | "column" | "value" | "personaId" | "campaignId"> & {
  workspace: WorkspaceId;
  owners: VisibleOwners;
};

/** Keeps only the deals of a report, in any query that calls the deals' table `d`. */
export function inSlice({ workspace, owners, pipelineId, source, column, value, ...aims }: Slice): RawBuilder<SqlBool> {
  const { personaId, campaignId } = aims;
  const wanted = [
    sql<SqlBool>`d.workspace_id = ${workspace}`,
    ownedByVisible(owners),
    pipelineId !== undefined && sql<SqlBool>`d.pipeline_id = ${pipelineId}`,
    source !== undefined && saysSo(sql`d.lead_source`, source),
    column !== undefined && value !== undefined && saysSo(sql`d.attributes ->> ${column}`, value),
    personaId !== undefined && isOfAim("persona", personaId),
    campaignId !== undefined && isOfAim("campaign", campaignId),
  ].filter((condition) => typeof condition === "object");
  return sql`(${sql.join(wanted, sql` and `)})`;
}

type AimKind = "persona" | "campaign";

/** Of a deal `d`: the id of its persona, or of the campaign that brought it; null where none is known. */
export const aimOf = (kind: AimKind): RawBuilder<string | null> => sql`(
  select x.aim_id from deal_aims x
  where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.kind = ${kind})`;

const isOfAim = (kind: AimKind, wanted: string): RawBuilder<SqlBool> =>
  wanted === "none"
    ? sql`${aimOf(kind)} is null`
    : sql`exists (
        select from deal_aims x
        where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.kind = ${kind} and x.aim_id = ${wanted}::uuid)`;

/** Personas and campaigns in use, in the order in which the team keeps them. */
export async function listAimNames(
  db: Db,
  workspace: WorkspaceId,
): Promise<{ id: string; name: string; kind: string }[]> {
  return db
    .selectFrom("aims")
    .select(["id", "name", "kind"])
    .where("workspace_id", "=", workspace)
    .where("archived_at", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

const saysSo = (told: RawBuilder<unknown>, wanted: string): RawBuilder<SqlBool> =>
  wanted === "" ? sql`coalesce(${told}, '') = ''` : sql`${told} = ${wanted}`;

/** Deals `d` that stand won or lost since an instant of this stretch. One whose CRM does not tell when is of no period. */
export function closedIn({ from, until }: Stretch): RawBuilder<SqlBool> {
  return sql`(d.status in ('won', 'lost') and d.closed_at is not null
    and d.newest_at >= ${new Date(from)} and d.newest_at < ${new Date(until)})`;
}

/** Deals `d` with an amount that money is reckoned with: not below zero, and in a currency that is told. */
export const hasAmount = sql<SqlBool>`(d.amount_cents >= 0 and d.currency is not null)`;
/** The day on which a deal `d` closed, as the team's calendar has it. */
export const closedOn = (timeZone: string): RawBuilder<Day> => sql`(d.closed_at at time zone ${timeZone})::date`;

/** Of the one who asks. */
export type Place = Pick<Session, "workspace" | "timeZone" | "currency">;
