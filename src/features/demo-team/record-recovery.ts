import { randomUUID } from "node:crypto";
import { rollDice } from "../../../demo/dice.ts";
import { addDays, addMonths, dayMs, dayOf, type Instant } from "../../platform/dates.ts";
import { saveAgreements } from "../recovery/agreements/show-agreements.ts";
import { bookBlock } from "../recovery/filling-blocks/book-block.ts";
import type { EffortKind } from "../recovery/filling-blocks/contract.ts";
import { logEffort } from "../recovery/filling-blocks/log-effort.ts";
import { instantAt } from "../recovery/filling-blocks/proposals/rules.ts";
import { finishBlock } from "../recovery/filling-blocks/run-block.ts";
import { saveQuota } from "../recovery/quota-gap/save-quota.ts";
import { addWorkingDays, mondayToFriday, workingDayFrom } from "../team/working-calendar/rules.ts";
import type { Scene } from "./record-past-work.ts";
import { listWonInYear } from "./store.ts";

const minuteMs = 60_000;
const aims = { referrals: 3, calls: 8, networking: 2 };

/** What follows losses: everybody's quota of the quarter, who may be asked, and filling blocks of whoever looks, one done and one to come. */
export async function recordRecovery(scene: Scene): Promise<void> {
  await setQuotas(scene);
  await agreeToBeAsked(scene);
  await workInBlocks(scene);
}

/** A little more than a quarter of what each won in the last year, as quotas are; each set by whose it is. */
async function setQuotas({ db, workspace, timeZone, now, viewer, sessionOf }: Scene): Promise<void> {
  const today = dayOf(now, timeZone);
  const beginsOn = addMonths(`${today.slice(0, 4)}-01-01`, Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3);
  const endsOn = addDays(addMonths(beginsOn, 3), -1);
  const step = 500_000;
  for (const { memberId, cents } of await listWonInYear(db, workspace, viewer.currency, now - 365 * dayMs)) {
    const amountCents = Math.max(1, Math.round((cents * 0.28) / step)) * step;
    const quota = { memberId, beginsOn, endsOn, amountCents, currency: viewer.currency };
    await saveQuota({ db, session: sessionOf(memberId), now }, quota);
  }
}

/** Every other seller is glad to be asked by a colleague who lost for the same reason. */
async function agreeToBeAsked({ db, workspace, now, viewer, sessionOf }: Scene): Promise<void> {
  const sellers = await listWonInYear(db, workspace, viewer.currency, now - 365 * dayMs);
  for (const [place, { memberId }] of sellers.entries()) {
    if (place % 2 > 0 || memberId === viewer.memberId) continue;
    await saveAgreements({ db, session: sessionOf(memberId), now }, { mayBeAsked: true, tellManager: false });
  }
}

async function workInBlocks({ db, timeZone, now, viewer }: Scene): Promise<void> {
  const dice = rollDice(5);
  const today = dayOf(now, timeZone);
  const before = workingDayFrom(addDays(today, -6), mondayToFriday);
  const at = instantAt(before, 9 * 60 + 30, timeZone);
  const acting = (instant: Instant) => ({ db, session: viewer, now: instant });
  const id = randomUUID();
  const times = (from: Instant) => ({
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(from + 120 * minuteMs).toISOString(),
  });
  await bookBlock(acting(at), { id, dealId: null, ...times(at), aims, begin: true });
  for (const [place, [kind, who]] of calledThen.entries()) {
    const result = dice.happens(0.55) ? "tried" : dice.happens(0.75) ? "talked" : "meeting";
    const then = acting(at + (place * 9 + dice.whole(2, 7)) * minuteMs);
    await logEffort(then, { blockId: id, id: randomUUID(), kind, who, result, dealId: null });
  }
  await finishBlock(acting(at + 112 * minuteMs), { id, note: "Two of the referrals were glad to be asked." });

  const next = instantAt(addWorkingDays(today, 1, mondayToFriday), 9 * 60, timeZone);
  await bookBlock(acting(now), { id: randomUUID(), dealId: null, ...times(next), aims, begin: false });
}

const calledThen: readonly (readonly [EffortKind, string])[] = [
  ["call", "Harbour Foods"],
  ["call", "Ines Falk, Kessler Print"],
  ["referral", "Tobias Renn"],
  ["call", "Brightwater Clinics"],
  ["call", "Oskar Lind"],
  ["call", "Nordwind Logistics"],
  ["referral", "Marta Soler"],
  ["call", "Vale & Sons"],
  ["networking", "Alumni evening, three cards"],
  ["referral", "Jonas Weber"],
  ["call", "Ines Falk, Kessler Print"],
];
