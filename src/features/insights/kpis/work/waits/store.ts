import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../../platform/database/database.ts";
import type { Instant } from "../../../../../platform/dates.ts";
import { type WorkingTime, workedBy } from "../../../../team/working-calendar/working-time/store.ts";
import type { Stretch } from "../../rules.ts";
import { inSlice, type Slice } from "../../store.ts";
import type { WaitState, WaitTally } from "./rules.ts";

/** What they wait for: an answer to an e-mail, or that a missed call is returned. */
export type WaitsFor = "answer" | "call-back";

type Activity = "m" | "b" | "e";
const column = (of: Activity, name: string) => sql.ref(`${of}.${name}`);

/** They wrote. */
const isMail = (of: Activity): RawBuilder<SqlBool> =>
  sql`((${column(of, "kind")} = 'email' and ${column(of, "direction")} = 'incoming') is true)`;
const isCallOfTheirs = (of: Activity): RawBuilder<SqlBool> =>
  sql`((${column(of, "kind")} = 'call' and ${column(of, "direction")} = 'incoming') is true)`;
const isMissedCall = (of: Activity): RawBuilder<SqlBool> =>
  sql`(${isCallOfTheirs(of)} and ${column(of, "answered")} is false)`;
/** We rang, whether or not they were there. */
const isCallOfOurs = (of: Activity): RawBuilder<SqlBool> =>
  sql`((${column(of, "kind")} = 'call' and ${column(of, "direction")} = 'outgoing') is true)`;

/** It gave them what they waited for, for sure: we wrote, met, or spoke. As the red flag "message unanswered" reads it. */
const isAnswer = (of: Activity): RawBuilder<SqlBool> => {
  const [kind, direction, answered] = [column(of, "kind"), column(of, "direction"), column(of, "answered")];
  return sql`((${kind} <> 'note' and not ${isMail(of)} and case
    when ${answered} then true
    when ${answered} is null then ${kind} = 'meeting' or ${direction} = 'outgoing'
    else ${kind} = 'email' and ${direction} = 'outgoing' end) is true)`;
};

/** It may have been the answer, but does not say so: whose e-mail or call it was, or whether anybody took it. */
const mayBeAnswer = (of: Activity): RawBuilder<SqlBool> => {
  const [kind, direction, answered] = [column(of, "kind"), column(of, "direction"), column(of, "answered")];
  return sql`(${answered} is null and ${kind} in ('email', 'call') and (${direction} is null or ${isCallOfTheirs(of)}))`;
};

/** How each kind of wait begins and what ends it, the surest first where several happened at once. */
const kinds = {
  answer: {
    kind: "email",
    begins: isMail,
    ends: (of: Activity) => isAnswer(of),
    how: (of: Activity) => sql`case when ${isAnswer(of)} then 'answered' else 'perhaps' end`,
  },
  "call-back": {
    kind: "call",
    begins: isMissedCall,
    ends: (of: Activity) => sql<SqlBool>`(${isCallOfOurs(of)} or ${isAnswer(of)})`,
    how: (of: Activity) =>
      sql`case when ${isCallOfOurs(of)} then 'called' when ${isAnswer(of)} then 'otherwise' else 'perhaps' end`,
  },
};

export type Waits = { slice: Slice; stretch: Stretch; time: WorkingTime; now: Instant; timeZone: string };

/**
 * Every e-mail (every call) of theirs in a stretch, on a deal that was open then: its deal, what became of it, and the whole
 * working minutes that passed until then. Found by when it came; what was before and after it, by its deal.
 */
function waits(kind: WaitsFor, { slice, stretch, time, now, timeZone }: Waits): RawBuilder<unknown> {
  const { kind: comes, begins, ends, how } = kinds[kind];
  const { workspace } = slice;
  const until = sql`least(d.closed_at, ${new Date(now)}::timestamptz)`;
  const dayOnly = sql`((m.happened_at at time zone ${timeZone})::time = '00:00' or (m.happened_at at time zone 'UTC')::time = '00:00')`;
  return sql`
    select w."dealId", w.state, case when w.state in ('answered', 'called', 'otherwise', 'perhaps', 'closed', 'waiting')
      then floor((${workedBy(time, sql`w.ends`)} - ${workedBy(time, sql`w.came`)}) / 60 + 1e-5)::int else 0 end as minutes
    from (
      select d.id as "dealId", m.happened_at as came, coalesce(answer.at, ${until}) as ends, case
        when not ${begins("m")} then case when m.answered then 'taken' else 'unsaid' end
        when earlier.waits then 'again'
        when ${dayOnly} then 'day-only'
        when answer.how is not null then answer.how
        when m.answered then 'elsewhere'
        when d.status <> 'open' and d.closed_at <= ${new Date(now)} then 'closed'
        else 'waiting' end as state
      from activities m join deals d on d.workspace_id = m.workspace_id and d.id = m.deal_id
      left join lateral (
        select ${begins("b")} as waits from activities b
        where b.workspace_id = ${workspace} and b.deal_id = m.deal_id and b.happened_at <= m.happened_at and ${begins("m")}
          and ((${begins("b")} and (b.happened_at, b.id) < (m.happened_at, m.id)) or (${ends("b")} and b.happened_at < m.happened_at))
        -- At one instant, they asked first and we answered.
        order by b.happened_at desc, ${begins("b")} limit 1
      ) earlier on true
      left join lateral (
        select e.happened_at as at, ${how("e")} as how from activities e
        where e.workspace_id = ${workspace} and e.deal_id = m.deal_id and e.happened_at >= m.happened_at
          and e.happened_at <= ${until} and ${begins("m")} and (${ends("e")} or ${mayBeAnswer("e")})
        order by e.happened_at, ${how("e")} limit 1
      ) answer on true
      where m.workspace_id = ${workspace} and m.direction = 'incoming' and m.kind = ${comes}
        -- As the index says it, so that it is used.
        and m.kind in ('call', 'email')
        and m.happened_at >= ${new Date(stretch.from)} and m.happened_at < ${new Date(stretch.until)}
        and ${inSlice(slice)} and (d.status = 'open' or m.happened_at < d.closed_at)
    ) w`;
}

/** What became of them, added up by state and working minutes. */
export async function tallyWaits(db: Db, kind: WaitsFor, asked: Waits): Promise<WaitTally[]> {
  const { rows } = await sql<WaitTally>`
    select w.state, w.minutes, count(*) from (${waits(kind, asked)}) w group by 1, 2`.execute(db);
  return rows;
}

/** Deals `d` on which one of these became of any, and took longer than so many working minutes. */
export const withWaits = (
  kind: WaitsFor,
  asked: Waits,
  states: readonly WaitState[],
  longerThan = -1,
): RawBuilder<SqlBool> =>
  sql`d.id in (select w."dealId" from (${waits(kind, asked)}) w
    where w.state = any(${states}::text[]) and w.minutes > ${longerThan})`;
