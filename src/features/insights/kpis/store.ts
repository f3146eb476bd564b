import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Day } from "../../../platform/dates.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { FiguresFilter } from "./contract.ts";
import type { Stretch } from "./rules.ts";

/** Which deals a report is of, but for its period: whose, and what is told of them. */
export type Slice = Pick<FiguresFilter, "pipelineId" | "source" | "column" | "value"> & {
  workspace: WorkspaceId;
  owners: VisibleOwners;
};

/** Keeps only the deals of a report, in any query that calls the deals' table `d`. */
export function inSlice({ workspace, owners, pipelineId, source, column, value }: Slice): RawBuilder<SqlBool> {
  const wanted = [
    sql<SqlBool>`d.workspace_id = ${workspace}`,
    ownedByVisible(owners),
    pipelineId !== undefined && sql<SqlBool>`d.pipeline_id = ${pipelineId}`,
    source !== undefined && saysSo(sql`d.lead_source`, source),
    column !== undefined && value !== undefined && saysSo(sql`d.attributes ->> ${column}`, value),
  ].filter((condition) => typeof condition === "object");
  return sql`(${sql.join(wanted, sql` and `)})`;
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
