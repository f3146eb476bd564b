import { randomUUID } from "node:crypto";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { planUsesIn } from "../../playbook/plan-uses.ts";
import { dropUse } from "../../playbook/uses/finish-use.ts";
import { findFollowed } from "../live/find-followed.ts";
import { insertEvents, listMeetingPractices, listPeople, type NewEvent } from "../live/store.ts";
import type { Worksheet } from "./contract.ts";
import { keyOf, showWorksheet } from "./show-worksheet.ts";
import {
  isSheetDone,
  listSheetCells,
  listSheetDeals,
  listSheetPractices,
  type SheetCell,
  updateSheetDone,
} from "./store.ts";

type Asked = { id: string; cells: readonly { dealId: string; practiceId: string; ticked: boolean }[]; done: boolean };

/** Makes what somebody ticked on their own deals tasks, each once; what is no longer ticked is dropped unless it is done. */
export async function saveWorksheet({ db, session, now }: Acting, { id, cells, done }: Asked): Promise<Worksheet> {
  const { workspace, memberId } = session;
  const meeting = await findFollowed(db, session, id);
  if (meeting.state !== "worksheet" && meeting.state !== "running") throw new Refusal("NOT_NOW");
  const standing = await standingOf({ db, session, now }, id);
  if (cells.some((cell) => !standing.has(keyOf(cell)))) throw new Refusal("NOT_FOUND");

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

/** Every cell of this person's sheet, as it stands. */
async function standingOf({ db, session }: Acting, id: string): Promise<Map<string, SheetCell>> {
  const { workspace, memberId } = session;
  const practices = await listSheetPractices(db, workspace, id);
  const deals = await listSheetDeals(db, workspace, memberId);
  const asked = { practiceIds: practices.map((practice) => practice.id), dealIds: deals.map((deal) => deal.id) };
  return new Map((await listSheetCells(db, workspace, asked)).map((cell) => [keyOf(cell), cell]));
}
