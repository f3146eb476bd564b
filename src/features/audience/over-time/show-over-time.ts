import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { addMonths, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { bulkMarker } from "../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../deals/closes/bulk-edits/store.ts";
import { settleFilter } from "../../insights/kpis/settle-filter.ts";
import { findSettings as findInsightSettings } from "../../insights/run/store.ts";
import { mayKeepAudience } from "../access.ts";
import type { AudienceFilter } from "../early-losses/contract.ts";
import { findAimNames } from "../early-losses/store.ts";
import type { OverTimeTold } from "./contract.ts";
import { type DayTally, judgeOverTime } from "./rules.ts";
import { listMaybeBulk, tallyDays } from "./store.ts";

const usualMonths = 24;

/** Which personas we win more seldom than we did, since when, and how sure that is. */
export async function showPersonasOverTime(
  { db, session, now }: Acting,
  filter: AudienceFilter,
): Promise<OverTimeTold> {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (snapshot) => {
    const today = dayOf(now, timeZone);
    const isTold = filter.period !== undefined || filter.from !== undefined || filter.until !== undefined;
    const days = isTold ? {} : { from: addMonths(today, -usualMonths), until: today };
    const asked = { ...filter, ...days, compare: "none" as const };
    const { slice, period, stretch } = await settleFilter({ db: snapshot, session, now }, asked);
    const { fewestASide, falseDiscoveryRate } = await findInsightSettings(snapshot, workspace);
    const names = await findAimNames(snapshot, workspace);
    const marks = await findBulkMarks(snapshot, workspace);
    const whole = await tallyDays(snapshot, slice, stretch, { marks, timeZone });
    const maybe = await listMaybeBulk(snapshot, slice, stretch, { marks, timeZone });
    const markOf = bulkMarker(marks, timeZone);
    const honest = maybe.filter((deal) => !markOf(deal).bulkEdited);
    const closed = [...whole, ...honest];
    return {
      ...{ period, fewestASide, falseDiscoveryRate, bulkEdited: maybe.length - honest.length },
      noPersona: closed.reduce((sum, { personaId, deals }) => sum + (personaId === null ? deals : 0), 0),
      ...judgeOverTime(daysOf(closed), { fewestASide, falseDiscoveryRate, nameOf: (id) => names.get(id) ?? "" }),
    };
  });
}

/** One row a persona and day. */
function daysOf(closed: readonly { personaId: string | null; on: string; won: number; deals: number }[]): DayTally[] {
  const days = new Map<string, DayTally>();
  for (const { personaId, on, won, deals } of closed) {
    if (personaId === null) continue;
    const day = days.get(`${personaId} ${on}`);
    if (day) {
      day.won += won;
      day.deals += deals;
    } else days.set(`${personaId} ${on}`, { personaId, on, won, deals });
  }
  return [...days.values()];
}
