import { randomUUID } from "node:crypto";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { planUsesIn } from "../../playbook/plan-uses.ts";
import { dropUse } from "../../playbook/uses/finish-use.ts";
import { findFollowed, lockFollowed } from "../live/find-followed.ts";
import { insertEvents, listMeetingPractices, listPeople, type NewEvent, type StoredMeeting } from "../live/store.ts";
import type { Worksheet } from "./contract.ts";
import { keyOf, showWorksheet } from "./show-worksheet.ts";
import {
  countSheetParts,
  isSheetDone,
  listSheetCells,
  listSheetDeals,
  listSheetPractices,
  type SheetCell,
  updateSheetDone,
} from "./store.ts";

type Asked = { id: string; cells: readonly { dealId: string; practiceId: string; ticked: boolean }[]; done: boolean };

/** Makes what somebody ticked on their own deals tasks, each once; what is no longer ticked is dropped unless it is done. */
export async function saveWorksheet(
  { db, session, now }: Acting,
  { id, cells: sent, done }: Asked,
): Promise<Worksheet> {
  const { workspace, memberId } = session;
  refuseOutside(await findFollowed(db, session, id));
  const standing = await standingOf({ db, session, now }, id);
  const cells = sent.filter((cell) => standing.has(keyOf(cell)));
  if (cells.length < sent.length) await refuseStrange({ db, session }, id, sent);

  const gone = cells.flatMap((cell) => {
    const { useId, state } = standing.get(keyOf(cell)) ?? {};
    return !cell.ticked && useId && state === "open" ? [useId] : [];
  });
  for (const useId of gone) await dropUse({ db, session, now }, { id: useId, note: "" });

  await db.transaction().execute(async (tx) => {
    const ticked = cells.filter((cell) => {
      const state = standing.get(keyOf(cell))?.state;
      return cell.ticked && state !== "open" && state !== "done";
    });
    const uses = ticked.map(({ dealId, practiceId }) => ({ id: randomUUID(), dealId, practiceId }));
    if (uses.length > 0) await planUsesIn(tx, { session, now }, { uses, meetingId: id });
    // Deals first, then the meeting: it may have ended meanwhile, and what is told of all ticks is what stands now.
    const meeting = await lockFollowed(tx, session, id);
    refuseOutside(meeting);
    const wasDone = await isSheetDone(tx, workspace, id, memberId);
    if (meeting.isInvited && wasDone !== done)
      await updateSheetDone(tx, workspace, id, memberId, done ? new Date(now) : null);
    const people = wasDone === done ? [] : await listPeople(tx, workspace, id, [memberId]);
    const isTicked = uses.length + gone.length > 0;
    const practices = isTicked ? await listMeetingPractices(tx, workspace, id) : [];
    const events: NewEvent[] = [
      ...(people.length > 0 ? [{ kind: "people" as const, detail: { people, gone: [] } }] : []),
      ...(isTicked ? [{ kind: "practices" as const, detail: { practices } }] : []),
    ];
    if (events.length > 0) await insertEvents(tx, workspace, id, events, new Date(now));
  });
  return showWorksheet({ db, session }, { id });
}

/** A deal that was closed, or a practice that was retired, since the sheet was shown is left out; others' never were on it. */
async function refuseStrange(
  { db, session: { workspace, memberId } }: Pick<Acting, "db" | "session">,
  meetingId: string,
  sent: Asked["cells"],
): Promise<void> {
  const dealIds = [...new Set(sent.map((cell) => cell.dealId))];
  const practiceIds = [...new Set(sent.map((cell) => cell.practiceId))];
  const known = await countSheetParts(db, workspace, { meetingId, memberId }, { dealIds, practiceIds });
  if (known < dealIds.length + practiceIds.length) throw new Refusal("NOT_FOUND");
}

function refuseOutside({ state }: Pick<StoredMeeting, "state">): void {
  if (state !== "worksheet" && state !== "running") throw new Refusal("NOT_NOW");
}

/** Every cell of this person's sheet, as it stands. */
async function standingOf({ db, session }: Acting, id: string): Promise<Map<string, SheetCell>> {
  const { workspace, memberId } = session;
  const practices = await listSheetPractices(db, workspace, id);
  const deals = await listSheetDeals(db, workspace, memberId);
  const asked = { practiceIds: practices.map((practice) => practice.id), dealIds: deals.map((deal) => deal.id) };
  return new Map((await listSheetCells(db, workspace, asked)).map((cell) => [keyOf(cell), cell]));
}
