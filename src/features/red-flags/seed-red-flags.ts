import type { Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { type FlagSeed, insertFlagSeeds } from "./store.ts";

/** In the languages of the teams we know. */
export const wordsAboutPrice = [
  ...["price", "pricing", "discount", "expensive", "cheaper", "too dear"],
  ...["Preis", "Rabatt", "Nachlass", "teuer", "prix", "remise", "precio", "descuento", "sconto", "prijs", "korting"],
];

const watched: Omit<FlagSeed, "stepId">[] = [
  {
    key: "no-decision-maker",
    name: "No decision maker",
    // The fourth stage of the process we start with is the proposal.
    thresholds: { kind: "no-decision-maker", byStagePosition: 4 },
    costly: true,
  },
  {
    key: "single-contact",
    name: "Single contact",
    thresholds: { kind: "single-contact", badContacts: 1, warnContacts: 2 },
    costly: false,
  },
  {
    key: "gone-quiet",
    name: "Gone quiet",
    thresholds: { kind: "gone-quiet", warnDays: 7, badDays: 14 },
    costly: true,
  },
  {
    key: "no-follow-up",
    name: "No follow-up",
    thresholds: { kind: "no-follow-up", warnDays: 10, badDays: 14 },
    // Where nothing at all is recorded, the deal has gone quiet as well, and that is checked on every deal already.
    costly: false,
  },
  {
    key: "close-date-slipped",
    name: "Close date slipped",
    thresholds: { kind: "close-date-slipped", pushes: 2 },
    costly: true,
  },
  {
    key: "too-long-in-stage",
    name: "Too long in stage",
    thresholds: { kind: "too-long-in-stage", timesUsual: 1.5, fewestWonDeals: 5 },
    costly: false,
  },
  {
    key: "unanswered-message",
    name: "Message unanswered",
    thresholds: { kind: "unanswered-message", warnHours: 24, badHours: 48 },
    costly: true,
  },
  {
    key: "stuck-on-price",
    name: "Stuck on price",
    thresholds: { kind: "stuck-on-price", words: wordsAboutPrice, times: 3, withinDays: 30 },
    costly: false,
  },
  {
    key: "outside-profile",
    name: "Outside our profile",
    // Whom a team wants to sell to is its own to say.
    thresholds: { kind: "attribute", condition: null },
    costly: false,
    archived: true,
  },
];

/** A flag for each step a new team starts with: it was due, and is not done. */
const watchedSteps = [
  { stepKey: "ideal-target", key: "ideal-target-missed", name: "Ideal target not checked" },
  { stepKey: "needs-understood", key: "needs-missed", name: "Needs not understood" },
  { stepKey: "right-time", key: "right-time-missed", name: "Presented before they were ready" },
  { stepKey: "competition-asked", key: "competition-missed", name: "Competition not asked about" },
  { stepKey: "decision-makers", key: "decision-makers-missed", name: "Decision makers not identified" },
  { stepKey: "time-frame", key: "time-frame-missed", name: "Time frame not asked" },
  { stepKey: "reason-now", key: "reason-now-missed", name: "Reason for buying now not asked" },
  { stepKey: "buyer-role", key: "buyer-role-missed", name: "Buyer's role not asked" },
];

/** The flags a new workspace starts with; again, it changes nothing. Needs the process to be there. */
export async function seedRedFlags(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await seedGeneralFlags(tx, workspace);
  const steps = await listStepsOf(tx, workspace);
  const aboutSteps = watchedSteps.flatMap(({ stepKey, key, name }): FlagSeed[] => {
    const step = steps.find((each) => each.key === stepKey);
    return step ? [{ key, name, thresholds: { kind: "step-missed" }, stepId: step.id, costly: false }] : [];
  });
  if (aboutSteps.length > 0) await insertFlagSeeds(tx, workspace, aboutSteps);
}

/**
 * Those of them that are about no step, where a later version brought some. What a team made of one, putting it away
 * included, stays; which steps it watches is its own by then. Returns the keys of those that were not here yet.
 */
export async function seedGeneralFlags(tx: Tx, workspace: WorkspaceId): Promise<string[]> {
  return insertFlagSeeds(
    tx,
    workspace,
    watched.map((flag) => ({ ...flag, stepId: null })),
  );
}
