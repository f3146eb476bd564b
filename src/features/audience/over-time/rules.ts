import type { Day } from "../../../platform/dates.ts";
import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { changePoint } from "../../../statistics/change-point.ts";
import { shareOf } from "../../insights/kpis/rules.ts";
import type { OverTimeTold, PersonaOverTime, WinsTold } from "./contract.ts";

/** Deals of one persona that closed on one day. */
export type DayTally = { personaId: string; on: Day; won: number; deals: number };

/** More would be older than anything one may still act on, and take longer to tell apart than anybody waits. */
const mostDeals = 20_000;

type Judging = { fewestASide: number; falseDiscoveryRate: number; nameOf: (id: string) => string };
type Change = PersonaOverTime["change"];

/** Whether each persona's win rate changed, since when and by how much; corrected for all of them. */
export function judgeOverTime(
  tallies: readonly DayTally[],
  { fewestASide, falseDiscoveryRate, nameOf }: Judging,
): Pick<OverTimeTold, "personas" | "looked"> {
  const ids = [...new Set(tallies.map(({ personaId }) => personaId))];
  const looked = ids.map((id) => {
    const days = newestDays(tallies.filter(({ personaId }) => personaId === id));
    const others = tallies.filter(({ personaId, on }) => personaId !== id && on >= (days[0]?.on ?? on));
    return { id, days, change: lookAt(days, others, fewestASide) };
  });
  const tested = looked.filter(({ change }) => change.kind === "known");
  const adjusted = benjaminiHochberg(tested.map(({ change }) => (change.kind === "known" ? change.p : 1)));
  const adjustedOf = new Map(tested.map(({ id }, place) => [id, adjusted[place] ?? 1]));
  const personas = looked.map(({ id, days, change }): PersonaOverTime => {
    const adjustedP = adjustedOf.get(id) ?? 1;
    const { won, deals } = sumOf(days);
    return {
      ...{ id, name: nameOf(id), won, deals, from: days[0]?.on ?? "", quarters: quartersOf(days) },
      change: change.kind === "known" ? { ...change, adjustedP, stands: adjustedP <= falseDiscoveryRate } : change,
    };
  });
  return { personas: personas.sort(worstFirst), looked: tested.length };
}

/** In the order of time, and no more than the newest so many deals. */
function newestDays(tallies: readonly DayTally[]): DayTally[] {
  const days = tallies.toSorted((one, other) => (one.on < other.on ? -1 : 1));
  let deals = 0;
  const first = days.findLastIndex((day) => {
    deals += day.deals;
    return deals > mostDeals;
  });
  return days.slice(first + 1);
}

function lookAt(days: readonly DayTally[], others: readonly DayTally[], fewestASide: number): Change {
  const found = changePoint(
    days.map(({ won, deals }) => ({ count: won, of: deals })),
    { fewest: fewestASide },
  );
  if (found.kind !== "change") return found.kind === "too-few" ? { ...found } : { kind: "no-variation" };
  const dayAfter = (place: number) => days[place]?.on ?? "";
  const since = dayAfter(found.after);
  const { estimate: value, low, high } = found.difference;
  return {
    ...{ kind: "known", since, earliest: dayAfter(found.earliest), latest: dayAfter(found.latest) },
    ...{ before: winsOf(days.slice(0, found.after)), after: winsOf(days.slice(found.after)) },
    ...{ difference: { value, low, high }, p: found.p, adjustedP: found.p, stands: false },
    others: {
      before: winsOf(others.filter(({ on }) => on < since)),
      after: winsOf(others.filter(({ on }) => on >= since)),
    },
  };
}

type Counted = { won: number; deals: number };

function sumOf(days: readonly Counted[]): Counted {
  return days.reduce((sum, { won, deals }) => ({ won: sum.won + won, deals: sum.deals + deals }), { won: 0, deals: 0 });
}

function winsOf(days: readonly Counted[]): WinsTold {
  const { won, deals } = sumOf(days);
  return { won, deals, rate: shareOf({ count: won, of: deals }) };
}

const quarterOf = (day: Day): Day => {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
};

function quartersOf(days: readonly DayTally[]): PersonaOverTime["quarters"] {
  const quarters = [...new Set(days.map(({ on }) => quarterOf(on)))];
  return quarters.map((from) => ({ from, ...winsOf(days.filter(({ on }) => quarterOf(on) === from)) }));
}

/** Falls that stand before everything else, the largest first. */
function worstFirst(one: PersonaOverTime, other: PersonaOverTime): number {
  const [fall, otherFall] = [fallOf(one), fallOf(other)];
  return fall - otherFall || one.name.localeCompare(other.name, "en") || (one.id < other.id ? -1 : 1);
}

const fallOf = ({ change }: PersonaOverTime): number =>
  change.kind === "known" && change.stands ? Math.min(0, change.difference.value) : 0;
