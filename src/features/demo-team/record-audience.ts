import { randomUUID } from "node:crypto";
import { rollDice } from "../../../demo/dice.ts";
import { addDays, addMonths, dayMs, dayOf } from "../../platform/dates.ts";
import type { Session } from "../../platform/session.ts";
import { saveAim } from "../audience/aims/save-aim.ts";
import { listAims } from "../audience/aims/store.ts";
import { sayDealAim } from "../audience/on-deals/say-deal-aim.ts";
import { setDealAims } from "../audience/on-deals/set-deal-aims.ts";
import { listTeam } from "../team/store.ts";
import { eachOf, onAWeekday, type Scene } from "./record-past-work.ts";
import { listClosedDeals } from "./store.ts";
import { toldByHand, toldCampaigns, toldPersonas } from "./told-audience.ts";

const years = 730 * dayMs;
/** Since then the persona told by hand is won far more seldom; nobody has noticed. */
const stoppedFitting = 250 * dayMs;
/** How many of the deals that ended so are its own: about half of them won before, and a fifth since. */
const shares = { before: { won: 0.1, lost: 0.08 }, since: { won: 0.045, lost: 0.14 } };

/** Whom the team aims at, and with what: kept by marketing, set on deals by rules, and one persona by hand. */
export async function recordAudience(scene: Scene): Promise<void> {
  const { db, workspace, timeZone, now, sessionOf, viewer } = scene;
  const marketing = (await listTeam(db, workspace)).find(({ role }) => role === "marketing");
  const by = marketing ? sessionOf(marketing.id) : viewer;
  const acting = { db, session: by, now: onAWeekday(now - 20 * dayMs) };
  const nothing = { words: "", message: "", source: null, startsOn: null, endsOn: null };
  for (const persona of toldPersonas)
    await saveAim(acting, { ...nothing, id: randomUUID(), version: 0, kind: "persona", ...persona });
  const monthsAgo = (months: number) => addMonths(dayOf(now, timeZone), -months);
  for (const { monthsAgo: began, endedMonthsAgo: ended, ...campaign } of toldCampaigns) {
    const days = { startsOn: monthsAgo(began), endsOn: ended === undefined ? null : addDays(monthsAgo(ended), -1) };
    await saveAim(acting, {
      ...nothing,
      id: randomUUID(),
      version: 0,
      kind: "campaign",
      rule: [],
      ...campaign,
      ...days,
    });
  }
  await sayByHand(scene, by);
  await db.transaction().execute((tx) => setDealAims(tx, workspace, undefined));
}

async function sayByHand({ db, workspace, now }: Scene, by: Session): Promise<void> {
  const persona = (await listAims(db, workspace, "persona")).find(({ name }) => name === toldByHand.name);
  if (!persona) return;
  const dice = rollDice(12);
  const deals = (await listClosedDeals(db, workspace, now - years)).filter(({ status, closedAt }) => {
    const share = shares[closedAt.getTime() < now - stoppedFitting ? "before" : "since"];
    return dice.happens(status === "won" ? share.won : share.lost);
  });
  const acting = { db, session: by, now: onAWeekday(now - 19 * dayMs) };
  await eachOf(deals, async ({ id: dealId }) => {
    await sayDealAim(acting, { dealId, kind: "persona", said: persona.id });
  });
}
