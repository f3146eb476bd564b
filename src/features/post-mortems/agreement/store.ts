import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import type { NamedLoss } from "./rules.ts";

const namedLoss = z.object({
  seller: z.array(z.string()).nullable(),
  manager: z.array(z.string()).nullable(),
  customer: z.array(z.string()).nullable(),
  byFormAlone: z.boolean(),
});

/**
 * The reasons every voice named, loss by loss. Several managers are one voice, and so are a customer's form and conversation: what
 * any of them named.
 */
export async function listNamedLosses(db: Db, workspace: WorkspaceId, reader: DebriefReader): Promise<NamedLoss[]> {
  const { rows } = await sql<unknown>`
    with named as (
      select b.deal_id, b.closed_at, n.reason_id, case when m.id is distinct from d.owner_id and m.role in ('manager', 'admin')
        then 'manager' else 'seller' end as speaker
      from debriefs b
      join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
      join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id
      left join members m on m.workspace_id = b.workspace_id and m.id = b.recorded_by
      where b.workspace_id = ${workspace} and b.state = 'recorded' and b.outcome = 'lost' and ${isShared(reader, "reasons")}
      union
      select v.deal_id, v.closed_at, n.reason_id, 'manager'
      from manager_views v join manager_view_reasons n on n.workspace_id = v.workspace_id and n.view_id = v.id
      where v.workspace_id = ${workspace}
      union
      select p.deal_id, p.closed_at, n.reason_id, case c.source when 'form' then 'form' else 'conversation' end
      from customer_answers c
      join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
      join customer_reasons n on n.workspace_id = c.workspace_id and n.answers_id = c.id
      where c.workspace_id = ${workspace} and c.given_at is not null
    )
    select array_agg(reason_id) filter (where speaker = 'seller') as seller,
      array_agg(reason_id) filter (where speaker = 'manager') as manager,
      array_agg(distinct reason_id) filter (where speaker in ('form', 'conversation')) as customer,
      not bool_or(speaker = 'conversation') as "byFormAlone"
    from named where not exists (
      select from loss_exclusions e
      where e.workspace_id = ${workspace} and e.deal_id = named.deal_id and e.left_out_of = 'analysis')
    group by deal_id, closed_at
    having count(distinct case when speaker in ('form', 'conversation') then 'customer' else speaker end) > 1`.execute(
    db,
  );
  return z
    .array(namedLoss)
    .parse(rows)
    .map(({ seller, manager, customer, byFormAlone }) => ({
      byFormAlone,
      ...(seller && { seller }),
      ...(manager && { manager }),
      ...(customer && { customer }),
    }));
}
