import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../../platform/session.ts";
import type { SalesProcess } from "../../../../sales-process/rules.ts";
import type { Stretch } from "../../rules.ts";
import { closedIn, inSlice, type Slice } from "../../store.ts";
import { letters, type StepsTally } from "./rules.ts";

/** The team's process, and the time zone by whose days something is late. */
export type Standing = { workspace: WorkspaceId; process: SalesProcess; timeZone: string };

/**
 * How every step of the process stood when a closed deal `d` was closed, a letter each in their order, of what was known then;
 * null where no step had been recorded. What `missedSteps` (sales-process/rules.ts) says of the deal's record as of its close.
 */
function stoodAtClose({ workspace, process, timeZone }: Standing): RawBuilder<string | null> {
  const opened = stagesOf(process, ({ type }) => type === "open");
  const steps = process.steps.map(({ id, deadlines }, place) => {
    const [came, done] = [sql.ref(`entered.came ${place}`), sql.ref(`answered.done ${place}`)];
    const needs = stagesNeeding(process, deadlines);
    // A deal that was lost before its stage: not due. Without any stage known, only its close is.
    const lostBefore = sql`when cardinality(${needs}) > 0 and d.status = 'lost' and entered.opened then null`;
    const due = sql`(case when ${came} is not null then ${came} ${lostBefore} else d.closed_at end)`;
    const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone ${timeZone})::date`;
    return {
      came: sql`min(c.at) filter (where c.stage_id = any(${needs})) as ${sql.ref(`came ${place}`)}`,
      done: sql`min(a.happened_at) filter (where a.step_id = ${id} and a.stands) as ${sql.ref(`done ${place}`)}`,
      letter: sql`case when ${due} is null then ${letters.notDue} when ${done} is null then ${letters.missed}
        when ${dayOf(done)} > ${dayOf(due)} then ${letters.late} else ${letters.inTime} end`,
    };
  });
  if (steps.length === 0) return sql`null::text`;
  return sql`(
    select case when answered.recorded then concat(${sql.join(steps.map(({ letter }) => letter))}) end
    from (
      select coalesce(bool_or(c.stage_id = any(${opened})), false) as opened, ${sql.join(steps.map(({ came }) => came))}
      from (
        select stage_id, entered_at as at from stage_changes
        where workspace_id = ${workspace} and deal_id = d.id and known_at <= d.closed_at
        union all
        ${arrivedThere(workspace, opened)}
      ) c
    ) entered, (
      select count(*) > 0 as recorded, ${sql.join(steps.map(({ done }) => done))}
      from (
        -- The latest known answer says whether it is done; those it agrees with say since when.
        select step_id, happened_at, bool_and(done) over (partition by step_id order by known_at desc, happened_at desc, id desc) as stands
        from step_answers where workspace_id = ${workspace} and deal_id = d.id and known_at <= d.closed_at
      ) a
    ) answered)`;
}

/** The open stage a deal `d` stands in although it is closed, of which nobody says since when: since it arrived here. */
const arrivedThere = (workspace: WorkspaceId, opened: RawBuilder<unknown>) => sql`
  select d.stage_id, d.recorded_at
  where case when d.recorded_at <= d.closed_at and d.stage_id = any(${opened}) then not coalesce((
      select l.stage_id = d.stage_id or l.entered_at > d.recorded_at
      from stage_changes l join stages ls on ls.workspace_id = ${workspace} and ls.id = l.stage_id
      where l.workspace_id = ${workspace} and l.deal_id = d.id
      order by l.entered_at desc, ls.position desc, l.id desc limit 1), false) else false end`;

type Process = SalesProcess["pipelines"][number];

/** The stages in use that are asked for, of the pipeline of a deal `d`; none of a pipeline no longer used. */
function stagesOf(
  { pipelines }: SalesProcess,
  isAsked: (stage: Process["stages"][number], pipeline: Process) => boolean,
): RawBuilder<string[]> {
  const cases = pipelines.map((pipeline) => {
    const ids = pipeline.stages.filter((stage) => isAsked(stage, pipeline)).map(({ id }) => id);
    return sql`when ${pipeline.id}::uuid then ${ids}::uuid[]`;
  });
  return cases.length === 0 ? sql`'{}'::uuid[]` : sql`(case d.pipeline_id ${sql.join(cases, sql` `)} else '{}' end)`;
}

/** Whoever enters one of these needs the step: its stage and those behind it, but a lost one. None: due at the close. */
const stagesNeeding = (process: SalesProcess, deadlines: SalesProcess["steps"][number]["deadlines"]) =>
  stagesOf(process, ({ type, position }, { id, stages }) => {
    const before = deadlines.find(({ pipelineId }) => pipelineId === id)?.beforeStageId;
    const deadline = stages.find((stage) => stage.id === before)?.position;
    return deadline !== undefined && type !== "lost" && position >= deadline;
  });

/** Deals that closed in a stretch, by how they ended and how every step stood: as many rows as there are such pictures. */
export async function tallySteps(db: Db, slice: Slice, stretch: Stretch, standing: Standing): Promise<StepsTally[]> {
  const { rows } = await sql<StepsTally>`
    select c.won, c.pattern, count(*) as deals
    from (
      select d.status = 'won' as won, ${stoodAtClose(standing)} as pattern
      from deals d where ${inSlice(slice)} and ${closedIn(stretch)} offset 0
    ) c group by 1, 2`.execute(db);
  return rows;
}

/** Closed deals `d` on which a step (any step, where none is named) stood like this. */
export function stepStood(
  standing: Standing,
  stepId: string | undefined,
  some: readonly (keyof typeof letters)[],
): RawBuilder<SqlBool> {
  const place = standing.process.steps.findIndex(({ id }) => id === stepId);
  if (stepId !== undefined && place < 0) return sql`false`;
  const pattern = stoodAtClose(standing);
  const read = stepId === undefined ? pattern : sql`substr(${pattern}, ${place + 1}::int, 1)`;
  return sql`(${read} ~ ${`[${some.map((name) => letters[name]).join("")}]`})`;
}

/** Closed deals `d` on which no step had been recorded. */
export const noStepRecorded = (standing: Standing): RawBuilder<SqlBool> => sql`(${stoodAtClose(standing)} is null)`;
