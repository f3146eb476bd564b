import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import type { From } from "../store.ts";

/** Where a practice begins: what was said, about which deal, and for which reason. */
export type Origin = {
  words: string;
  dealId: string | null;
  reasonId: string | null;
  /** Of a meeting's idea: the meeting it was said in. */
  meetingId: string | null;
};

/** What was recommended, learned or thought of, if it is here: once it is said, and to whom a debrief's words are shared. */
export async function findOrigin(
  db: Db,
  workspace: WorkspaceId,
  { source, sourceId, lesson }: From,
  reader: DebriefReader,
): Promise<Origin | undefined> {
  const { rows } = await {
    recommendation: () => sql<Origin>`
      select o.words, p.deal_id as "dealId", null::uuid as "meetingId",
        (select r.reason_id from customer_reasons r
          where r.workspace_id = a.workspace_id and r.answers_id = a.id order by r.position limit 1) as "reasonId"
      from recommendations o
      join customer_answers a on a.workspace_id = o.workspace_id and a.id = o.answers_id
      join post_mortems p on p.workspace_id = a.workspace_id and p.id = a.post_mortem_id
      where o.workspace_id = ${workspace} and o.id = ${sourceId} and a.given_at is not null`,
    lesson: () => sql<Origin>`
      select ${lesson === "what-worked" ? sql`b.what_worked` : sql`b.do_differently`} as words, b.deal_id as "dealId",
        null::uuid as "meetingId",
        (select r.reason_id from debrief_reasons r
          where r.workspace_id = b.workspace_id and r.debrief_id = b.id order by r.position limit 1) as "reasonId"
      from debriefs b
      join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
      where b.workspace_id = ${workspace} and b.id = ${sourceId} and b.state = 'recorded' and ${isShared(reader, "words")}`,
    idea: () => sql<Origin>`
      select i.words, t.deal_id as "dealId", i.meeting_id as "meetingId", t.reason_id as "reasonId"
      from meeting_ideas i
      left join meeting_topics t
        on t.workspace_id = i.workspace_id and t.meeting_id = i.meeting_id and t.id = i.topic_id
      where i.workspace_id = ${workspace} and i.id = ${sourceId} and i.removed_at is null`,
  }
    [source]()
    .execute(db);
  return rows[0];
}

/** What the customer recommended in their own words, where they did not agree to be quoted. */
export async function findConfidedWords(
  db: Db,
  workspace: WorkspaceId,
  practiceId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ words: string }>`
    select o.words from practices t
    join recommendations o on o.workspace_id = t.workspace_id and o.id = t.source_id
    join customer_answers a on a.workspace_id = o.workspace_id and a.id = o.answers_id
    where t.workspace_id = ${workspace} and t.id = ${practiceId} and t.source = 'recommendation'
      and a.quote_consent = 'no'`.execute(db);
  return rows[0]?.words;
}

/** Whether somebody is in a meeting: invited, or leading it. Who only planned it for others is not. */
export async function isOfMeeting(
  db: Db,
  workspace: WorkspaceId,
  meetingId: string,
  memberId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from meetings m where m.workspace_id = ${workspace} and m.id = ${meetingId} and (
      m.lead_id = ${memberId} or exists (
        select from meeting_people p
        where p.workspace_id = m.workspace_id and p.meeting_id = m.id and p.member_id = ${memberId}))`.execute(db);
  return rows.length > 0;
}
