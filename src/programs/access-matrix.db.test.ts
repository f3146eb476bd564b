import { randomUUID } from "node:crypto";
import { isContractProcedure } from "@orpc/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../contract.ts";
import { createSignedInRoutes } from "./router.ts";
import { type Asker, sender } from "./signed-in-people.fixture.ts";
import { type DealKit, makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

/**
 * Who may what, route by route. A route of the contract without a row here fails, and so does a row without a route.
 * What people see follows from their roles as it was decided, told again in `sees` without asking the program's rules.
 */

type Whose = "rob" | "olga" | "unowned";
type Person = "owner" | "admin" | "mia" | "otto" | "free" | "marketing" | "rob" | "robsKey" | "olga";

/** Reps their own deals, managers their team's and unowned ones; whoever leads nobody, and everybody else, all. */
const sees: Record<Person, Whose[]> = {
  owner: ["rob", "olga", "unowned"],
  admin: ["rob", "olga", "unowned"],
  free: ["rob", "olga", "unowned"],
  marketing: ["rob", "olga", "unowned"],
  mia: ["rob", "unowned"],
  otto: ["olga", "unowned"],
  rob: ["rob"],
  robsKey: ["rob"],
  olga: ["olga"],
};
const persons = Object.keys(sees) as Person[];
const admins: Person[] = ["owner", "admin"];
const keepers: Person[] = ["owner", "admin", "mia", "otto", "free", "marketing"];
const leads: Person[] = [...admins, "mia", "otto", "free"];
/** Whoever asks by a cookie of their own: no API key. */
const inPerson: Person[] = persons.filter((person) => person !== "robsKey");
const sellers: Person[] = persons.filter((person) => person !== "marketing");

/** What a request is about: a deal with what hangs on it, the catalogue, and ids that the client makes. */
type Target = {
  kit: DealKit;
  team: SignedInTeam;
  catalogue: SignedInTeam["catalogue"];
  made: (kind: Made) => string;
};
type Made =
  | "deal"
  | "contact"
  | "task"
  | "checkUp"
  | "commitment"
  | "breather"
  | "key"
  | "pipeline"
  | "stage"
  | "step"
  | "flag"
  | "block"
  | "offerChange"
  | "limit"
  | "story"
  | "comment"
  | "mail"
  | "postMortem"
  | "invitation"
  | "notes"
  | "rule"
  | "priority"
  | "meeting"
  | "idea"
  | "view"
  | "practice"
  | "aim"
  | "use"
  | "packet"
  | "entry";
type Input = (target: Target) => Record<string, unknown>;

type Row =
  /** No session needed. */
  | { for: "everybody"; input?: Input }
  | { for: Person[]; input?: Input }
  /** By the deal: seen, or seen and not marketing. */
  | { for: "who-sees" | "who-changes"; input: Input; inPerson?: true }
  /** By the deal: whoever sees it and leads its seller; who sees it alone may not. */
  | { for: "who-leads"; input: Input }
  /** Everybody is answered; `deals` says which deals the answer tells of. */
  | { for: "each-theirs"; input?: Input; deals: (told: Told) => string[]; all: (kit: DealKit) => string[] }
  /** Only whoever it belongs to; all others are told it is not there. */
  | { for: "its-maker"; input: Input; maker: (target: Target) => Person[]; inPerson?: true };
// biome-ignore lint/suspicious/noExplicitAny: whatever a route answers; each row knows its own.
type Told = any;

const nothing: Input = () => ({});
/** Nobody has set a quota for it yet: what a manager set, the rep may not change. */
let years = 0;
const anotherYear = () => {
  years += 1;
  const year = 1900 + (years % 380);
  return { beginsOn: `${year}-01-01`, endsOn: `${year}-03-31` };
};
const leadsOfRob: Person[] = ["owner", "admin", "mia", "free"];
const inMeeting = (): Person[] => ["mia", "rob", "robsKey"];
const robAlone = (): Person[] => ["rob", "robsKey"];
const answersOf = () => ({
  lossKind: "competitor",
  reasons: [],
  missedStepIds: [],
  cleanLoss: true,
  ownPart: "",
  turningPointAt: null,
  turningPointNote: "",
  whatWorked: "",
  doDifferently: "",
  commitments: [],
  checkUpOn: "2099-01-04",
});
const storyOf = (reasonId: string) => ({
  ...{ title: "The one", happened: "It went.", movedOn: "I called.", dealId: null, anonymous: false },
  reasonIds: [reasonId],
});
/** A rule that names no deal of these teams. */
const askedOf = () => ({ minAmountCents: 100_000_000_000, competitors: null, segment: null, stageId: null });
const notesOf = ({ kit, made }: Target) => ({
  ...{ id: kit.postMortemId, answersId: made("notes"), version: 0 },
  answers: {
    ...{ winnerBetter: "A pilot", compared: "", leastUnderstood: "", winAgain: null, winAgainNote: "", whoDecided: "" },
    ...{ quote: "", quoteConsent: "no", reasons: [], otherReason: "", priorities: [], recommendations: [] },
  },
});
const packetStep = ({ team, made }: Target) => ({ id: team.packet.id, entryId: made("entry"), version: 1 });
const bothDeals = (kit: DealKit) => [kit.open, kit.lost];
const openDeal = (kit: DealKit) => [kit.open];
const lostDeal = (kit: DealKit) => [kit.lost];
const idsOf = (told: Told): string[] => told.rows.map(({ id }: { id: string }) => id);
const dealIdsOf = (told: Told): string[] => told.rows.map(({ dealId }: { dealId: string }) => dealId);
const calledDealIdsOf = (told: Told): string[] =>
  told.days.flatMap(({ rows }: { rows: { dealId: string }[] }) => rows.map(({ dealId }) => dealId));
const nestedDealIdsOf = (told: Told): string[] => told.rows.map(({ deal }: { deal: { id: string } }) => deal.id);

/** Named as nobody else's: names are each only once. */
const aimOf = () => ({
  ...{ version: 0, kind: "persona", name: `Buyers ${randomUUID()}`, rule: [] },
  ...{ source: null, startsOn: null, endsOn: null },
});

const formOf: Input = () => ({
  ...{ secret: "made-up", language: "en", version: 0 },
  answers: {
    ...{ winnerBetter: "Faster", compared: "", leastUnderstood: "", winAgain: null, winAgainNote: "", whoDecided: "" },
    ...{ quote: "", quoteConsent: "no", reasons: [], priorities: [], recommendations: [] },
  },
});

const expected: Record<string, Row> = {
  "team.firstRun": { for: "everybody" },
  "team.createOwner": {
    for: "everybody",
    input: () => ({
      ...{ name: "Eve", email: "eve@evil.example", password: "a fine long password" },
      ...{ workspaceName: "Mine", timeZone: "Europe/Berlin", currency: "EUR" },
    }),
  },
  "team.whoIsHere": { for: "everybody" },
  "team.me": { for: persons },
  "team.listMembers": { for: persons },
  "team.addMember": {
    for: admins,
    input: ({ team }) => ({
      ...{ id: team.people.olga.id, name: "Olga", email: team.people.olga.email, role: "rep" },
      managerId: team.people.otto.id,
    }),
  },
  "team.giveSignIn": {
    for: admins,
    input: ({ team }) => ({ id: team.people.olga.id, email: team.people.olga.email, password: "another long one" }),
  },
  "team.deactivateMember": {
    for: admins,
    input: ({ team }) => ({ id: team.people.gone.id, handTo: team.people.otto.id }),
  },
  "team.activateMember": { for: admins, input: ({ team }) => ({ id: team.people.free.id }) },
  "team.makeSignInLink": { for: admins, input: ({ team }) => ({ id: team.people.olga.id }) },
  // Whoever holds the secret; nobody holds one that is made up.
  "team.lookAtLink": { for: "everybody", input: () => ({ secret: "made-up" }) },
  "team.useLink": { for: "everybody", input: () => ({ secret: "made-up", password: "a fine long password" }) },
  "team.updateWorkspace": { for: admins, input: () => ({ defaultTermMonths: 12 }) },
  "team.listApiKeys": { for: persons },
  "team.createApiKey": { for: persons, input: ({ made }) => ({ id: made("key"), name: "Script" }) },
  "team.revokeApiKey": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.keys.olga }),
    maker: () => ["olga"],
  },
  "team.listAudit": { for: admins },

  "workingCalendar.showCalendar": { for: persons },
  "workingCalendar.saveWeekdays": { for: admins, input: () => ({ weekdays: [1, 2, 3, 4, 5, 6] }) },
  "workingCalendar.saveHours": { for: admins, input: () => ({ from: "08:00", until: "16:30" }) },
  "workingCalendar.addHolidays": {
    for: admins,
    input: () => ({ holidays: [{ heldOn: "2099-01-01", name: "New Year's Day" }] }),
  },
  "workingCalendar.removeHolidays": { for: admins, input: () => ({ days: ["2099-01-01"] }) },
  "currencyRates.listRates": { for: persons },
  "currencyRates.addRates": {
    for: admins,
    input: () => ({ rates: [{ currency: "USD", fromOn: "2026-01-01", rate: 0.9 }] }),
  },
  "currencyRates.removeRates": { for: admins, input: () => ({ rates: [{ currency: "USD", fromOn: "2026-01-01" }] }) },

  "savedViews.listViews": { for: persons, input: () => ({ place: "/deals" }) },
  "savedViews.saveView": {
    for: persons,
    input: ({ made }) => ({ id: made("view"), place: "/deals", name: `Lost ${randomUUID()}`, search: "status=lost" }),
  },
  // A view is found by whoever made it; this one nobody did.
  "savedViews.removeView": { for: "its-maker", input: () => ({ id: randomUUID() }), maker: () => [] },

  "salesProcess.listPipelines": { for: persons },
  "salesProcess.savePipeline": {
    for: leads,
    input: ({ made }) => ({
      id: made("pipeline"),
      name: `Renewals ${randomUUID()}`,
      stages: [
        { id: made("stage"), name: "Talk", type: "open" },
        { id: randomUUID(), name: "Won", type: "won" },
        { id: randomUUID(), name: "Lost", type: "lost" },
      ],
    }),
  },
  "salesProcess.listSteps": { for: persons },
  "salesProcess.saveStep": {
    for: leads,
    input: ({ made, catalogue: { pipelineId, stageId } }) => ({
      ...{ id: made("step"), name: "Asked who decides", question: "Who decides?" },
      deadlines: [{ pipelineId, beforeStageId: stageId }],
    }),
  },
  "salesProcess.archiveStep": { for: leads, input: ({ catalogue }) => ({ id: catalogue.spareStepId }) },
  "salesProcess.listTemplates": { for: persons },
  "salesProcess.applyTemplate": { for: leads, input: () => ({ key: "bant" }) },

  "deals.listDeals": { for: "each-theirs", deals: idsOf, all: bothDeals },
  "deals.showDeal": { for: "who-sees", input: ({ kit }) => ({ id: kit.open }) },
  "deals.saveDeal": {
    for: "who-changes",
    input: ({ kit, team, catalogue: { pipelineId, stageId } }) => ({
      ...team.dealOf(kit.ownerId, "A name that changed"),
      ...{ id: kit.open, pipelineId, stageId },
    }),
  },
  "deals.moveDeal": {
    for: "who-changes",
    input: ({ kit, catalogue: { stageId } }) => ({ id: kit.open, stageId }),
  },
  "deals.closeDeal": { for: "who-changes", input: ({ kit }) => ({ id: kit.lost, outcome: "lost" }) },
  "deals.takeBack": { for: "who-changes", input: ({ kit }) => ({ id: kit.lost, writeId: randomUUID() }) },
  "deals.nameCompetitor": { for: "who-changes", input: ({ kit }) => ({ id: kit.lost, competitor: "Bellstride" }) },
  "deals.listCompetitors": { for: persons },
  "deals.reopenDeal": { for: "who-changes", input: ({ kit }) => ({ id: kit.open }) },
  "deals.snoozeDeal": {
    for: "who-changes",
    input: ({ kit }) => ({ id: kit.open, snoozeId: randomUUID(), reason: "Holiday", untilOn: "2099-01-04" }),
  },
  "deals.wakeDeal": { for: "who-changes", input: ({ kit }) => ({ id: kit.open }) },
  "deals.saveContact": {
    for: "who-changes",
    input: ({ kit, made }) => ({
      ...{ dealId: kit.open, contactId: made("contact"), name: "Dora", email: null, phone: null, jobTitle: null },
      role: "influencer",
    }),
  },
  "deals.removeContact": {
    for: "who-changes",
    input: ({ kit }) => ({ dealId: kit.open, contactId: kit.contactId }),
  },
  "deals.logActivity": {
    for: "who-changes",
    input: ({ kit }) => ({
      ...{ dealId: kit.open, id: randomUUID(), kind: "call", direction: "outgoing", answered: true },
      ...{ happenedAt: "2026-01-05T10:00:00Z", contactId: kit.contactId },
    }),
  },
  "deals.listActivities": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },
  "deals.answerStep": {
    for: "who-changes",
    input: ({ kit, team }) => ({
      ...{ dealId: kit.open, id: randomUUID(), stepId: team.catalogue.stepId, done: true },
      happenedAt: "2026-01-05T10:00:00Z",
    }),
  },

  "imports.listImports": { for: leads },
  "imports.showImport": { for: leads, input: ({ team }) => ({ id: team.importId }) },
  "imports.previewImport": { for: leads, input: ({ team }) => ({ id: team.importId }) },
  "imports.startImport": { for: leads, input: ({ team }) => ({ id: team.importId }) },
  "imports.cancelImport": { for: leads, input: ({ team }) => ({ id: team.importId }) },
  "imports.listRefusals": { for: leads, input: ({ team }) => ({ id: team.importId }) },

  "redFlags.listFlags": { for: persons },
  "redFlags.saveFlag": {
    for: leads,
    input: ({ made, catalogue: { stepId } }) => ({
      ...{ id: made("flag"), name: "Step missed", thresholds: { kind: "step-missed" }, stepId, costly: false },
    }),
  },
  "redFlags.previewFlag": {
    for: leads,
    input: () => ({ thresholds: { kind: "gone-quiet", warnDays: 7, badDays: 14 }, stepId: null }),
  },
  "redFlags.listFields": { for: persons },
  "redFlags.readDeal": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },

  "reasons.listReasons": { for: persons },
  "reasons.saveReason": {
    for: leads,
    input: ({ catalogue: { reasonId, stepId, flagId } }) => ({
      ...{ id: reasonId, name: "Price", appliesTo: "lost", roleQuestion: null, control: "theirs", lever: "Show value" },
      ...{ aboutProduct: false, stepId, flagId },
    }),
  },
  "reasons.listRepairs": { for: persons },
  "reasons.saveRepair": {
    for: leads,
    input: ({ catalogue: { repairId, flagId } }) => ({
      ...{ id: repairId, name: "Call", openingLine: "Hello", dueInDays: 2, flagIds: [flagId] },
    }),
  },
  "reasons.watchSteps": { for: leads, input: ({ catalogue: { stepId } }) => ({ stepIds: [stepId] }) },

  "checkUps.proposeCheckUp": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "checkUps.listCheckUps": { for: "each-theirs", deals: dealIdsOf, all: lostDeal },
  "checkUps.saveCheckUp": {
    for: "who-changes",
    input: ({ kit }) => ({ id: kit.checkUpId, dealId: kit.lost, dueOn: "2099-02-04" }),
  },
  "checkUps.finishCheckUp": { for: "who-changes", input: ({ kit }) => ({ id: kit.checkUpId, outcome: "later" }) },

  "checkUps.undoCheckUp": { for: "who-changes", input: ({ kit }) => ({ id: kit.checkUpId }) },
  // Of an open deal, so that nothing new is made: who may not is told so all the same.
  "checkUps.startWinBack": { for: "who-changes", input: ({ kit }) => ({ dealId: kit.open }) },
  "checkUps.showCalendar": {
    for: "each-theirs",
    input: () => ({ from: "2099-01-01", to: "2099-02-10" }),
    deals: calledDealIdsOf,
    all: lostDeal,
  },
  "checkUps.showBrief": { for: "who-sees", input: ({ kit }) => ({ id: kit.checkUpId }) },
  "checkUps.listOfferChanges": { for: persons },
  "checkUps.saveOfferChange": {
    for: keepers,
    input: ({ made, catalogue: { reasonId } }) => ({
      ...{
        id: made("offerChange"),
        kind: "price",
        fromOn: "2026-01-05",
        words: "A smaller start",
        reasonIds: [reasonId],
      },
    }),
  },
  "checkUps.removeOfferChange": { for: keepers, input: ({ catalogue }) => ({ id: catalogue.offerChangeId }) },
  "checkUps.showWinBacks": { for: persons },

  "pipelineCheck.showCheck": { for: persons },
  "pipelineCheck.listCheckedDeals": {
    for: "each-theirs",
    input: ({ catalogue: { flagId } }) => ({ flagId, kind: "unknown" }),
    deals: nestedDealIdsOf,
    all: openDeal,
  },
  "pipelineCheck.listCommitments": { for: persons },
  "pipelineCheck.saveCommitment": {
    for: sellers,
    input: ({ made, catalogue: { flagId, repairId } }) => ({
      ...{ id: made("commitment"), dealId: null, flagId, repairId, wording: "I call first" },
    }),
  },
  "pipelineCheck.endCommitment": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.commitments.rob }),
    maker: () => ["rob", "robsKey"],
  },
  "pipelineCheck.listTasks": { for: "each-theirs", deals: dealIdsOf, all: openDeal },
  "pipelineCheck.createTask": {
    for: "who-changes",
    input: ({ kit, made, catalogue: { flagId, repairId } }) => ({
      ...{ id: made("task"), dealId: kit.open, flagId, repairId, commitmentId: null },
    }),
  },
  "pipelineCheck.finishTask": {
    for: "who-changes",
    input: ({ kit, team, made }) => ({
      id: kit.taskId,
      activity: { id: randomUUID(), kind: "call", answered: true, happenedAt: "2026-01-05T10:00:00Z" },
      contact: { contactId: made("contact"), name: "Cora", role: "decision-maker" },
      stepAnswer: { id: randomUUID(), stepId: team.catalogue.stepId, answer: "", saidBy: "" },
      expectedCloseOn: null,
    }),
  },
  "pipelineCheck.dropTask": { for: "who-changes", input: ({ kit }) => ({ id: kit.taskId }) },

  "debriefs.openDebrief": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "debriefs.listWaiting": { for: "each-theirs", deals: nestedDealIdsOf, all: lostDeal },
  "debriefs.saveDraft": {
    for: "who-changes",
    input: ({ kit }) => ({ dealId: kit.lost, debriefId: randomUUID(), version: 0, answers: answersOf() }),
  },
  "debriefs.recordDebrief": {
    for: "who-changes",
    input: ({ kit, catalogue: { flagId, repairId, reasonId, stepId } }) => ({
      ...{ dealId: kit.lost, debriefId: randomUUID(), version: 0, secondsSpent: 90 },
      answers: {
        ...answersOf(),
        cleanLoss: false,
        reasons: [{ reasonId, productScope: "inherent", note: "" }],
        missedStepIds: [stepId],
        commitments: [{ id: randomUUID(), flagId, repairId, wording: "I call first" }],
      },
    }),
  },
  "debriefs.listDebriefs": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "debriefs.showFeelings": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }), inPerson: true },
  "debriefs.saveFeelings": {
    for: "who-changes",
    input: ({ kit }) => ({ dealId: kit.lost, version: 0, step: 2, words: "It hurt" }),
    inPerson: true,
  },
  "debriefs.deleteFeelings": {
    for: "its-maker",
    input: () => ({ dealId: randomUUID() }),
    maker: () => [],
    inPerson: true,
  },
  "debriefs.listMyFeelings": { for: inPerson },
  "debriefs.listProductLimits": { for: persons },
  "debriefs.listLimitDeals": { for: persons, input: ({ catalogue }) => ({ id: catalogue.limitId }) },
  "debriefs.saveLimit": {
    for: keepers,
    input: ({ catalogue }) => ({ id: catalogue.limitId, name: "Offline use", status: "planned", statusOn: null }),
  },
  "debriefs.mergeLimits": {
    for: keepers,
    input: ({ catalogue }) => ({ id: catalogue.limitId, intoId: catalogue.limitId }),
  },
  "debriefs.splitLimit": {
    for: keepers,
    input: ({ made, catalogue }) => ({
      ...{ id: catalogue.limitId, newId: made("limit"), reasonId: catalogue.reasonId, wording: "offline" },
    }),
  },
  "debriefs.showReasonQuality": { for: leads },

  "playbook.showPlaybook": { for: persons },
  "playbook.listPractices": { for: persons },
  "playbook.showPractice": { for: persons, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  "playbook.listPracticeChanges": { for: persons, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  // Who reads a source is told what became of it; this one is nobody's.
  "playbook.findDrafted": {
    for: "its-maker",
    input: () => ({ source: "recommendation", sourceId: randomUUID() }),
    maker: () => [],
  },
  "playbook.draftPractice": { for: persons, input: ({ made }) => ({ id: made("practice"), title: "Ask first" }) },
  "playbook.savePractice": {
    for: leads,
    input: ({ catalogue: { practiceId, flagId } }) => ({
      ...{ id: practiceId, version: 2, title: "Ask who signs", appliesWhen: "", how: "In the first call." },
      ...{ reasonId: null, flagId, repairId: null },
    }),
  },
  "playbook.askReview": { for: leads, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  "playbook.sendBack": { for: leads, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  "playbook.adoptPractice": { for: leads, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  "playbook.retirePractice": {
    for: leads,
    input: ({ catalogue }) => ({ id: catalogue.sparePracticeId, why: "Too slow" }),
  },
  // Of the deals they see; playbook.db.test.ts holds it to that.
  "playbook.listPracticeDeals": { for: persons, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },
  "playbook.listDealPractices": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },
  "playbook.listPracticeUses": { for: "each-theirs", deals: nestedDealIdsOf, all: openDeal },
  "playbook.planUses": {
    for: "who-changes",
    input: ({ kit, made, catalogue: { practiceId } }) => ({
      uses: [{ id: made("use"), practiceId, dealId: kit.open }],
    }),
  },
  "playbook.finishUse": { for: "who-changes", input: ({ kit }) => ({ id: kit.useId }) },
  "playbook.dropUse": { for: "who-changes", input: ({ kit }) => ({ id: kit.useId }) },
  "playbook.showOutcomes": { for: persons, input: ({ catalogue }) => ({ id: catalogue.practiceId }) },

  "postMortems.listPostMortems": { for: "each-theirs", deals: dealIdsOf, all: lostDeal },
  "postMortems.showPostMortem": { for: "who-sees", input: ({ kit }) => ({ id: kit.postMortemId }) },
  "postMortems.askPostMortem": {
    for: "who-leads",
    input: ({ kit, made }) => ({ dealId: kit.lost, id: made("postMortem") }),
  },
  "postMortems.savePreparation": {
    for: "who-leads",
    input: ({ kit }) => ({
      ...{ id: kit.postMortemId, version: 1 },
      preparation: {
        ...{ mode: "neutral-colleague", leadId: null, contactId: null, openingLine: "", plannedFor: null },
        repInvited: false,
      },
    }),
  },
  "postMortems.saveNotes": { for: "who-leads", input: notesOf },
  "postMortems.holdPostMortem": {
    for: "who-leads",
    input: (target) => ({ ...notesOf(target), checkUpOn: null }),
  },
  "postMortems.giveUpPostMortem": {
    for: "who-leads",
    input: ({ kit }) => ({ id: kit.postMortemId, why: "They left the company" }),
  },
  "postMortems.takeUpPostMortem": { for: "who-leads", input: ({ kit }) => ({ id: kit.postMortemId }) },
  "postMortems.listMajorLossRules": { for: persons },
  "postMortems.saveMajorLossRule": {
    for: leads,
    input: ({ made }) => ({ ...askedOf(), id: made("rule"), version: 0, name: "Large deals" }),
  },
  "postMortems.archiveMajorLossRule": { for: leads, input: ({ catalogue }) => ({ id: catalogue.majorRuleId }) },
  "postMortems.restoreMajorLossRule": { for: leads, input: ({ catalogue }) => ({ id: catalogue.majorRuleId }) },
  "postMortems.previewMajorLossRule": { for: leads, input: askedOf },
  "postMortems.listSegmentFields": { for: leads },
  "postMortems.listLossExclusions": { for: leads },
  "postMortems.saveLossExclusion": {
    for: "who-leads",
    input: ({ kit }) => ({ dealId: kit.lost, leftOutOf: "invitations", why: "In court" }),
  },
  "postMortems.showCoverage": { for: persons },
  "postMortems.listPriorities": { for: persons },
  "postMortems.savePriority": { for: leads, input: ({ made }) => ({ id: made("priority"), name: "Price" }) },
  "postMortems.showHeadToHead": { for: persons },
  "postMortems.listQuotes": { for: persons },
  "postMortems.showAgreement": { for: persons },
  "postMortems.showVoices": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "postMortems.saveManagerView": {
    for: "who-leads",
    input: ({ kit, made }) => ({ dealId: kit.lost, id: made("view"), version: 0, reasons: [], note: "So I see it." }),
  },
  "postMortems.deleteManagerView": {
    for: "who-leads",
    input: ({ kit, made }) => ({ dealId: kit.lost, id: made("view") }),
  },

  "invitations.listInvitations": { for: "who-sees", input: ({ kit }) => ({ postMortemId: kit.postMortemId }) },
  "invitations.previewInvitation": {
    for: "who-leads",
    input: ({ kit }) => ({ postMortemId: kit.postMortemId, kind: "form" }),
  },
  "invitations.sendInvitation": {
    for: "who-leads",
    input: ({ kit, made }) => ({
      ...{ postMortemId: kit.postMortemId, id: made("invitation"), kind: "conversation", way: "mail", contactId: null },
      ...{ readerName: "Cora", email: "cora@kepler.example", language: "en", subject: "A talk?", body: "Hello Cora" },
    }),
  },
  "invitations.makeFormLink": {
    for: "who-leads",
    input: ({ kit }) => ({ postMortemId: kit.postMortemId, id: kit.invitationId }),
  },
  "invitations.settleInvitation": {
    for: "who-leads",
    input: ({ kit }) => ({ postMortemId: kit.postMortemId, id: kit.invitationId, as: "ended" }),
  },
  // Whoever holds the link that a customer was sent; nobody holds one that is made up.
  "buyerForm.openForm": { for: "everybody", input: () => ({ secret: "made-up" }) },
  "buyerForm.saveAnswers": { for: "everybody", input: formOf },
  "buyerForm.giveAnswers": { for: "everybody", input: formOf },
  "buyerForm.optOut": { for: "everybody", input: () => ({ secret: "made-up" }) },
  "buyerForm.optOutByLetter": { for: "everybody", input: () => ({ secret: "made-up" }) },

  "insights.showRun": { for: persons },
  "insights.askRun": { for: sellers },
  "insights.cancelRun": { for: sellers },
  "insights.showSettings": { for: persons },
  "insights.saveSettings": {
    for: leads,
    input: () => ({
      ...{ fewestASide: 30, fewestForOdds: 100, falseDiscoveryRate: 0.02 },
      ...{ callMinutes: 20, emailMinutes: 10, meetingMinutes: 90, noteMinutes: 5 },
    }),
  },
  "insights.showWhyWeLose": { for: persons },
  // Nothing was judged in so small a team: the row that is asked for is not there.
  "insights.listFindingDeals": {
    for: "its-maker",
    input: () => ({ key: "attribute:Region=North", shows: true }),
    maker: () => [],
  },
  "insights.showTrackRecords": { for: persons },
  "insights.showDealOdds": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },
  "insights.showOddsQuality": { for: persons },
  "insights.showBacktest": { for: persons },
  "insights.askBacktest": { for: sellers, input: () => ({ cutoffOn: "2026-01-01", atDays: [7] }) },
  "insights.decideField": { for: leads, input: () => ({ heading: "Region", use: "left-out" }) },
  "insights.listLossesToCut": { for: persons },
  "insights.showSameMistakes": { for: persons },
  "insights.listFigureAims": { for: persons },
  "insights.listFigureDeals": {
    for: "each-theirs",
    input: () => ({ figure: "closed", period: "this-year" }),
    ...{ deals: idsOf, all: lostDeal },
  },
  "insights.showWinRate": { for: persons },
  "insights.showFunnels": { for: persons },
  "insights.showExits": { for: persons },
  "insights.showCycle": { for: persons },
  "insights.showStageTimes": { for: persons },
  "insights.listFigureColumns": { for: persons },
  "insights.showQuotaFigures": { for: persons },
  "insights.showResponses": { for: persons },
  "insights.showMissedCalls": { for: persons },
  "insights.showActivityMix": { for: persons },
  "insights.showPreparation": { for: persons },
  "insights.showPromises": { for: persons },

  "audience.listAims": { for: persons, input: () => ({ kind: "persona" }) },
  "audience.saveAim": { for: keepers, input: ({ made }) => ({ ...aimOf(), id: made("aim") }) },
  "audience.moveAim": { for: keepers, input: ({ catalogue }) => ({ id: catalogue.aimId, beforeId: null }) },
  "audience.archiveAim": { for: keepers, input: ({ catalogue }) => ({ id: catalogue.spareAimId }) },
  "audience.restoreAim": { for: keepers, input: ({ catalogue }) => ({ id: catalogue.spareAimId }) },
  "audience.showDealAudience": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },
  // The one thing that marketing changes on a deal, too.
  "audience.sayDealAim": {
    for: "who-sees",
    input: ({ kit, catalogue }) => ({ dealId: kit.open, kind: "persona", said: catalogue.aimId }),
  },
  "audience.showAudienceSettings": { for: keepers },
  "audience.saveAudienceSettings": {
    for: keepers,
    input: () => ({
      ...{ personaColumn: "Persona", campaignColumn: "Campaign", messageColumn: "Message", segmentColumn: "Segment" },
      ...{ version: 0, early: [] },
    }),
  },
  "audience.listAudienceWords": { for: keepers },
  "audience.showIdealCustomer": { for: persons },
  "audience.askIdealCustomer": { for: keepers },
  "audience.listFits": { for: persons },
  // So small a team has no scorecard: the row that is asked for is not there.
  "audience.listCardDeals": {
    for: "its-maker",
    input: () => ({ key: "Lead source=Fair", shows: true }),
    maker: () => [],
  },
  "audience.showDealFit": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.open }) },
  "audience.showEarlyLosses": { for: keepers },
  "audience.listEarlyLossDeals": { for: keepers, input: () => ({ by: "persona", key: "", ended: "early" }) },
  "audience.showPersonasOverTime": { for: keepers },

  "recovery.showWhatNow": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "recovery.showBreather": { for: persons },
  "recovery.takeBreather": {
    for: "who-sees",
    input: ({ kit, made }) => ({ id: made("breather"), dealId: kit.lost, length: "next-morning" }),
  },
  "recovery.endBreather": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.breathers.rob }),
    maker: () => ["rob", "robsKey"],
  },
  "recovery.openReset": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "recovery.showReset": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "recovery.setReset": {
    for: "who-changes",
    input: ({ kit, catalogue: { flagId, repairId } }) => ({
      ...{ dealId: kit.lost, id: randomUUID(), lesson: "I ask who signs.", resetsOn: "2099-01-04" },
      commitment: { id: randomUUID(), flagId, repairId, wording: "I call first" },
    }),
  },
  // A reset is found by whoever set it; this one nobody did.
  "recovery.undoReset": { for: "its-maker", input: () => ({ id: randomUUID() }), maker: () => [] },
  "recovery.showAgreements": { for: persons },
  "recovery.saveAgreements": { for: persons, input: () => ({ mayBeAsked: true, tellManager: false }) },
  "recovery.showComebackRecord": { for: leads, input: () => ({ of: "team" }) },
  "recovery.listQuotas": { for: persons },
  // Rob's own, and whoever leads him.
  "recovery.saveQuota": {
    for: "its-maker",
    input: ({ team }) => ({
      ...{ memberId: team.people.rob.id, ...anotherYear() },
      ...{ amountCents: 5_000_000, currency: "EUR" },
    }),
    maker: () => ["rob", "robsKey", ...leadsOfRob],
  },
  "recovery.showQuotaGap": {
    for: "its-maker",
    input: ({ team }) => ({ memberId: team.people.rob.id }),
    maker: () => ["rob", "robsKey", ...leadsOfRob],
  },
  "recovery.removeQuota": {
    for: "its-maker",
    input: ({ team }) => ({ memberId: team.people.rob.id, beginsOn: "2027-01-01", endsOn: "2027-03-31" }),
    maker: () => ["rob", "robsKey", ...leadsOfRob],
  },
  "recovery.proposeBlock": { for: persons },
  // Whose block it is sees it, and nobody else: no manager, no owner.
  "recovery.listBlocks": { for: persons },
  "recovery.showBlock": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "recovery.listNextCalls": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "recovery.bookBlock": {
    for: persons,
    input: ({ made }) => ({
      ...{ id: made("block"), startsAt: "2099-01-05T09:00:00Z", endsAt: "2099-01-05T11:00:00Z" },
      aims: { referrals: 1, calls: 8, networking: 1 },
    }),
  },
  "recovery.moveBlock": {
    for: "its-maker",
    input: ({ team }) => ({
      ...{ id: team.blocks.rob, startsAt: "2099-01-06T09:00:00Z", endsAt: "2099-01-06T11:00:00Z" },
    }),
    maker: robAlone,
  },
  "recovery.beginBlock": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "recovery.extendBlock": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.blocks.rob, endsAt: "2099-01-05T12:00:00Z" }),
    maker: robAlone,
  },
  "recovery.logEffort": {
    for: "its-maker",
    input: ({ kit, team }) => ({
      ...{ blockId: team.blocks.rob, id: randomUUID(), kind: "call", who: "Cora", result: "talked" },
      dealId: kit.open,
    }),
    maker: robAlone,
  },
  "recovery.removeEffort": {
    for: "its-maker",
    input: ({ team }) => ({ blockId: team.blocks.rob, id: randomUUID() }),
    maker: robAlone,
  },
  "recovery.dropBlock": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "recovery.resumeBlock": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "recovery.finishBlock": { for: "its-maker", input: ({ team }) => ({ id: team.blocks.rob }), maker: robAlone },
  "calendar.showFeed": { for: persons },
  "calendar.makeFeed": { for: persons },
  "calendar.endFeed": { for: persons },
  "stories.listStories": { for: persons },
  "stories.listMyStories": { for: persons },
  "stories.suggestStories": { for: "who-sees", input: ({ kit }) => ({ dealId: kit.lost }) },
  "stories.showStory": { for: persons, input: ({ team }) => ({ id: team.stories.rob }) },
  "stories.showBeforeWriting": { for: persons },
  "stories.openWriting": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.stories.olga }),
    maker: () => ["olga"],
    inPerson: true,
  },
  "stories.saveDraft": {
    for: inPerson,
    input: ({ made, catalogue: { reasonId } }) => ({ id: made("story"), version: 0, text: storyOf(reasonId) }),
  },
  "stories.deleteDraft": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.stories.olga }),
    maker: () => [],
    inPerson: true,
  },
  "stories.tellStory": {
    for: persons,
    input: ({ made, catalogue: { reasonId } }) => ({ id: made("story"), version: 0, text: storyOf(reasonId) }),
  },
  "stories.deleteStory": { for: "its-maker", input: () => ({ id: randomUUID() }), maker: () => [] },
  "stories.markHelped": {
    for: inPerson.filter((person) => person !== "rob"),
    input: ({ team }) => ({ id: team.stories.rob, helped: true }),
  },
  "stories.saveComment": {
    for: persons,
    input: ({ team, made }) => ({
      storyId: team.stories.rob,
      id: made("comment"),
      body: "Thank you",
      anonymous: false,
    }),
  },
  "stories.deleteComment": {
    for: "its-maker",
    input: ({ team }) => ({ storyId: team.stories.rob, id: team.comments.olga }),
    maker: () => ["olga"],
  },
  "stories.takeDown": {
    for: admins,
    input: ({ team }) => ({ storyId: team.stories.rob, commentId: team.comments.rob, why: "A name" }),
  },
  "stories.putBack": {
    for: admins,
    input: ({ team }) => ({ storyId: team.stories.rob, commentId: team.comments.rob }),
  },
  "meetings.listMeetings": { for: persons },
  "meetings.proposeMeeting": { for: leads },
  "meetings.planMeeting": {
    for: leads,
    input: ({ made, team }) => ({
      ...{ id: made("meeting"), version: 0, title: "Monday", periodFrom: "2026-01-01", periodTo: "2026-01-31" },
      ...{ plannedFor: "2099-01-05T08:00:00Z", leadId: team.people.mia.id, memberIds: [team.people.rob.id] },
      ...{ topics: [], rounds: [{ kind: "alone", seconds: 60 }], votesEach: 3 },
    }),
  },
  // Of a meeting with nobody but Mia in it: whoever is neither in it nor keeps it is told nothing of it.
  "meetings.drawGroups": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.mias, version: 99 }),
    maker: () => [...admins, "mia"],
  },
  "meetings.moveToGroup": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.mias, memberId: team.people.mia.id, groupNumber: 1 }),
    maker: () => [...admins, "mia"],
  },
  "meetings.runMeeting": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.mias, version: 99, act: { kind: "start" } }),
    maker: () => ["mia"],
  },
  "meetings.cancelMeeting": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.ended }),
    maker: () => [...admins, "mia"],
  },
  "meetings.mergeIdea": {
    for: "its-maker",
    input: ({ team }) => ({ meetingId: team.meetings.mias, id: team.ideaId, into: null }),
    maker: () => ["mia"],
  },
  "meetings.adoptIdea": {
    for: "its-maker",
    input: ({ team, made }) => ({
      ...{ meetingId: team.meetings.mias, id: team.ideaId, practiceId: made("practice"), title: "Ask who signs" },
    }),
    maker: () => ["mia"],
  },
  // Of one that runs, with Mia and Rob in it: no role opens it to anybody else.
  "meetings.showMeeting": { for: "its-maker", input: ({ team }) => ({ id: team.meetings.running }), maker: inMeeting },
  "meetings.joinMeeting": { for: "its-maker", input: ({ team }) => ({ id: team.meetings.running }), maker: inMeeting },
  "meetings.writeIdea": {
    for: "its-maker",
    input: ({ team, made }) => ({ meetingId: team.meetings.running, id: made("idea"), update: team.ideaUpdate }),
    maker: inMeeting,
  },
  "meetings.openIdea": {
    for: "its-maker",
    input: ({ team }) => ({ meetingId: team.meetings.running, id: team.ideaId }),
    maker: inMeeting,
  },
  "meetings.removeIdea": {
    for: "its-maker",
    input: ({ team }) => ({ meetingId: team.meetings.running, id: team.ideaId, removed: false }),
    maker: inMeeting,
  },
  "meetings.voteForIdea": {
    for: "its-maker",
    input: ({ team }) => ({ meetingId: team.meetings.running, id: team.ideaId, voted: true }),
    maker: inMeeting,
  },
  "meetings.showWorksheet": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.running }),
    maker: inMeeting,
  },
  "meetings.saveWorksheet": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.meetings.running, cells: [], done: false }),
    maker: inMeeting,
  },
  "meetings.showRecord": { for: persons, input: ({ team }) => ({ id: team.meetings.ended }) },
  "meetings.showBecame": { for: persons, input: ({ team }) => ({ id: team.meetings.ended }) },

  "packets.listPackets": { for: keepers },
  "packets.showPacket": { for: keepers, input: ({ team }) => ({ id: team.packet.id }) },
  "packets.previewEvidence": { for: leads, input: () => ({ evidence: [{ kind: "figure", filter: {} }] }) },
  "packets.askMarketing": {
    for: leads,
    input: ({ made }) => ({
      ...{ id: made("packet"), question: "Do we still aim at these?" },
      evidence: [{ kind: "figure", filter: {} }],
    }),
  },
  "packets.answerPacket": {
    for: [...admins, "marketing"],
    input: (target) => ({ ...packetStep(target), answer: "accepted", dueOn: "2099-01-04", words: "We do" }),
  },
  "packets.sayOnPacket": {
    for: keepers,
    input: ({ team, made }) => ({ id: team.packet.id, entryId: made("entry"), words: "Which of them?" }),
  },
  "packets.checkPacket": {
    for: [...admins, "marketing", "mia"],
    input: (target) => ({ ...packetStep(target), done: true }),
  },
  "packets.askAgain": { for: [...admins, "mia"], input: (target) => ({ ...packetStep(target), words: "And now?" }) },
  "packets.withdrawPacket": { for: [...admins, "mia"], input: (target) => packetStep(target) },
  "packets.notePacket": { for: ["mia"], input: ({ team }) => ({ id: team.packet.id }) },

  "weeklyReview.showWeek": { for: keepers },

  "today.showToday": { for: persons },
  "mail.showDelivery": { for: persons },
  "mail.listMails": { for: persons },
  "mail.showMail": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.mails.rob }),
    maker: () => ["rob", "robsKey"],
  },
  "mail.sendAgain": {
    for: "its-maker",
    input: ({ team }) => ({ id: team.mails.rob }),
    maker: () => [...admins, "rob", "robsKey"],
  },
  "mail.sendKept": { for: admins },
  "mail.sendTest": { for: persons, input: ({ made }) => ({ id: made("mail") }) },
  "reminders.showPreferences": { for: persons },
  "reminders.savePreferences": {
    for: persons,
    input: () => ({ digest: "weekly", weekday: 1, hour: 8, reminders: true, timeZone: null }),
  },
  // Whoever holds the link of a mail; nobody holds one that is made up.
  "reminders.unsubscribe": { for: "everybody", input: () => ({ secret: "made-up" }) },

  "demoTeam.showDemo": { for: persons },
  "demoTeam.loadDemo": { for: admins },
  "demoTeam.clearDemo": { for: admins },
};

/** Uploads and files, which are no part of the contract. */
const expectedPlain: Record<string, Person[]> = {
  // The tests of exports hold each table against its list.
  "GET /exports": persons,
  "GET /exports/:file": persons,
  "PUT /imports/:id/file": leads,
  "GET /imports/:id/refusals.csv": leads,
  // Each their own mails; the test below asks for a colleague's.
  "GET /mails/:id/page": persons,
  // The test below listens in a meeting.
  "GET /meetings/:id/events": inMeeting(),
  // What stands on a page is decided by the questions that the page asks; the tests of prints look.
  "GET /prints/pdf": persons,
};

type Route = { name: string; method: string; path: string };
function routesOf(router: object, path: string[] = []): Route[] {
  if (isContractProcedure(router)) {
    const { method, path: route } = router["~orpc"].route;
    return [{ name: path.join("."), method: method ?? "POST", path: route ?? "" }];
  }
  return Object.entries(router).flatMap(([key, inner]) => routesOf(inner, [...path, key]));
}
const routes = routesOf(contract);
const rowOf = (route: Route): Row => expected[route.name] ?? { for: [] };

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let acme: SignedInTeam;
let rival: SignedInTeam;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  acme = await makeSignedInTeam(program, "Acme");
  rival = await makeSignedInTeam(program, "Rival");
});
afterAll(() => program.stop());

const askerOf = (person: Person): Asker => (person === "robsKey" ? acme.robsKey : acme.people[person].asker);
const targetOf = (team: SignedInTeam, whose: Whose): Target => ({
  ...{ kit: team.deals[whose], team, catalogue: team.catalogue, made: () => randomUUID() },
});

/** Asks as REST does: what the path names goes into it, the rest into the query or the body. */
function ask(route: Route, input: unknown, asker: Asker) {
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (route.method !== "GET" && route.method !== "DELETE") return send(route.method, `/api${path}`, rest, asker);
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
  return send(route.method, `/api${path}?${query}`, undefined, asker);
}

type Verdict = "in" | "not signed in" | "not allowed" | "not there";
function verdictOf({ status, told }: { status: number; told: Told }): Verdict {
  const refused: Record<number, Verdict> = { 401: "not signed in", 403: "not allowed", 404: "not there" };
  // Whoever is past the gate may still come second, or ask for what cannot be now.
  expect([200, 401, 403, 404, 409, 410, 422, 429], JSON.stringify(told)).toContain(status);
  return refused[status] ?? "in";
}

/** Everything a workspace holds, as one text. */
async function everythingOf(team: SignedInTeam): Promise<string> {
  const tables = await program.pool.query(`select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE' order by 1`);
  expect(tables.rows.length).toBeGreaterThan(20);
  const parts = [];
  for (const { name } of tables.rows) {
    const held = await program.pool.query(
      `select string_agg(r::text, E'\\n' order by r::text) as held from ${name} r where workspace_id = $1`,
      [team.workspace],
    );
    parts.push(`${name}: ${held.rows[0].held}`);
  }
  const jobs = await program.pool.query(
    "select count(*) as waiting, max(updated_at) as last from graphile_worker._private_jobs where payload::text like $1",
    [`%${team.workspace}%`],
  );
  return [...parts, JSON.stringify(jobs.rows)].join("\n");
}

describe("the table of who may what", () => {
  it("has a row for every route, and a route for every row", () => {
    expect(Object.keys(expected).sort()).toEqual(routes.map(({ name }) => name).sort());
    const plain = createSignedInRoutes(program).routes.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(plain)].sort()).toEqual(Object.keys(expectedPlain).sort());
  });
});

describe("a stranger, and somebody who has left", () => {
  // The gate knows nobody by any of these, whatever the route: each route is asked without anything, and by one of them.
  const keys = () => [acme.people.gone.asker, { authorization: "Bearer comeback_made-up" }, { cookie: "comeback.x=1" }];

  it.each(routes.map((route, at) => [route.name, route, at] as const))("%s", async (_name, route, at) => {
    const row = rowOf(route);
    const input = (row.input ?? nothing)(targetOf(acme, "rob"));
    const wanted = row.for === "everybody" ? "in" : "not signed in";
    expect(verdictOf(await ask(route, input, {}))).toBe(wanted);
    const rpc = await send("POST", `/api/rpc/${route.name.replace(".", "/")}`, { json: input }, {});
    expect(verdictOf(rpc), "the same by RPC").toBe(wanted);
    expect(verdictOf(await ask(route, input, keys()[at % 3] ?? {}))).toBe(wanted);
  });
});

/**
 * Whose deals show what somebody may: for managers, all three; for reps, their own and one of the others; for whoever sees
 * all, one of the three. Which one goes round, so that every route is asked for every kind.
 */
function dealsToTry(person: Person, at: number): Whose[] {
  const all: Whose[] = ["rob", "olga", "unowned"];
  const theirs = sees[person];
  const turn = at + persons.indexOf(person);
  if (theirs.length === all.length) return all.slice(turn % 3).slice(0, 1);
  const others = all.filter((whose) => !theirs.includes(whose));
  return [...theirs, ...others.slice(turn % others.length).slice(0, 1)];
}

describe("the people of a team", () => {
  it.each(routes.map((route, at) => [route.name, route, at] as const))("%s", async (_name, route, at) => {
    const row = rowOf(route);
    for (const person of persons) {
      const asker = askerOf(person);
      const asks = async (whose: Whose) => ask(route, (row.input ?? nothing)(targetOf(acme, whose)), asker);
      if (row.for === "everybody") expect(verdictOf(await asks("rob")), person).toBe("in");
      else if (Array.isArray(row.for))
        expect(verdictOf(await asks("rob")), person).toBe(row.for.includes(person) ? "in" : "not allowed");
      else if (row.for === "its-maker") {
        const isTheirs = "maker" in row && row.maker(targetOf(acme, "rob")).includes(person);
        const isRefused = "inPerson" in row && !inPerson.includes(person);
        expect(verdictOf(await asks("rob")), person).toBe(isRefused ? "not allowed" : isTheirs ? "in" : "not there");
      } else if (row.for === "each-theirs" && "deals" in row) {
        const { status, told } = await asks("rob");
        expect(status, JSON.stringify(told)).toBe(200);
        const theirs = sees[person].flatMap((whose) => row.all(acme.deals[whose]));
        expect(new Set(row.deals(told)), person).toEqual(new Set(theirs));
      } else {
        for (const whose of dealsToTry(person, at)) {
          const mayNot =
            (row.for === "who-changes" && person === "marketing") ||
            (row.for === "who-leads" && !leads.includes(person))
              ? "not allowed"
              : "in";
          const byTheirs = sees[person].includes(whose) ? mayNot : "not there";
          const wanted = "inPerson" in row && !inPerson.includes(person) ? "not allowed" : byTheirs;
          expect(verdictOf(await asks(whose)), `${person} and ${whose}'s deal`).toBe(wanted);
        }
      }
    }
  });

  it("see in the counts no more than in the lists", async () => {
    for (const person of persons) {
      const today = await send("GET", "/api/today", undefined, askerOf(person));
      const check = await send("GET", "/api/pipeline-check", undefined, askerOf(person));
      expect(today.told.openDeals, person).toBe(sees[person].length);
      expect(check.told.openDeals, person).toBe(sees[person].length);
      // Asking for a colleague opens no door.
      const olgas = await send("GET", `/api/today?ownerId=${acme.people.olga.id}`, undefined, askerOf(person));
      expect(olgas.told.openDeals, person).toBe(sees[person].includes("olga") ? 1 : 0);
      const promises = await send("GET", "/api/commitments", undefined, askerOf(person));
      const makers: string[] = promises.told.rows.map(({ memberId }: { memberId: string }) => memberId);
      expect(makers.includes(acme.people.olga.id), person).toBe(sees[person].includes("olga"));
    }
  });

  it("change nothing by reading", async () => {
    const before = await everythingOf(acme);
    for (const route of routes.filter(({ method }) => method === "GET")) {
      const input = (rowOf(route).input ?? nothing)(targetOf(acme, "rob"));
      for (const person of ["owner", "marketing", "rob"] as const) await ask(route, input, askerOf(person));
    }
    await program.ask("GET", "/api/exports/deals.csv", undefined, askerOf("owner")).then((answer) => answer.text());
    expect(await everythingOf(acme)).toBe(before);
  });

  it("take along in their file the deals they see", async () => {
    for (const person of persons) {
      const answer = await program.ask("GET", "/api/exports/deals.csv", undefined, askerOf(person));
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const text = await answer.text();
      for (const whose of ["rob", "olga", "unowned"] as const)
        expect(text.includes(acme.deals[whose].lost), `${person}, ${whose}`).toBe(sees[person].includes(whose));
      expect(text).not.toContain(rival.deals.rob.lost);
    }
  });

  it("see their own mails as pages, and nobody else's, not even as admins", async () => {
    for (const person of persons) {
      const answer = await program.ask("GET", `/api/mails/${acme.mails.rob}/page`, undefined, askerOf(person));
      expect(answer.status, person).toBe(person === "rob" || person === "robsKey" ? 200 : 404);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      await answer.text();
    }
  });

  it("hear what happens in a meeting if they are in it, whatever their role", async () => {
    const listen = async (meetingId: string, headers: Asker) => {
      const listening = new AbortController();
      const answer = await fetch(`${program.url}/api/meetings/${meetingId}/events`, {
        ...{ headers, signal: listening.signal },
      });
      listening.abort();
      return answer.status;
    };
    for (const person of persons) {
      const wanted = inMeeting().includes(person) ? 200 : 404;
      expect(await listen(acme.meetings.running, askerOf(person)), person).toBe(wanted);
      expect(await listen(rival.meetings.running, askerOf(person)), person).toBe(404);
    }
    expect(await listen(acme.meetings.running, acme.people.gone.asker)).toBe(401);
  });

  it("bring in files and fetch what was refused, if they answer for everybody's deals", async () => {
    for (const person of persons) {
      const asker = askerOf(person);
      const upload = await fetch(`${program.url}/api/imports/${randomUUID()}/file?name=deals.csv`, {
        ...{ method: "PUT", headers: asker, body: "Deal name,Stage\nOne,Proposal\n" },
      });
      expect(upload.status, person).toBe(leads.includes(person) ? 200 : 403);
      await upload.text();
      const refused = await send("GET", `/api/imports/${acme.importId}/refusals.csv`, undefined, asker);
      expect(refused.status, person).toBe(leads.includes(person) ? 200 : 403);
    }
    expect((await send("GET", "/api/exports/deals.csv", undefined, acme.people.gone.asker)).status).toBe(401);
    expect((await send("GET", `/api/imports/${acme.importId}/refusals.csv`, undefined, {})).status).toBe(401);
    expect((await send("PUT", `/api/imports/${randomUUID()}/file?name=a.csv`, "a", {})).status).toBe(401);
  });
});

describe("another workspace", () => {
  const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);

  type Put = (value: unknown) => unknown;

  /** Every id in a request, by its name, with a function that puts another in its place. */
  function idsIn(input: unknown, put: Put): { name: string; id: string; put: Put }[] {
    if (typeof input !== "object" || input === null) return [];
    return Object.entries(input).flatMap(([name, value]) => {
      const replaced: Put = (inner) =>
        put(
          Array.isArray(input)
            ? input.map((old, at) => (String(at) === name ? inner : old))
            : { ...input, [name]: inner },
        );
      return isId(value) ? [{ name, id: value, put: replaced }] : idsIn(value, replaced);
    });
  }

  /** Whose id of ours is which id of theirs, walking two things of one shape. */
  function pairIds(ours: unknown, theirs: unknown, pairs = new Map<string, string>()): Map<string, string> {
    if (isId(ours) && isId(theirs)) pairs.set(ours, theirs);
    if (typeof ours !== "object" || typeof theirs !== "object" || !ours || !theirs) return pairs;
    for (const [key, value] of Object.entries(ours)) pairIds(value, Reflect.get(theirs, key), pairs);
    return pairs;
  }

  it("cannot be told from nothing, by any id of any route, and nothing of it changes", async () => {
    // Every request here is refused, so one deal on which nothing was done yet serves them all.
    const kit = await acme.makeDeals("Rob's", acme.people.rob.id);
    const theirs = pairIds(kit, rival.deals.rob, pairIds(acme, rival));
    const before = await everythingOf(rival);
    let tried = 0;
    // Whoever sees most, at every route; whoever sees least, and whoever only reads, in turn.
    for (const [at, route] of routes.entries()) {
      const input = rowOf(route).input;
      if (!input) continue;
      for (const person of ["admin", at % 2 === 0 ? "rob" : "marketing"] as const) {
        for (const { name, id, put } of idsIn(input({ ...targetOf(acme, "rob"), kit }), (whole) => whole)) {
          const foreignId = theirs.get(id);
          // An id under which the client makes things is anybody's; the next test tries those.
          if (!foreignId || (route.method === "PUT" && route.path.endsWith(`{${name}}`))) continue;
          const foreign = await ask(route, put(foreignId), askerOf(person));
          const absent = await ask(route, put(randomUUID()), askerOf(person));
          const what = `${person}: ${route.name} with their ${name} → ${JSON.stringify(foreign.told)}`;
          expect
            .soft([foreign.status, foreign.told.code, foreign.told.detail], what)
            .toEqual([absent.status, absent.told.code, absent.told.detail]);
          expect.soft([401, 403, 404], what).toContain(foreign.status);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(await everythingOf(rival)).toBe(before);
  });

  it("keeps what is its own when we make things under its ids", async () => {
    // Theirs waits for its turn; ours under the same id must not take its place in the queue.
    expect((await send("POST", `/api/imports/${rival.importId}/start`, {}, rival.people.owner.asker)).status).toBe(200);
    const before = await everythingOf(rival);
    const madeByThem: Record<Made, string> = {
      deal: rival.deals.rob.open,
      contact: rival.deals.rob.contactId,
      task: rival.deals.rob.taskId,
      checkUp: rival.deals.rob.checkUpId,
      commitment: rival.commitments.rob,
      breather: rival.breathers.rob,
      key: rival.keys.rob,
      mail: rival.mails.rob,
      pipeline: rival.catalogue.pipelineId,
      stage: rival.catalogue.stageId,
      step: rival.catalogue.stepId,
      flag: rival.catalogue.flagId,
      offerChange: rival.catalogue.offerChangeId,
      limit: rival.catalogue.limitId,
      story: rival.stories.rob,
      comment: rival.comments.rob,
      block: rival.blocks.rob,
      meeting: rival.meetings.mias,
      idea: rival.ideaId,
      postMortem: rival.deals.rob.postMortemId,
      invitation: rival.deals.rob.invitationId,
      notes: rival.deals.rob.answersId,
      rule: rival.catalogue.majorRuleId,
      priority: rival.catalogue.priorityId,
      view: rival.deals.rob.viewId,
      practice: rival.catalogue.practiceId,
      use: rival.deals.rob.useId,
      packet: rival.packet.id,
      entry: rival.packet.entryId,
      aim: rival.catalogue.aimId,
    };
    for (const route of routes) {
      const row = rowOf(route);
      if (!row.input || route.method === "GET" || route.name === "team.createOwner") continue;
      const target = { ...targetOf(acme, "rob"), made: (kind: Made) => madeByThem[kind] };
      const { status, told } = await ask(route, row.input(target), askerOf("admin"));
      expect.soft(status, `${route.name}: ${JSON.stringify(told)}`).toBeLessThan(500);
    }
    const ours = await send("PUT", `/api/deals/${madeByThem.deal}`, acme.dealOf(null, "Ours"), askerOf("admin"));
    expect(ours.status).toBe(200);
    const upload = await fetch(`${program.url}/api/imports/${rival.importId}/file?name=ours.csv`, {
      ...{ method: "PUT", headers: askerOf("admin"), body: "Deal ID,Deal name,Stage,Status\nD-2,Ours,Proposal,open\n" },
    });
    expect(upload.status).toBe(200);
    expect((await send("POST", `/api/imports/${rival.importId}/start`, {}, askerOf("admin"))).status).toBe(200);
    expect(await everythingOf(rival)).toBe(before);
    const refused = await send("GET", `/api/imports/${rival.importId}/refusals.csv`, undefined, askerOf("mia"));
    expect(refused.told.text).not.toContain("Rival");
  });
});
