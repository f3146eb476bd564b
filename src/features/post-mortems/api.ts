import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayKeepRules } from "./access.ts";
import { showAgreement } from "./agreement/show-agreement.ts";
import { postMortemsContract } from "./contract.ts";
import { askPostMortem } from "./conversations/ask-post-mortem.ts";
import { giveUpPostMortem, takeUpPostMortem } from "./conversations/give-up-post-mortem.ts";
import { holdPostMortem } from "./conversations/hold-post-mortem.ts";
import { listPostMortems } from "./conversations/list-post-mortems.ts";
import { saveNotes } from "./conversations/save-notes.ts";
import { savePreparation } from "./conversations/save-preparation.ts";
import { showPostMortem } from "./conversations/show-post-mortem.ts";
import { showCoverage } from "./coverage/show-coverage.ts";
import { listLossExclusions, saveLossExclusion } from "./exclusions/exclude-loss.ts";
import { showHeadToHead } from "./head-to-head/show-head-to-head.ts";
import { previewMajorLossRule } from "./major-losses/preview-major-loss-rule.ts";
import { archiveMajorLossRule, restoreMajorLossRule, saveMajorLossRule } from "./major-losses/save-major-loss-rule.ts";
import { listRules, ruleShapeOf } from "./major-losses/store.ts";
import { savePriority } from "./priorities/save-priority.ts";
import { listPriorities } from "./priorities/store.ts";
import { showQuotes } from "./quotes/show-quotes.ts";
import { listSegmentFields } from "./segments/store.ts";
import { deleteManagerView, saveManagerView } from "./voices/save-manager-view.ts";
import { showVoices } from "./voices/show-voices.ts";

const api = implement(postMortemsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const postMortemsApi = api.router({
  listPostMortems: api.listPostMortems.handler(({ context, input }) => listPostMortems(context, input)),
  showPostMortem: api.showPostMortem.handler(({ context, input }) => showPostMortem(context, input)),
  askPostMortem: api.askPostMortem.handler(({ context, input }) => askPostMortem(context, input)),
  savePreparation: api.savePreparation.handler(({ context, input }) => savePreparation(context, input)),
  saveNotes: api.saveNotes.handler(({ context, input }) => saveNotes(context, input)),
  holdPostMortem: api.holdPostMortem.handler(({ context, input }) => holdPostMortem(context, input)),
  giveUpPostMortem: api.giveUpPostMortem.handler(({ context, input }) => giveUpPostMortem(context, input)),
  takeUpPostMortem: api.takeUpPostMortem.handler(({ context, input }) => takeUpPostMortem(context, input)),
  listMajorLossRules: api.listMajorLossRules.handler(async ({ context: { db, session } }) => ({
    rows: (await listRules(db, session.workspace)).map(ruleShapeOf),
  })),
  saveMajorLossRule: api.saveMajorLossRule.handler(({ context, input }) => saveMajorLossRule(context, input)),
  archiveMajorLossRule: api.archiveMajorLossRule.handler(({ context, input }) => archiveMajorLossRule(context, input)),
  restoreMajorLossRule: api.restoreMajorLossRule.handler(({ context, input }) => restoreMajorLossRule(context, input)),
  previewMajorLossRule: api.previewMajorLossRule.handler(({ context, input }) => previewMajorLossRule(context, input)),
  listSegmentFields: api.listSegmentFields.handler(async ({ context: { db, session } }) => {
    if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
    return { rows: await listSegmentFields(db, session.workspace) };
  }),
  listLossExclusions: api.listLossExclusions.handler(({ context }) => listLossExclusions(context)),
  saveLossExclusion: api.saveLossExclusion.handler(({ context, input }) => saveLossExclusion(context, input)),
  showCoverage: api.showCoverage.handler(({ context, input }) => showCoverage(context, input)),
  listPriorities: api.listPriorities.handler(async ({ context: { db, session } }) => ({
    rows: await listPriorities(db, session.workspace),
  })),
  savePriority: api.savePriority.handler(({ context, input }) => savePriority(context, input)),
  showHeadToHead: api.showHeadToHead.handler(({ context, input }) => showHeadToHead(context, input)),
  listQuotes: api.listQuotes.handler(({ context, input }) => showQuotes(context, input)),
  showVoices: api.showVoices.handler(({ context, input }) => showVoices(context, input)),
  saveManagerView: api.saveManagerView.handler(({ context, input }) => saveManagerView(context, input)),
  deleteManagerView: api.deleteManagerView.handler(({ context, input }) => deleteManagerView(context, input)),
  showAgreement: api.showAgreement.handler(({ context }) => showAgreement(context)),
});
