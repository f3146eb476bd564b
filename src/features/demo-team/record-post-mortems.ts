import { randomUUID } from "node:crypto";
import { type Dice, rollDice } from "../../../demo/dice.ts";
import { drawRatings } from "../../../demo/draw-ratings.ts";
import { addMonths, dayMs, dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import type { Session } from "../../platform/session.ts";
import { makeFormLink } from "../../platform/sign-in/form-links/make-form-link.ts";
import { giveAnswers, saveAnswers } from "../post-mortems/buyer-form/save-answers.ts";
import { giveUpPostMortem } from "../post-mortems/conversations/give-up-post-mortem.ts";
import { holdPostMortem } from "../post-mortems/conversations/hold-post-mortem.ts";
import { savePreparation } from "../post-mortems/conversations/save-preparation.ts";
import type { CustomerAnswers } from "../post-mortems/customer-answers/contract.ts";
import { noCustomerAnswers } from "../post-mortems/customer-answers/rules.ts";
import { saveLossExclusion } from "../post-mortems/exclusions/exclude-loss.ts";
import type { FormLanguage } from "../post-mortems/invitations/contract.ts";
import { closesAt } from "../post-mortems/invitations/rules.ts";
import { insertInvitation } from "../post-mortems/invitations/store.ts";
import { findMajorLosses } from "../post-mortems/major-losses/find-major-losses.ts";
import { saveMajorLossRule } from "../post-mortems/major-losses/save-major-loss-rule.ts";
import { listPriorities } from "../post-mortems/priorities/store.ts";
import { saveManagerView } from "../post-mortems/voices/save-manager-view.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { listTeam } from "../team/store.ts";
import { eachOf, onAWeekday, type Scene } from "./record-past-work.ts";
import { listLargeLosses, listMajorLosses, type MajorLoss } from "./store.ts";
import {
  againMaybe,
  againYes,
  comparedInWords,
  customersReasons,
  givenUpBecause,
  leastUnderstood,
  managersSaid,
  reasonsToWait,
  recommended,
  saidToRepeat,
  whoDecided,
  winnersDidBetter,
} from "./told-answers.ts";

const hourMs = 3_600_000;
/** Since when the team talks to customers about large losses, and how many that names. */
const began = 150 * dayMs;
const named = 90;

/** What lost customers said: the largest losses of five months, most of them talked about or answered by form by now. */
export async function recordPostMortems(scene: Scene): Promise<void> {
  const manager = (await listTeam(scene.db, scene.workspace)).find(({ role }) => role === "manager");
  if (!manager || !(await sayWhichAreMajor(scene, manager.id))) return;
  const losses = await listMajorLosses(scene.db, scene.workspace);
  const speaking = await wordsOf(scene, rollDice(8));
  // Thought of one after the other: what chance says may not depend on which is saved first.
  const heard = losses.map((loss, place) => hear(scene, speaking, { ...loss, place }));
  await eachOf(heard, (save) => save());
  const [oldest] = losses;
  if (!oldest) return;
  const why = "They were bought by the company of our owner's sister. It says nothing about us.";
  const exclusion = { dealId: oldest.dealId, leftOutOf: "analysis" as const, why };
  await saveLossExclusion({ db: scene.db, session: scene.sessionOf(oldest.leadId), now: scene.now }, exclusion);
}

/** A rule that was made five months ago, and each loss that it has named since, in the week it was lost. */
async function sayWhichAreMajor(scene: Scene, managerId: string): Promise<boolean> {
  const { db, workspace, now, viewer, sessionOf } = scene;
  const since = onAWeekday(now - began);
  const losses = await listLargeLosses(db, workspace, { since, currency: viewer.currency });
  const bySize = [...losses].sort((one, other) => other.amountCents - one.amountCents);
  const smallest = bySize[Math.min(named, Math.ceil(bySize.length * 0.6)) - 1];
  if (!smallest) return false;
  const step = 100_000;
  const rule = {
    ...{ id: randomUUID(), version: 0, name: "Large deals" },
    minAmountCents: Math.max(step, Math.floor(smallest.amountCents / step) * step),
    ...{ competitors: null, segment: null, stageId: null },
  };
  await saveMajorLossRule({ db, session: sessionOf(managerId), now: since }, rule);
  for (let from = since; from < now; from += 7 * dayMs) {
    const week = losses.filter(({ closedAt }) => closedAt.getTime() >= from && closedAt.getTime() < from + 7 * dayMs);
    const dealIds = week.map(({ dealId }) => dealId);
    if (dealIds.length === 0) continue;
    await findMajorLosses(db, workspace, { dealIds }, Math.min(now, from + 7 * dayMs));
  }
  return true;
}

type Speaking = {
  dice: Dice;
  reasonIds: ReadonlyMap<string | null, string>;
  priorities: ReadonlyMap<string | null, { id: string; name: string }>;
  /** What may be repeated and was not said yet. */
  quotes: (typeof saidToRepeat)[number][];
};

async function wordsOf({ db, workspace }: Scene, dice: Dice): Promise<Speaking> {
  return {
    dice,
    reasonIds: new Map((await listReasonsOf(db, workspace)).map(({ key, id }) => [key, id])),
    priorities: new Map((await listPriorities(db, workspace)).map(({ key, id, name }) => [key, { id, name }])),
    quotes: [...saidToRepeat],
  };
}

type Placed = MajorLoss & { place: number };

/** What became of one loss: by its age a conversation, a form, both, a plan, or nothing yet. */
function hear(scene: Scene, speaking: Speaking, loss: Placed): () => Promise<void> {
  const { dice } = speaking;
  const { db, now, timeZone, sessionOf } = scene;
  const lead = sessionOf(loss.leadId);
  const day = dayOf(onAWeekday(loss.closedAt.getTime() + dice.whole(4, 24) * dayMs), timeZone);
  const at = startOfDay(day, timeZone) + dice.whole(9, 16) * hourMs;
  const course = dice.weighted([44, 40, 10, 6]);
  const answers = answersOf(speaking, loss, { mayQuote: course !== 0 && course !== 3 });
  const view = viewOf(speaking, loss, answers);
  const why = dice.pick(givenUpBecause);
  return async () => {
    if (at > now - dayMs) {
      if (loss.place % 3 === 0) await prepare(scene, lead, loss, at > now ? at : at + 7 * dayMs);
      else if (loss.place % 3 === 1) await invite(scene, loss, { at: now - hourMs, language: "en" });
      return;
    }
    if (course === 3) {
      await giveUpPostMortem({ db, session: lead, now: at }, { id: loss.id, why });
      return;
    }
    if (course !== 1) {
      await prepare(scene, lead, loss, at);
      await hold(scene, lead, loss, { at, answers: withoutForm(answers) });
    }
    if (course !== 0) await answerForm(scene, loss, { at: at + 2 * hourMs, answers });
    if (view) await saveManagerView({ db, session: lead, now: at + 4 * hourMs }, view);
  };
}

async function prepare({ db, timeZone, now }: Scene, lead: Session, loss: Placed, at: Instant): Promise<void> {
  const preparation = {
    mode: loss.place % 5 === 4 ? ("neutral-colleague" as const) : ("manager-and-rep" as const),
    ...{ leadId: loss.leadId, contactId: loss.contactId, openingLine: "", repInvited: true },
    plannedFor: new Date(at).toISOString(),
  };
  const before = Math.min(now - hourMs, startOfDay(dayOf(at, timeZone), timeZone) - dayMs / 2);
  await savePreparation({ db, session: lead, now: before }, { id: loss.id, version: 1, preparation });
}

type Said = { at: Instant; answers: CustomerAnswers };

async function hold({ db, timeZone, now }: Scene, lead: Session, loss: Placed, { at, answers }: Said): Promise<void> {
  const next = addMonths(dayOf(at, timeZone), 9);
  const isAhead = next > dayOf(now, timeZone);
  const held = { id: loss.id, answersId: randomUUID(), version: 0, answers };
  await holdPostMortem({ db, session: lead, now: at }, { ...held, checkUpOn: isAhead ? next : null });
}

type Invited = { at: Instant; language: FormLanguage };

/** Handed over by a link and in nobody's name: neither at these companies nor in the team is anybody to get a mail from a demo. */
async function invite({ db, workspace }: Scene, loss: Placed, { at, language }: Invited) {
  const id = randomUUID();
  await db.transaction().execute((tx) =>
    insertInvitation(tx, workspace, {
      ...{ id, postMortemId: loss.id, kind: "form", contactId: loss.contactId, email: "", language },
      readerName: loss.contactName ?? "",
      ...{ subject: "Four minutes that help us", body: "Why you decided as you did, in your own words." },
      ...{ madeBy: null, sentAt: new Date(at), expiresAt: new Date(closesAt(at)), nextReminderAt: null },
    }),
  );
  return id;
}

async function answerForm(scene: Scene, loss: Placed, { at, answers }: Said): Promise<void> {
  const { db, workspace } = scene;
  const language = saidToRepeat.find(({ words }) => words === answers.quote)?.language ?? "en";
  const invitationId = await invite(scene, loss, { at: at - 2 * dayMs, language });
  const expiresAt = new Date(closesAt(at));
  const { secretHash } = await makeFormLink(db, workspace, { invitationId, expiresAt });
  const link = { workspace, invitationId, secretHash };
  const { version } = await saveAnswers({ db, now: at - hourMs, link }, { language, version: 0, answers });
  await giveAnswers({ db, now: at, link }, { language, version, answers });
}

/** In a conversation nobody rates eight things, and nobody is quoted. */
const withoutForm = (answers: CustomerAnswers): CustomerAnswers => ({
  ...answers,
  ...{ priorities: answers.priorities.slice(0, 5), quote: "", quoteConsent: "no" },
  recommendations: answers.recommendations.map((one) => ({ ...one, id: randomUUID() })),
});

function answersOf(speaking: Speaking, loss: Placed, { mayQuote }: { mayQuote: boolean }): CustomerAnswers {
  const { dice, priorities, quotes } = speaking;
  const reasons = reasonsOf(speaking, loss);
  const winAgain = dice.pick(["yes", "maybe", "maybe", "no", "no"] as const);
  const quote = mayQuote && loss.place % 3 !== 1 ? quotes.shift() : undefined;
  const wish = recommended.find(({ reason }) => reasons.includes(reason)) ?? dice.pick(recommended);
  return {
    ...noCustomerAnswers,
    winnerBetter: loss.competitor === null ? "" : dice.pick(winnersDidBetter),
    ...{ compared: dice.pick(comparedInWords), leastUnderstood: dice.pick(leastUnderstood) },
    ...{ whoDecided: dice.pick(whoDecided), winAgain },
    winAgainNote: winAgain === "no" ? "" : dice.pick(winAgain === "yes" ? againYes : againMaybe),
    ...(quote && { quote: quote.words, quoteConsent: quote.consent }),
    reasons: idsOf(speaking, reasons).map((reasonId) => ({ reasonId, note: "" })),
    priorities: drawRatings(dice, loss.competitor !== null).flatMap(({ key, ...rated }) => {
      const priority = priorities.get(key);
      return priority ? [{ priorityId: priority.id, name: priority.name, ...rated }] : [];
    }),
    recommendations: dice.happens(0.7) ? [{ id: randomUUID(), words: wish.words }] : [],
  };
}

/** One or two; now and then one that the seller names, too. */
function reasonsOf({ dice }: Speaking, loss: Placed): string[] {
  const usual = loss.competitor === null ? reasonsToWait : customersReasons;
  const pick = () => {
    const [key] = usual[dice.weighted(usual.map(([, weight]) => weight))] ?? usual[0] ?? ["price"];
    return key;
  };
  const [sellers] = loss.sellersReasons;
  const first = sellers !== undefined && dice.happens(0.35) ? sellers : pick();
  return dice.happens(0.5) ? [...new Set([first, pick()])] : [first];
}

const idsOf = ({ reasonIds }: Speaking, keys: readonly string[]) => keys.flatMap((key) => reasonIds.get(key) ?? []);

/** A manager sees more of it than the seller, and less than the customer. */
function viewOf(speaking: Speaking, loss: Placed, { reasons }: CustomerAnswers) {
  const { dice } = speaking;
  const fromThem = reasons.filter(() => dice.happens(0.55)).map(({ reasonId }) => reasonId);
  const fromSeller = idsOf(speaking, loss.sellersReasons).filter(() => dice.happens(0.5));
  const note = dice.pick(managersSaid);
  const isGiven = dice.happens(0.7);
  const reasonIds = [...new Set([...fromThem, ...fromSeller])];
  if (!isGiven || reasonIds.length === 0) return null;
  const said = reasonIds.map((reasonId) => ({ reasonId, note: "" }));
  return { dealId: loss.dealId, id: randomUUID(), version: 0, reasons: said, note };
}
