import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { deleteComment, saveComment } from "./comments/save-comment.ts";
import { storiesContract } from "./contract.ts";
import { deleteStory } from "./delete-story.ts";
import { deleteDraft, saveDraft } from "./drafts/keep-draft.ts";
import { listMyStories, listStories, suggestStories } from "./list-stories.ts";
import { markHelped } from "./mark-helped.ts";
import { openWriting, showBeforeWriting } from "./open-writing.ts";
import { showStory } from "./show-story.ts";
import { putBack, takeDown } from "./take-down.ts";
import { tellStory } from "./tell-story.ts";

const api = implement(storiesContract).$context<RequestContext>().use(refusals).use(requireSession);

export const storiesApi = api.router({
  listStories: api.listStories.handler(({ context, input }) => listStories(context, input)),
  listMyStories: api.listMyStories.handler(({ context }) => listMyStories(context)),
  suggestStories: api.suggestStories.handler(({ context, input }) => suggestStories(context, input)),
  showStory: api.showStory.handler(({ context, input }) => showStory(context, input)),
  showBeforeWriting: api.showBeforeWriting.handler(({ context }) => showBeforeWriting(context)),
  openWriting: api.openWriting.handler(({ context, input }) => openWriting(context, input)),
  saveDraft: api.saveDraft.handler(({ context, input }) => saveDraft(context, input)),
  deleteDraft: api.deleteDraft.handler(({ context, input }) => deleteDraft(context, input)),
  tellStory: api.tellStory.handler(({ context, input }) => tellStory(context, input)),
  deleteStory: api.deleteStory.handler(({ context, input }) => deleteStory(context, input)),
  markHelped: api.markHelped.handler(({ context, input }) => markHelped(context, input)),
  saveComment: api.saveComment.handler(({ context, input }) => saveComment(context, input)),
  deleteComment: api.deleteComment.handler(({ context, input }) => deleteComment(context, input)),
  takeDown: api.takeDown.handler(({ context, input }) => takeDown(context, input)),
  putBack: api.putBack.handler(({ context, input }) => putBack(context, input)),
});
