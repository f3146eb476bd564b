import type { Db } from "../../../platform/database/database.ts";
import { dayMs, type Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import type { Session } from "../../../platform/session.ts";
import { isWorkingDay } from "../../team/working-calendar/rules.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { aimsFor } from "./aims/rules.ts";
import type { BlockProposals, CallConversion } from "./contract.ts";
import { type CustomerContact, callConversion, countCalls } from "./conversion/rules.ts";
import { countBlockCalls, listCallShares, listCustomerContacts } from "./conversion/store.ts";
import { proposeTimes, usualHours } from "./proposals/rules.ts";
import { stateOf, takenBy } from "./rules.ts";
import { findBreatherEnd, listBlocksBetween } from "./store.ts";
import { tellBlocks } from "./tell-blocks.ts";

const lookAheadMs = 16 * dayMs;
/** How somebody's day looked longer ago is not how it looks now. */
const hoursLookBackMs = 90 * dayMs;

/** When a block fits into this person's days, and what to aim for by what their own calls bring. */
export async function proposeBlock({ db, session, now }: Acting): Promise<BlockProposals> {
  const { workspace, memberId, timeZone } = session;
  const contacts = await listCustomerContacts(db, workspace, memberId, now);
  const conversion = await conversionOf(db, session, contacts, now);
  const hours = usualHours(
    contacts.flatMap(({ at }) => (at > now - hoursLookBackMs ? at : [])),
    timeZone,
  );
  const calendar = await findWorkingCalendar(db, workspace);
  const around = { from: now - dayMs, until: now + lookAheadMs };
  const blocks = await listBlocksBetween(db, workspace, memberId, around);
  const backAt = await findBreatherEnd(db, workspace, memberId, now);
  const taken = blocks.flatMap((block) => takenBy(block) ?? []);
  const resting = backAt === undefined ? [] : [{ startsAt: now, endsAt: backAt }];
  const running = blocks.filter((block) => stateOf(block, now) === "running");
  const told = await tellBlocks(db, session, now, running);
  return {
    proposals: proposeTimes({
      ...{ now, timeZone, hours, taken: [...taken, ...resting] },
      isWorkingDay: (day) => isWorkingDay(day, calendar),
    }).map(({ startsAt, endsAt, ...proposal }) => ({
      ...proposal,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    })),
    aims: [120, 150, 180].map((minutes) => ({ minutes, aims: aimsFor(minutes, conversion) })),
    conversion,
    hours,
    running: told[0]?.block ?? null,
  };
}

/** Own calls as of now, on deals and in blocks; everybody else's as they were last counted. */
async function conversionOf(
  db: Db,
  { workspace, memberId }: Session,
  contacts: readonly CustomerContact[],
  now: Instant,
): Promise<CallConversion> {
  const onDeals = countCalls(contacts, now);
  const inBlocks = await countBlockCalls(db, workspace, memberId, now);
  const own = { memberId, count: onDeals.meetings + inBlocks.meetings, of: onDeals.calls + inBlocks.calls };
  const others = (await listCallShares(db, workspace)).filter((share) => share.memberId !== memberId);
  return callConversion([own, ...others], memberId);
}
