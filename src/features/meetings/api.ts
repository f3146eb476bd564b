import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { takeTurns } from "../../platform/take-turns.ts";
import { meetingsContract } from "./contract.ts";
import { drawMeetingGroups, moveToGroup } from "./groups/draw-meeting-groups.ts";
import { adoptIdea } from "./ideas/adopt-idea.ts";
import { mergeIdea } from "./ideas/merge-idea.ts";
import { openIdea } from "./ideas/open-idea.ts";
import { removeIdea } from "./ideas/remove-idea.ts";
import { voteForIdea } from "./ideas/vote-for-idea.ts";
import { createIdeaWriter } from "./ideas/write-ideas.ts";
import { showMeeting } from "./live/show-meeting.ts";
import { cancelMeeting } from "./plan/cancel-meeting.ts";
import { listMeetings } from "./plan/list-meetings.ts";
import { planMeeting } from "./plan/plan-meeting.ts";
import { proposeMeeting } from "./proposals/propose-meeting.ts";
import { showBecame, showRecord } from "./record/show-record.ts";
import { joinMeeting } from "./running/join-meeting.ts";
import { runMeeting } from "./running/run-meeting.ts";
import { saveWorksheet } from "./worksheet/save-worksheet.ts";
import { showWorksheet } from "./worksheet/show-worksheet.ts";

/** What a whole room does at the same moment is gathered, or takes turns, in each process: so each makes its own. */
export function createMeetingsApi() {
  const writeIdea = createIdeaWriter();
  const inTurn = takeTurns();
  const api = implement(meetingsContract).$context<RequestContext>().use(refusals).use(requireSession);
  return api.router({
    listMeetings: api.listMeetings.handler(({ context, input }) => listMeetings(context, input)),
    proposeMeeting: api.proposeMeeting.handler(({ context, input }) => proposeMeeting(context, input)),
    planMeeting: api.planMeeting.handler(({ context, input }) => planMeeting(context, input)),
    cancelMeeting: api.cancelMeeting.handler(({ context, input }) => cancelMeeting(context, input)),
    drawGroups: api.drawGroups.handler(({ context, input }) => drawMeetingGroups(context, input)),
    moveToGroup: api.moveToGroup.handler(({ context, input }) => moveToGroup(context, input)),
    showMeeting: api.showMeeting.handler(({ context, input }) => showMeeting(context, input)),
    joinMeeting: api.joinMeeting.handler(({ context, input }) =>
      inTurn(`${context.session.workspace} ${input.id}`, () => joinMeeting(context, input)),
    ),
    runMeeting: api.runMeeting.handler(({ context, input }) => runMeeting(context, input)),
    writeIdea: api.writeIdea.handler(({ context, input }) => writeIdea(context, input)),
    openIdea: api.openIdea.handler(({ context, input }) => openIdea(context, input)),
    mergeIdea: api.mergeIdea.handler(({ context, input }) => mergeIdea(context, input)),
    removeIdea: api.removeIdea.handler(({ context, input }) => removeIdea(context, input)),
    voteForIdea: api.voteForIdea.handler(({ context, input }) =>
      inTurn(`${context.session.workspace} ${input.meetingId}`, () => voteForIdea(context, input)),
    ),
    adoptIdea: api.adoptIdea.handler(({ context, input }) => adoptIdea(context, input)),
    showWorksheet: api.showWorksheet.handler(({ context, input }) => showWorksheet(context, input)),
    saveWorksheet: api.saveWorksheet.handler(({ context, input }) => saveWorksheet(context, input)),
    showRecord: api.showRecord.handler(({ context, input }) => showRecord(context, input)),
    showBecame: api.showBecame.handler(({ context, input }) => showBecame(context, input)),
  });
}
