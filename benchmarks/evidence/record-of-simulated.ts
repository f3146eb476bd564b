import type { SimulatedDeal } from "../../demo/simulated-deal.ts";
import type { DealRecord } from "../../src/features/deals/rules.ts";
import type { SalesProcess } from "../../src/features/sales-process/rules.ts";
import type { Instant } from "../../src/platform/dates.ts";

/**
 * A simulated deal as the program would read it back after importing the team's exports: every fact is known when it
 * happens. `record-of-simulated.db.test.ts` holds it against what an import really gives.
 */
export function recordOfSimulated(deal: SimulatedDeal, process: SalesProcess, arrival: Instant): DealRecord {
  const [pipeline] = process.pipelines;
  if (!pipeline) throw new Error("The process has no pipeline.");
  const stageIds = new Map(pipeline.stages.map(({ name, id }) => [name, id]));
  const stepIds = new Map(process.steps.map(({ name, id }) => [name, id]));
  const amountCents = Math.round(deal.amount * 100);
  return {
    id: deal.id,
    ownerId: deal.rep.id,
    pipelineId: pipeline.id,
    createdAt: deal.createdAt,
    stageChanges: deal.stages.flatMap(({ name, at }) => {
      const stageId = stageIds.get(name);
      return stageId ? [{ stageId, enteredAt: at, knownAt: at }] : [];
    }),
    // An export tells the last amount only, which becomes known when it arrives.
    amountChanges: [{ amountCents, currency: deal.currency, changedAt: arrival, knownAt: arrival, assumedAt: true }],
    closeDateChanges: deal.closeDates.map(({ on, at }) => ({ expectedCloseOn: on, changedAt: at, knownAt: at })),
    activities: deal.touches.map(({ kind, direction, answered, at, subject, personId }, place) => ({
      id: `${deal.id}/${place}`,
      kind,
      direction,
      answered,
      happenedAt: at,
      knownAt: at,
      contactId: personId,
      memberId: deal.rep.id,
      subject,
    })),
    roles: deal.people
      .flatMap(({ person, roles }) =>
        roles.map(({ role, at }) => ({
          contactId: person.id,
          contactName: person.name,
          role,
          removed: false,
          knownAt: at,
        })),
      )
      .sort((one, other) => one.knownAt - other.knownAt),
    stepAnswers: deal.stepAnswers
      .flatMap(({ step, answer, saidBy, at }) => {
        const stepId = stepIds.get(step);
        return stepId ? [{ stepId, done: true, answer, saidBy, happenedAt: at, knownAt: at }] : [];
      })
      .sort((one, other) => one.happenedAt - other.happenedAt),
    snoozes: deal.snooze
      ? [{ reason: deal.snooze.reason, startedAt: deal.snooze.startedAt, untilOn: deal.snooze.untilOn, endedAt: null }]
      : [],
    attributes: [],
    outcomes:
      deal.status === "open" || deal.closedAt === null
        ? []
        : [{ status: deal.status, lossKind: deal.lossKind, closedAt: deal.closedAt, reopenedAt: null }],
  };
}
