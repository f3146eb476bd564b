import { z } from "zod";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { mayEdit, mayEndUnled, mayPlan } from "../access.ts";
import type { MeetingRow } from "./contract.ts";
import { listMeetingRows } from "./store.ts";

const place = z.strictObject({ plannedFor: z.iso.datetime(), id: z.uuid() });

type Asked = { of: "coming" | "past"; after?: string | undefined; limit: number };

/** What is to come for me (for those who help everywhere: for all), or what was decided, by everybody. */
export async function listMeetings(
  { db, session }: Pick<Acting, "db" | "session">,
  { of, after, limit }: Asked,
): Promise<{ rows: MeetingRow[]; next: string | null; mayPlan: boolean }> {
  const seesAll = session.isOwner || session.role === "admin";
  const rows = await listMeetingRows(
    db,
    session.workspace,
    { memberId: session.memberId, seesAll, seesUnled: mayPlan(session), of },
    { after: after ? decodePlace(after, place) : null, limit: limit + 1 },
  );
  const shown = rows.map(({ madeBy, ...row }) => ({
    ...row,
    mayEdit: mayEdit(session, { leadId: row.leadId, madeBy }),
    mayEnd: mayEndUnled(session, row),
  }));
  return { ...pageFrom(shown, limit, ({ plannedFor, id }) => ({ plannedFor, id })), mayPlan: mayPlan(session) };
}
