import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { segmentOf } from "../segments/store.ts";
import type { MajorLoss } from "./rules.ts";

type Row = Omit<MajorLoss, "closedAt" | "heardAt" | "until"> & {
  closedAt: Date;
  heardAt: Date | null;
  givenUpAt: Date | null;
};

/** The major losses of a time that somebody sees, without those left out of the analysis. */
export async function listMajorLosses(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { since, until, field, now }: { since: Instant; until: Instant; field: string | null; now: Instant },
): Promise<MajorLoss[]> {
  const { rows } = await sql<Row>`
    select p.closed_at as "closedAt", p.state,
      -- A conversation is held before its notes are marked as such; a form is given when it is sent.
      least(p.held_at, form.given_at) as "heardAt", form.given_at is not null as "byForm",
      case when p.state = 'given-up' then p.changed_at end as "givenUpAt",
      ${field === null ? sql`null` : segmentOf(field)} as segment
    from post_mortems p
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    left join customer_answers form on form.workspace_id = p.workspace_id and form.post_mortem_id = p.id
      and form.source = 'form' and form.given_at is not null
    where p.workspace_id = ${workspace} and p.closed_at >= ${new Date(since)} and p.closed_at < ${new Date(until)}
      and ${ownedByVisible(visible)}
      and not exists (
        select from loss_exclusions x
        where x.workspace_id = p.workspace_id and x.deal_id = p.deal_id and x.left_out_of = 'analysis')`.execute(db);
  return rows.map(({ closedAt, heardAt, givenUpAt, ...row }) => ({
    ...row,
    closedAt: closedAt.getTime(),
    heardAt: heardAt?.getTime() ?? null,
    until: givenUpAt?.getTime() ?? now,
  }));
}
