import { createHash } from "node:crypto";
import { calendarOf } from "../../platform/calendar.ts";
import type { Database, Db } from "../../platform/database/database.ts";
import { dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { Session } from "../../platform/session.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { listTalksOf } from "../post-mortems/conversations/agenda/store.ts";
import { listBreathersOf } from "../recovery/breathers/store.ts";
import { listBlocksBetween } from "../recovery/filling-blocks/store.ts";
import {
  type CalendarEntry,
  contentOf,
  editionOf,
  entryOfBlock,
  entryOfBreather,
  entryOfCall,
  entryOfRepair,
  entryOfTalk,
  feedDays,
  keyOf,
  type SaidEntry,
} from "./rules.ts";
import {
  type FeedState,
  findFeedState,
  type Known,
  listCallFacts,
  listKnown,
  listRepairFacts,
  lockCalendarOf,
  putFeedState,
  upsertKnown,
} from "./store.ts";

export type Feed = { entries: SaidEntry[]; hash: string; changedAt: Instant };

/**
 * What a person's calendar says now. What changed since it was last read is written down as a newer edition; otherwise
 * nothing is written.
 */
export async function readFeed({ db, session, now }: Acting): Promise<Feed> {
  const hashed = (await gatherEntries(db, session, now)).map((entry) => ({ entry, hash: sha256(contentOf(entry)) }));
  const said = await sayEntries(db, session, hashed, now);
  if (said.fresh.length === 0 && said.state === said.before) return { entries: said.entries, ...said.state };
  return writeDown(db, session, hashed, now);
}

type Hashed = { entry: CalendarEntry; hash: string };

async function gatherEntries(db: Db, session: Session, now: Instant): Promise<CalendarEntry[]> {
  const { timeZone } = session;
  const days = feedDays(dayOf(now, timeZone));
  const stretch = { from: startOfDay(days.from, timeZone), until: startOfDay(days.until, timeZone) };
  const { dayAt } = calendarOf(timeZone);
  const visible = await findVisibleOwners(db, session);
  const [calls, repairs, blocks, breathers, talks] = await Promise.all([
    listCallFacts(db, session, days),
    listRepairFacts(db, session, visible, days),
    listBlocksBetween(db, session.workspace, session.memberId, stretch),
    listBreathersOf(db, session.workspace, session.memberId, {
      from: new Date(stretch.from),
      until: new Date(stretch.until),
    }),
    listTalksOf(db, session, stretch),
  ]);
  return [
    ...blocks.filter(({ droppedAt }) => droppedAt === null).map(entryOfBlock),
    // Of one who came back before, nothing is left to say.
    ...breathers
      .filter(({ endedAt }) => endedAt === null)
      .map(({ id, backAt }) => entryOfBreather({ id, backAt: backAt.getTime() })),
    ...calls.map(({ closedAt, ...call }) => entryOfCall({ ...call, closedOn: closedAt && dayAt(closedAt.getTime()) })),
    ...repairs.map(entryOfRepair),
    ...talks.map(({ plannedFor, ...talk }) => entryOfTalk({ ...talk, plannedFor: plannedFor.getTime() })),
  ];
}

type Said = {
  entries: SaidEntry[];
  /** Those that are to be written down. */
  fresh: (Known & Pick<CalendarEntry, "kind" | "id">)[];
  before: FeedState | undefined;
  state: FeedState;
};

async function sayEntries(db: Db, session: Session, hashed: readonly Hashed[], now: Instant): Promise<Said> {
  const [known, before] = [await listKnown(db, session), await findFeedState(db, session)];
  const entries: SaidEntry[] = [];
  const fresh: Said["fresh"] = [];
  for (const { entry, hash } of hashed) {
    const last = known.get(keyOf(entry));
    const edition = editionOf(last, hash, now);
    entries.push({ ...entry, ...edition });
    if (last?.hash !== hash) fresh.push({ kind: entry.kind, id: entry.id, hash, ...edition });
  }
  const whole = sha256(entries.map((entry) => `${keyOf(entry)} ${entry.edition}`).join("\n"));
  return { entries, fresh, before, state: before?.hash === whole ? before : changedState(before, whole, now) };
}

/** Calendars count in seconds: two states within one of them would look the same. */
function changedState(before: FeedState | undefined, hash: string, now: Instant): FeedState {
  return { hash, changedAt: Math.max(now, (before?.changedAt ?? 0) + 1000) };
}

/** Said once more with nobody else saying it: somebody may have read the calendar in the same moment. */
async function writeDown(db: Database, session: Session, hashed: readonly Hashed[], now: Instant): Promise<Feed> {
  return db.transaction().execute(async (tx) => {
    await lockCalendarOf(tx, session);
    const { entries, fresh, state } = await sayEntries(tx, session, hashed, now);
    await upsertKnown(tx, session, fresh);
    await putFeedState(tx, session, state);
    return { entries, ...state };
  });
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
