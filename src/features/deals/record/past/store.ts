import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Day, Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { BuyingRole, LossKind } from "../../contract.ts";
import type { DealFacts } from "../rules.ts";

const kinds = ["call", "email", "meeting", "note"] as const;
const directions = [null, "incoming", "outgoing"] as const;
const answered = [null, true, false] as const;

/** Facts of one kind, column by column; `deal` is the place of each fact's deal among those asked for, from 1. */
type Facts<Fact> = { deal: number[] } & { [Column in keyof Fact]: Fact[Column][] };
type Found = {
  activities: Facts<{ how: number; happenedAt: Instant; knownAt: Instant; subject: string }>;
  stages: Facts<{ stageId: string; enteredAt: Instant; knownAt: Instant }>;
  changes: Facts<{
    ofAmount: boolean;
    amountCents: number | null;
    currency: string | null;
    expectedCloseOn: Day | null;
    agreed: boolean;
    changedAt: Instant;
    knownAt: Instant;
  }>;
  roles: Facts<{ contactId: string; role: BuyingRole; removed: boolean; knownAt: Instant }>;
  steps: Facts<{ stepId: string; done: boolean; happenedAt: Instant; knownAt: Instant }>;
  snoozes: Facts<{ startedAt: Instant; untilOn: Day; endedAt: Instant | null }>;
  outcomes: Facts<{ status: "won" | "lost"; lossKind: LossKind | null; closedAt: Instant; reopenedAt: Instant }>;
};

/**
 * What happened on these deals, in the order asked for, as far as a replay reads it: who did it, with whom, and what was
 * said say nothing about the state of a flag or a step, and are left empty. Facts of all deals travel together and column
 * by column, at a third of the price of whole records.
 */
export async function listPastFacts(db: Db, workspace: WorkspaceId, dealIds: readonly string[]): Promise<DealFacts[]> {
  const facts = dealIds.map(
    (): DealFacts => ({
      ...{ stageChanges: [], amountChanges: [], closeDateChanges: [], activities: [] },
      ...{ roles: [], stepAnswers: [], snoozes: [], outcomes: [] },
    }),
  );
  const found = await findColumns(db, workspace, dealIds);
  if (found) for (const put of [putActivities, putChanges, putPeopleAndSteps, putRests]) put(found, facts);
  return facts;
}

async function findColumns(db: Db, workspace: WorkspaceId, dealIds: readonly string[]): Promise<Found | undefined> {
  type List = { columns: Record<string, RawBuilder<unknown>>; from: RawBuilder<unknown>; order: RawBuilder<unknown> };
  const listed = ({ columns, from, order }: List) => sql`(
    select json_build_object(${sql.join(
      ["deal", ...Object.keys(columns)].map(
        (name) => sql`${sql.lit(name)}, coalesce(json_agg(c.${sql.ref(name)}), '[]')`,
      ),
    )})
    from (
      select a.position as deal, ${sql.join(
        Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.ref(name)}`),
      )}
      from unnest(${dealIds}::uuid[]) with ordinality a (id, position)
      join ${from} on f.workspace_id = ${workspace} and f.deal_id = a.id
      order by a.position, ${order}
    ) c)`;
  const { rows } = await sql<Found>`select
    ${listed({
      columns: {
        how: sql`case f.kind when 'call' then 0 when 'email' then 1 when 'meeting' then 2 else 3 end
          + case f.direction when 'incoming' then 4 when 'outgoing' then 8 else 0 end
          + case f.answered when true then 16 when false then 32 else 0 end`,
        happenedAt: ms("f.happened_at"),
        knownAt: ms("f.known_at"),
        subject: sql`f.subject`,
      },
      from: sql`activities f`,
      order: sql`f.happened_at, f.id`,
    })} as activities,
    ${listed({
      columns: { stageId: sql`f.stage_id`, enteredAt: ms("f.entered_at"), knownAt: ms("f.known_at") },
      // Stages entered in the same instant (one bulk edit) stand in the pipeline's own order.
      from: sql`(stage_changes f join stages s on s.workspace_id = f.workspace_id and s.id = f.stage_id)`,
      order: sql`f.entered_at, s.position, f.id`,
    })} as stages,
    ${listed({
      columns: {
        ofAmount: sql`f.field = 'amount'`,
        amountCents: sql`f.amount_cents`,
        currency: sql`f.currency`,
        expectedCloseOn: sql`f.expected_close_on`,
        agreed: sql`f.agreed`,
        changedAt: ms("f.changed_at"),
        knownAt: ms("f.known_at"),
      },
      from: sql`deal_changes f`,
      order: sql`f.changed_at, f.id`,
    })} as changes,
    ${listed({
      columns: { contactId: sql`f.contact_id`, role: sql`f.role`, removed: sql`f.removed`, knownAt: ms("f.known_at") },
      from: sql`buying_roles f`,
      order: sql`f.known_at, f.id`,
    })} as roles,
    ${listed({
      columns: {
        stepId: sql`f.step_id`,
        done: sql`f.done`,
        happenedAt: ms("f.happened_at"),
        knownAt: ms("f.known_at"),
      },
      from: sql`step_answers f`,
      order: sql`f.happened_at, f.known_at, f.id`,
    })} as steps,
    ${listed({
      columns: { startedAt: ms("f.started_at"), untilOn: sql`f.until_on`, endedAt: ms("f.ended_at") },
      from: sql`snoozes f`,
      order: sql`f.started_at, f.id`,
    })} as snoozes,
    ${listed({
      columns: {
        status: sql`f.status`,
        lossKind: sql`f.loss_kind`,
        closedAt: ms("f.closed_at"),
        reopenedAt: ms("f.reopened_at"),
      },
      from: sql`earlier_outcomes f`,
      order: sql`f.closed_at, f.reopened_at, f.id`,
    })} as outcomes`.execute(db);
  return rows[0];
}

/** An instant in milliseconds, cut as node-postgres cuts a date; half a microsecond makes up for the double's error. */
const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)::bigint`;

function putActivities({ activities: { deal, how, happenedAt, knownAt, subject } }: Found, facts: DealFacts[]): void {
  for (let at = 0; at < deal.length; at++) {
    const told = how[at] ?? 0;
    factsOf(facts, deal, at)?.activities.push({
      id: "",
      kind: kinds[told & 3] ?? "note",
      direction: directions[(told >> 2) & 3] ?? null,
      answered: answered[told >> 4] ?? null,
      happenedAt: happenedAt[at] ?? 0,
      knownAt: knownAt[at] ?? 0,
      contactId: null,
      memberId: null,
      subject: subject[at] ?? "",
    });
  }
}

function putChanges({ stages, changes }: Found, facts: DealFacts[]): void {
  for (const [at, stageId] of stages.stageId.entries())
    factsOf(facts, stages.deal, at)?.stageChanges.push({
      stageId,
      enteredAt: stages.enteredAt[at] ?? 0,
      knownAt: stages.knownAt[at] ?? 0,
    });
  for (const [at, ofAmount] of changes.ofAmount.entries()) {
    const change = { changedAt: changes.changedAt[at] ?? 0, knownAt: changes.knownAt[at] ?? 0 };
    const of = factsOf(facts, changes.deal, at);
    if (ofAmount) {
      const amountCents = changes.amountCents[at] ?? null;
      of?.amountChanges.push({ amountCents, currency: changes.currency[at] ?? null, ...change });
    } else {
      const expectedCloseOn = changes.expectedCloseOn[at] ?? null;
      of?.closeDateChanges.push({ expectedCloseOn, ...change, ...(changes.agreed[at] && { agreed: true }) });
    }
  }
}

function putPeopleAndSteps({ roles, steps }: Found, facts: DealFacts[]): void {
  for (const [at, contactId] of roles.contactId.entries())
    factsOf(facts, roles.deal, at)?.roles.push({
      contactId,
      contactName: "",
      role: roles.role[at] ?? "unknown",
      removed: roles.removed[at] ?? false,
      knownAt: roles.knownAt[at] ?? 0,
    });
  for (const [at, stepId] of steps.stepId.entries())
    factsOf(facts, steps.deal, at)?.stepAnswers.push({
      stepId,
      done: steps.done[at] ?? false,
      answer: "",
      saidBy: "",
      happenedAt: steps.happenedAt[at] ?? 0,
      knownAt: steps.knownAt[at] ?? 0,
    });
}

function putRests({ snoozes, outcomes }: Found, facts: DealFacts[]): void {
  for (const [at, untilOn] of snoozes.untilOn.entries())
    factsOf(facts, snoozes.deal, at)?.snoozes.push({
      reason: "",
      startedAt: snoozes.startedAt[at] ?? 0,
      untilOn,
      endedAt: snoozes.endedAt[at] ?? null,
    });
  for (const [at, status] of outcomes.status.entries())
    factsOf(facts, outcomes.deal, at)?.outcomes.push({
      status,
      lossKind: outcomes.lossKind[at] ?? null,
      closedAt: outcomes.closedAt[at] ?? 0,
      reopenedAt: outcomes.reopenedAt[at] ?? null,
    });
}

function factsOf(facts: DealFacts[], deal: readonly number[], at: number): DealFacts | undefined {
  return facts[(deal[at] ?? 0) - 1];
}
