import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { RedFlagShape } from "../red-flags/contract.ts";
import { insertFlagSeeds, listFlagsOf, upsertFlag } from "../red-flags/store.ts";
import type { StepShape } from "../sales-process/contract.ts";
import { listStepsOf, lockProcess } from "../sales-process/store.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayEditCatalogue } from "./access.ts";
import { listRepairsOf, upsertRepair } from "./repairs/store.ts";
import { missedStepName } from "./rules.ts";
import { insertReasonSeeds, linkFlagToReasons, listReasonsOf } from "./store.ts";

/** Of a step and of what is made for it: by this key a second time finds the first. */
const keyOf = (step: StepShape) => `${step.key ?? step.id}-missed`;

/**
 * Makes each step's chain whole: a flag that is up where it was missed, a reason that names it, and the repair that asks
 * for what is missing. What the team has made of a step already stays as it is.
 */
export async function watchSteps(
  { db, session, now }: Acting,
  { stepIds }: { stepIds: string[] },
): Promise<{ flagIds: string[] }> {
  if (!mayEditCatalogue(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  const at = new Date(now);
  return db.transaction().execute(async (tx) => {
    await lockProcess(tx, workspace);
    const steps = (await listStepsOf(tx, workspace)).filter(({ id }) => stepIds.includes(id));
    if (steps.length < new Set(stepIds).size)
      throw new Refusal("NOT_FOUND", { message: "A step you chose is not in our process." });
    const made = await watch(tx, { workspace, at }, steps);
    if (made.length > 0) {
      await linkRepair(
        tx,
        { workspace, at },
        made.map(({ id }) => id),
      );
      await linkReasons(tx, { workspace, at }, steps);
      await insertAuditEntry(tx, workspace, {
        memberId: session.memberId,
        action: `watches as red flags now: ${made.map(({ name }) => name).join(", ")}`,
        subjectKind: "red-flag",
        subjectId: made[0]?.id ?? null,
      });
      await askRereading(tx, workspace);
    }
    return { flagIds: made.map(({ id }) => id) };
  });
}

type Place = { workspace: Acting["session"]["workspace"]; at: Date };

/** Flags for the steps that none watches; one that was put away is taken out again. */
async function watch(tx: Tx, { workspace, at }: Place, steps: readonly StepShape[]): Promise<RedFlagShape[]> {
  const before = await listFlagsOf(tx, workspace);
  const unwatched = steps.filter(({ id }) => !before.some((flag) => flag.stepId === id && !flag.archived));
  const putAway = unwatched.flatMap(({ id }) => before.find((flag) => flag.stepId === id) ?? []);
  for (const { key: _, ...flag } of putAway) await upsertFlag(tx, workspace, { ...flag, archived: false }, at);
  const fresh = unwatched.filter(({ id }) => !putAway.some((flag) => flag.stepId === id));
  if (fresh.length > 0) {
    await insertFlagSeeds(
      tx,
      workspace,
      fresh.map((step) => ({
        key: keyOf(step),
        name: missedStepName(step),
        thresholds: { kind: "step-missed" },
        stepId: step.id,
        costly: false,
      })),
    );
  }
  const unwatchedIds = new Set(unwatched.map(({ id }) => id));
  return (await listFlagsOf(tx, workspace)).filter(
    ({ stepId, archived }) => stepId !== null && unwatchedIds.has(stepId) && !archived,
  );
}

/** Whatever is missing can be asked for: the catalogue's own repair for it, else the first the team has. */
async function linkRepair(tx: Tx, { workspace, at }: Place, flagIds: readonly string[]): Promise<void> {
  const repairs = (await listRepairsOf(tx, workspace)).filter(({ archived }) => !archived);
  const bare = flagIds.filter((flagId) => !repairs.some((repair) => repair.flagIds.includes(flagId)));
  const repair = repairs.find(({ key }) => key === "missing-information") ?? repairs[0];
  if (!repair || bare.length === 0) return;
  const { key: _, ...values } = repair;
  await upsertRepair(tx, workspace, { ...values, flagIds: [...values.flagIds, ...bare] }, at);
}

async function linkReasons(tx: Tx, { workspace }: Place, steps: readonly StepShape[]): Promise<void> {
  const flags = (await listFlagsOf(tx, workspace)).filter(({ archived }) => !archived);
  const reasons = await listReasonsOf(tx, workspace);
  for (const step of steps) {
    const flagId = flags.find(({ stepId }) => stepId === step.id)?.id;
    if (flagId) await linkFlagToReasons(tx, workspace, { stepId: step.id, flagId });
  }
  const unnamed = steps.filter(
    ({ id }) => !reasons.some(({ stepId, appliesTo }) => stepId === id && appliesTo === "lost"),
  );
  if (unnamed.length === 0) return;
  await insertReasonSeeds(
    tx,
    workspace,
    unnamed.map((step) => ({
      key: keyOf(step),
      name: missedStepName(step),
      appliesTo: "lost",
      roleQuestion: null,
      control: "ours",
      lever: "",
      aboutProduct: false,
      stepId: step.id,
      flagId: flags.find(({ stepId }) => stepId === step.id)?.id ?? null,
    })),
  );
}
