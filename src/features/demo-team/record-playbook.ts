import { randomUUID } from "node:crypto";
import { type Dice, rollDice } from "../../../demo/dice.ts";
import { dayMs, dayOf, type Instant } from "../../platform/dates.ts";
import type { Session } from "../../platform/session.ts";
import { findDeal } from "../deals/store.ts";
import { finishTask } from "../pipeline-check/repair-tasks/finish-task.ts";
import { repairsOf } from "../pipeline-check/rules.ts";
import { listDealsByReading } from "../pipeline-check/store.ts";
import { adoptPractice } from "../playbook/adopt-practice.ts";
import type { PracticeShape } from "../playbook/contract.ts";
import { draftPractice } from "../playbook/draft-practice.ts";
import { planUses } from "../playbook/plan-uses.ts";
import { retirePractice } from "../playbook/retire-practice.ts";
import { askReview } from "../playbook/review-practice.ts";
import { finishUse } from "../playbook/uses/finish-use.ts";
import { listReasonsOf, listRepairsOf } from "../reasons/store.ts";
import { listTeam } from "../team/store.ts";
import { onAWeekday, type Scene } from "./record-past-work.ts";
import { recordPracticeOutcomes } from "./record-practice-outcomes.ts";
import { findOrigin } from "./store.ts";
import { type ToldPractice, toldPractices } from "./told-practices.ts";

/** What the team does differently by now: practices from customers, debriefs and their own heads, and where they are applied. */
export async function recordPlaybook(scene: Scene): Promise<void> {
  const dice = rollDice(9);
  const manager = (await listTeam(scene.db, scene.workspace)).find(({ role }) => role === "manager");
  if (!manager) return;
  const adopted: PracticeShape[] = [];
  for (const told of toldPractices) {
    const practice = await draft(scene, told, manager.id);
    if (practice?.state !== "adopted") continue;
    adopted.push(practice);
    await applyToDeals(scene, practice, dice);
  }
  await recordPracticeOutcomes(scene, adopted);
}

async function draft(scene: Scene, told: ToldPractice, managerId: string): Promise<PracticeShape | null> {
  const { db, workspace, now, sessionOf } = scene;
  const reason = (await listReasonsOf(db, workspace)).find(({ key }) => key === told.reason);
  const asked = { reasonId: reason?.id ?? null, until: now - 2 * dayMs };
  const origin = told.from === "own" ? null : await findOrigin(db, workspace, { ...asked, from: told.from });
  // Nobody said it in a team of few deals; then it is their own idea.
  const by = sessionOf(origin?.memberId ?? managerId);
  const leads = sessionOf(origin?.managerId ?? managerId);
  const at = onAWeekday(Math.max(now - told.daysAgo * dayMs, (origin?.saidAt.getTime() ?? 0) + dayMs));
  if (at >= now) return null;
  const flagged =
    told.byRepair && reason?.flagId ? repairsOf(reason.flagId, await listRepairsOf(db, workspace))[0] : undefined;
  const { title, appliesWhen, how } = told;
  const practice = await draftPractice(
    { db, session: by, now: at },
    {
      ...{ id: randomUUID(), title, appliesWhen, how, reasonId: reason?.id ?? null, repairId: flagged?.id ?? null },
      ...(origin ? { source: told.from, sourceId: origin.sourceId } : { source: "own" as const }),
    },
  );
  return become({ ...scene, now: Math.min(now, at + dayMs) }, { told, practice, by, leads });
}

type Drafted = { told: ToldPractice; practice: PracticeShape; by: Session; leads: Session };

async function become({ db, now }: Scene, { told, practice, by, leads }: Drafted): Promise<PracticeShape> {
  const { id } = practice;
  if (told.becomes === "draft") return practice;
  if (told.becomes === "in-review") return askReview({ db, session: by, now }, { id });
  const adopted = await adoptPractice({ db, session: leads, now }, { id });
  if (told.becomes === "adopted") return adopted;
  const later = now + 50 * dayMs;
  return retirePractice({ db, session: leads, now: later }, { id, why: told.retiredWhy ?? "" });
}

/** Of the deals it applies to now, every third; some of it is done. */
async function applyToDeals(scene: Scene, practice: PracticeShape, dice: Dice): Promise<void> {
  if (!practice.flag) return;
  const { db, workspace, timeZone, now } = scene;
  const page = { after: null, limit: 12, today: dayOf(now, timeZone) };
  const deals = await listDealsByReading(db, workspace, { visible: "all" }, practice.flag.id, "up", page);
  for (const [place, { id: dealId }] of deals.entries()) {
    const deal = place % 3 === 1 ? await findDeal(db, workspace, dealId) : undefined;
    if (!deal?.ownerId) continue;
    const planned = await applyTo(scene, practice.id, {
      dealId,
      ownerId: deal.ownerId,
      at: now - dice.whole(3, 6) * dayMs,
    });
    if (planned && place % 2 === 0) await finish(scene, planned, deal.ownerId);
  }
}

type Applied = { dealId: string; ownerId: string; at: Instant };

export async function applyTo({ db, sessionOf }: Scene, practiceId: string, { dealId, ownerId, at }: Applied) {
  const uses = [{ id: randomUUID(), practiceId, dealId }];
  const [planned] = await planUses({ db, session: sessionOf(ownerId), now: at }, { uses });
  return planned;
}

export async function finish(
  { db, now, sessionOf }: Scene,
  { id, taskId }: { id: string; taskId: string | null },
  ownerId: string,
): Promise<void> {
  const by = { db, session: sessionOf(ownerId), now };
  const nothing = { activity: null, contact: null, stepAnswer: null, expectedCloseOn: null };
  if (taskId === null) await finishUse(by, { id, note: "Done, and it was worth it.", activity: null });
  else await finishTask(by, { id: taskId, note: "Two more people sign; met one of them.", ...nothing });
}
