import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { countAnswered } from "../../post-mortems/quotes/store.ts";
import { enoughToTell } from "../../team/small-groups/rules.ts";
import type { MeetingTopic } from "../live/contract.ts";
import type { MeetingPlan } from "../plan/contract.ts";
import { toldToAll } from "./rules.ts";

type Row = MeetingTopic & { debriefsShare: string; quoteConsent: string | null };

/** What a meeting is about, as everybody in it may read it now. */
export async function listTopics(db: Db, workspace: WorkspaceId, meetingId: string): Promise<MeetingTopic[]> {
  const { rows } = await sql<Row>`
    select t.id, t.kind, t.words, t.deal_id as "dealId", t.source_id as "sourceId", t.reason_id as "reasonId",
      w.debriefs_share as "debriefsShare", case when a.given_at is not null then a.quote_consent end as "quoteConsent"
    from meeting_topics t
    join workspaces w on w.workspace_id = t.workspace_id
    left join recommendations o on o.workspace_id = t.workspace_id and o.id = t.source_id and t.kind = 'recommendation'
    left join customer_answers a on a.workspace_id = o.workspace_id and a.id = o.answers_id
    where t.workspace_id = ${workspace} and t.meeting_id = ${meetingId}
    order by t.position, t.id`.execute(db);
  const isOneUnnamed = rows.some(({ quoteConsent }) => quoteConsent === "unnamed");
  const unnamedToo = isOneUnnamed && enoughToTell(await countAnswered(db, workspace));
  return rows.flatMap(
    ({ debriefsShare, quoteConsent, ...topic }) => toldToAll(topic, { debriefsShare, quoteConsent, unnamedToo }) ?? [],
  );
}

export async function replaceTopics(
  tx: Tx,
  workspace: WorkspaceId,
  meetingId: string,
  topics: MeetingPlan["topics"],
): Promise<void> {
  await sql`
    delete from meeting_topics where workspace_id = ${workspace} and meeting_id = ${meetingId}
      and not id = any(${topics.map(({ id }) => id)}::uuid[])`.execute(tx);
  await sql`
    insert into meeting_topics (workspace_id, meeting_id, id, kind, words, deal_id, source_id, reason_id, position)
    select ${workspace}::uuid, ${meetingId}::uuid, t.* from jsonb_to_recordset(${JSON.stringify(
      topics.map((topic, position) => ({
        ...{ id: topic.id, kind: topic.kind, words: topic.words, position },
        ...{ deal_id: topic.dealId, source_id: topic.sourceId, reason_id: topic.reasonId },
      })),
    )}::jsonb) as t (id uuid, kind text, words text, deal_id uuid, source_id uuid, reason_id uuid, position integer)
    on conflict (workspace_id, meeting_id, id) do update set kind = excluded.kind, words = excluded.words,
      deal_id = excluded.deal_id, source_id = excluded.source_id, reason_id = excluded.reason_id,
      position = excluded.position`.execute(tx);
}
