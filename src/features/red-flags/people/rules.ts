import type { Instant } from "../../../platform/dates.ts";
import type { RoleFact } from "../../deals/rules.ts";
import { stagesIn } from "../../sales-process/rules.ts";
import {
  countBy,
  down,
  type FactsOf,
  type FlagContext,
  type FlagReader,
  type Limits,
  listInWords,
  stageAt,
  unknown,
  up,
} from "../readings/rules.ts";

const nobodyRecorded = unknown(() => "No contact is recorded on this deal.");

/** Everybody who is on the deal at an instant, each with their latest role; undefined before anybody was. */
function peopleOf(roles: readonly RoleFact[]): { at: (at: Instant) => RoleFact[] | undefined; turns: Instant[] } {
  const turns = roles.map(({ knownAt }) => knownAt);
  const people = new Map<string, RoleFact>();
  const afterEach = roles.map((role) => {
    people.set(role.contactId, role);
    return [...people.values()].filter(({ removed }) => !removed);
  });
  return { at: (at) => afterEach[countBy(turns, at) - 1], turns };
}

const namesOf = (people: readonly RoleFact[]) => people.map(({ contactName }) => contactName);

/** Few people on their side: one who leaves, or says no, ends the deal. */
export function singleContact(
  known: FactsOf<"single-contact">,
  { badContacts, warnContacts }: Limits<"single-contact">,
): FlagReader {
  const peopleOnDeal = peopleOf(known.roles);
  return {
    at: (at) => {
      const people = peopleOnDeal.at(at);
      if (!people) return nobodyRecorded;
      if (people.length > Math.max(badContacts, warnContacts)) {
        return down(() => `${people.length} contacts are on this deal.`);
      }
      const level = people.length <= badContacts ? "bad" : "warn";
      return up(level, () => {
        if (people.length === 0) return "Every contact was taken off this deal.";
        const names = listInWords(namesOf(people));
        return people.length === 1 ? `${names} is the only contact on this deal.` : `Only ${names} are on this deal.`;
      });
    },
    turns: () => peopleOnDeal.turns,
  };
}

/**
 * Nobody who decides is known although the deal has come far. Contacts whose roles nobody recorded may well decide, so
 * as long as not one role is known, nothing is said.
 */
export function noDecisionMaker(
  known: FactsOf<"no-decision-maker">,
  { byStagePosition }: Limits<"no-decision-maker">,
  { process }: FlagContext,
): FlagReader {
  const stages = stagesIn(process, known.pipelineId);
  // A pipeline shorter than that needs one by its last stage before the close: "known by Lost" would be no help.
  const open = [...stages.values()].filter(({ stage }) => stage.type === "open");
  const bySomeStage = open[Math.min(byStagePosition, open.length) - 1];
  const byPlace = bySomeStage?.place ?? stages.size;
  const peopleOnDeal = peopleOf(known.roles);
  return {
    at: (at) => {
      const people = peopleOnDeal.at(at);
      const deciders = people?.filter(({ role }) => role === "decision-maker") ?? [];
      if (deciders.length > 0) {
        const decide = deciders.length === 1 ? "is the decision maker" : "decide";
        return down(() => `${listInWords(namesOf(deciders))} ${decide}.`);
      }
      const entered = stageAt(known, at);
      const placed = entered && stages.get(entered.stageId);
      if (!placed) return unknown(() => "The stage this deal stands in is not known.");
      const { stage, place } = placed;
      if (place < byPlace) {
        const by = bySomeStage?.stage.name ?? "the close";
        return down(() => `The deal stands in ${stage.name}; a decision maker is needed by ${by}.`);
      }
      if (!people) return nobodyRecorded;
      if (people.length > 0 && people.every(({ role }) => role === "unknown")) {
        return unknown(() => "Nobody's buying role is recorded on this deal.");
      }
      const level = place > byPlace ? "bad" : "warn";
      return up(level, () => `The deal stands in ${stage.name}, and no contact on it is a decision maker.`);
    },
    turns: () => [...peopleOnDeal.turns, ...known.stageChanges.map(({ enteredAt }) => enteredAt)],
  };
}
