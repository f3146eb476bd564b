import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { adoptPracticeIn } from "../../playbook/adopt-practice.ts";
import { draftPracticeIn } from "../../playbook/draft-practice.ts";
import { refuseUnknownLinks } from "../../playbook/refuse-unknown-links.ts";
import { lockReadPractice } from "../../playbook/show-practice.ts";
import { updatePracticeWords } from "../../playbook/store.ts";
import type { MeetingPractice } from "../live/contract.ts";
import { lockLed } from "../live/find-followed.ts";
import { ideaOf, insertEvents, listMeetingPractices } from "../live/store.ts";
import { findIdea, updateIdeaPractice } from "./store.ts";

type Asked = {
  meetingId: string;
  id: string;
  practiceId: string;
  title: string;
  appliesWhen: string;
  how: string;
  reasonId: string | null;
  flagId: string | null;
  repairId: string | null;
};

/** From an idea to what the team does from now on, in one step. Adopted twice, it is one practice. */
export async function adoptIdea(
  { db, session, now }: Acting,
  { meetingId, id, practiceId, ...words }: Asked,
): Promise<MeetingPractice> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockLed(tx, session, meetingId);
    if (meeting.state === "planned" || meeting.state === "cancelled") throw new Refusal("NOT_NOW");
    const idea = await findIdea(tx, workspace, meetingId, id);
    if (!idea) throw new Refusal("NOT_FOUND");
    const adopted = async () => {
      const practices = await listMeetingPractices(tx, workspace, meetingId);
      const practice = practices.find((each) => each.ideaId === id);
      if (!practice) throw new Error("The practice that was just adopted is not there.");
      return { practice, practices };
    };
    if (idea.practiceId !== null) return (await adopted()).practice;
    if (meeting.state === "ended" || idea.removed || idea.mergedInto !== null || idea.words.trim() === "")
      throw new Refusal("NOT_NOW");
    const draft = await draftPracticeIn(
      tx,
      { session, now },
      { id: practiceId, source: "idea", sourceId: id, ...words },
    );
    // Somebody drafted it from this idea before: adopted is what who leads says now, and their words stay in its history.
    if (draft.id !== practiceId && (await lockReadPractice(tx, { session, now }, draft.id)).state !== "adopted") {
      await refuseUnknownLinks(tx, session, words);
      await updatePracticeWords(tx, workspace, draft.id, words, "", { memberId: session.memberId, at: new Date(now) });
    }
    await adoptPracticeIn(tx, { session, now }, { id: draft.id });
    await updateIdeaPractice(tx, workspace, meetingId, id, draft.id);
    const { practice, practices } = await adopted();
    const { votes: _, ...told } = { ...ideaOf(idea), practiceId: draft.id };
    const events = [
      { kind: "ideas" as const, detail: { ideas: [told] } },
      { kind: "practices" as const, detail: { practices } },
    ];
    await insertEvents(tx, workspace, meetingId, events, new Date(now));
    return practice;
  });
}
