import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { answersSource, priorityRating } from "../customer-answers/contract.ts";
import type { RatedAnswers } from "./rules.ts";

const ratedAnswers = z.object({
  postMortemId: z.string(),
  source: answersSource,
  winner: z.string().nullable(),
  ratings: z.array(priorityRating),
});

/** Whatever customers rated, of answers that were given, about losses that are not left out of the analysis. */
export async function listRatedAnswers(db: Db, workspace: WorkspaceId): Promise<RatedAnswers[]> {
  const { rows } = await sql<unknown>`
    select c.post_mortem_id as "postMortemId", c.source, d.competitor as winner,
      jsonb_agg(jsonb_build_object('priorityId', r.priority_id, 'name', r.name, 'importance', r.importance, 'us', r.us,
        'winner', r.winner) order by r.position) as ratings
    from customer_answers c
    join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    join priority_ratings r on r.workspace_id = c.workspace_id and r.answers_id = c.id
    where c.workspace_id = ${workspace} and c.given_at is not null and not exists (
      select from loss_exclusions e
      where e.workspace_id = p.workspace_id and e.deal_id = p.deal_id and e.left_out_of = 'analysis')
    group by c.post_mortem_id, c.source, c.given_at, c.id, d.competitor
    order by c.given_at, c.id`.execute(db);
  return z.array(ratedAnswers).parse(rows);
}
