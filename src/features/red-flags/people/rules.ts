import type { Instant } from "../../../platform/dates.ts";
import type { DealRecord, RoleFact } from "../../deals/rules.ts";
import { inOrder } from "../../sales-process/rules.ts";
import type { Thresholds } from "../contract.ts";
import { down, type FlagContext, type FlagReader, listInWords, stageAt, unknown, up } from "../readings/rules.ts";

type Limits<Kind extends Thresholds["kind"]> = Extract<Thresholds, { kind: Kind }>;

/** Everybody who is on the deal at an instant, each with their latest role. */
function peopleAt({ roles }: DealRecord, at: Instant): RoleFact[] {
  const people = new Map<string, RoleFact>();
  for (const role of roles) if (role.knownAt <= at) people.set(role.contactId, role);
  return [...people.values()].filter(({ removed }) => !removed);
}

const nobodyRecorded = "No contact is recorded on this deal.";
const roleTurns = ({ roles }: DealRecord) => roles.map(({ knownAt }) => knownAt);

/** Few people on their side: one who leaves, or says no, ends the deal. */
export function singleContact(known: DealRecord, { badContacts, warnContacts }: Limits<"single-contact">): FlagReader {
  return {
    at: (at) => {
      if (!known.roles.some(({ knownAt }) => knownAt <= at)) return unknown(nobodyRecorded);
      const people = peopleAt(known, at);
      const names = listInWords(people.map(({ contactName }) => contactName));
      if (people.length > Math.max(badContacts, warnContacts)) {
        return down(`${people.length} contacts are on this deal.`);
      }
      const level = people.length <= badContacts ? "bad" : "warn";
      if (people.length === 0) return up(level, "Every contact was taken off this deal.");
      if (people.length === 1) return up(level, `${names} is the only contact on this deal.`);
      return up(level, `Only ${names} are on this deal.`);
    },
    turns: () => roleTurns(known),
  };
}

/**
 * Nobody who decides is known although the deal has come far. Contacts whose roles nobody recorded may well decide, so
 * as long as not one role is known, nothing is said.
 */
export function noDecisionMaker(
  known: DealRecord,
  { byStagePosition }: Limits<"no-decision-maker">,
  { process }: FlagContext,
): FlagReader {
  const pipeline = process.pipelines.find(({ id }) => id === known.pipelineId);
  const stages = pipeline ? inOrder(pipeline) : [];
  // A pipeline shorter than that needs one by its last stage before the close: "known by Lost" would be no help.
  const open = stages.filter(({ type }) => type === "open");
  const bySomeStage = open[Math.min(byStagePosition, open.length) - 1];
  const byPlace = bySomeStage ? stages.indexOf(bySomeStage) : stages.length;
  return {
    at: (at) => {
      const people = peopleAt(known, at);
      const deciders = people.filter(({ role }) => role === "decision-maker").map(({ contactName }) => contactName);
      if (deciders.length > 0) {
        return down(`${listInWords(deciders)} ${deciders.length === 1 ? "is the decision maker" : "decide"}.`);
      }
      const entered = stageAt(known, at);
      const place = stages.findIndex(({ id }) => id === entered?.stageId);
      const stage = stages[place];
      if (!stage) return unknown("The stage this deal stands in is not known.");
      if (place < byPlace) {
        return down(
          `The deal stands in ${stage.name}; a decision maker is needed by ${bySomeStage?.name ?? "the close"}.`,
        );
      }
      if (!known.roles.some(({ knownAt }) => knownAt <= at)) return unknown(nobodyRecorded);
      if (people.length > 0 && people.every(({ role }) => role === "unknown")) {
        return unknown("Nobody's buying role is recorded on this deal.");
      }
      const level = place > byPlace ? "bad" : "warn";
      return up(level, `The deal stands in ${stage.name}, and no contact on it is a decision maker.`);
    },
    turns: () => [...roleTurns(known), ...known.stageChanges.map(({ enteredAt }) => enteredAt)],
  };
}
