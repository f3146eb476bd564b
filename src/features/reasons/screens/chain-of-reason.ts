import type { ChainLink } from "../../../ui/ChainCard.tsx";
import type { RepairShape } from "../contract.ts";

/** What lowers a flag, as far as it is in use. */
export function repairsOf(flagId: string | null, repairs: readonly RepairShape[]): RepairShape[] {
  return flagId ? repairs.filter(({ flagIds, archived }) => !archived && flagIds.includes(flagId)) : [];
}

type Named = { id: string; name: string };
type Practice = { id: string; title: string };
type Links = {
  step: Named | undefined;
  flag: Named | undefined;
  repairs: readonly Named[];
  practices: readonly Practice[];
};
type Chain = { missedStep?: ChainLink; redFlag?: ChainLink; repair?: ChainLink; bestPractice?: ChainLink };

/** A reason's links as the chain card prints them, each leading to its own place in the settings. */
export function chainOf({ step, flag, repairs: [repair, ...more], practices: [practice, ...others] }: Links): Chain {
  return {
    ...(step ? { missedStep: { label: step.name, href: `/settings/process?open=${step.id}` } } : {}),
    ...(flag ? { redFlag: { label: flag.name, href: `/settings/red-flags?open=${flag.id}` } } : {}),
    ...(repair
      ? {
          repair: {
            label: repair.name,
            href: `/settings/reasons?open=${repair.id}`,
            note: more.length > 0 ? `or: ${more.map(({ name }) => name).join(", ")}` : undefined,
          },
        }
      : {}),
    ...(practice
      ? {
          bestPractice: {
            label: practice.title,
            href: `/team/playbook/${practice.id}`,
            note: others.length > 0 ? `and: ${others.map(({ title }) => title).join(", ")}` : undefined,
          },
        }
      : {}),
  };
}

type Entry = { name: string; archived: boolean };

/** What is said of an entry of the catalogue once it is saved. */
export function entrySaid(saved: Entry, before: Entry, isNew: boolean): string {
  if (saved.archived !== before.archived) return `“${saved.name}” is ${saved.archived ? "put away" : "in use again"}.`;
  return isNew ? `“${saved.name}” is in the catalogue.` : `“${saved.name}” is changed.`;
}
