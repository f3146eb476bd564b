import type { FewPeople, Judged } from "../findings/contract.ts";
import type { Named } from "../findings/naming/rules.ts";

/** One thing seen at several stages, or by two thresholds: the one that differs most stands for all of them. */
export type Cause<Row> = { first: Row; others: Row[] };

type Grouped = Named & Pick<Judged, "flagId" | "stepId"> & { shown: Pick<Judged["shown"], "won" | "deals"> };

const causeOf = ({ kind, flagId, stepId, name, value }: Grouped) =>
  flagId ?? stepId ?? (kind === "attribute" ? `${name}=${value}` : name);

/** Two thresholds of a flag that the same deals crossed at the same stage say one thing. */
const saysTheSame = (one: Grouped, other: Grouped) =>
  one.value === other.value &&
  one.when === other.when &&
  one.shown.won === other.shown.won &&
  one.shown.deals === other.shown.deals;

/** Keeps the order: whatever comes first stands for its cause. */
export function groupByCause<Row extends Grouped>(rows: readonly Row[]): Cause<Row>[] {
  const causes = new Map<string, Cause<Row>>();
  for (const row of rows) {
    const cause = causes.get(causeOf(row));
    if (cause) {
      if (![cause.first, ...cause.others].some((each) => saysTheSame(each, row))) cause.others.push(row);
    } else causes.set(causeOf(row), { first: row, others: [] });
  }
  return [...causes.values()];
}

export type Whose = "ours" | "shared-or-theirs" | "at-the-start" | "not-said";

/** Whose it is to change; what is known of a deal at the start is nobody's to change. */
export function whoseIs({ kind, side }: Pick<Judged, "kind" | "side">): Whose {
  if (kind === "attribute") return "at-the-start";
  if (side === "ours") return "ours";
  return side === null ? "not-said" : "shared-or-theirs";
}

/** The finding that a headline is about: what costs most wins, of what is ours if anything is. */
export function worstOf<Row extends Pick<Judged, "kind" | "side" | "difference">>(
  findings: readonly Row[],
): Row | undefined {
  const losing = findings.filter(({ difference }) => difference < 0);
  return losing.find((finding) => whoseIs(finding) !== "at-the-start") ?? losing[0] ?? findings[0];
}

/** What a plot of findings says, as its title: "5 things go with winning less often, 2 with winning more often." */
export function tallyWords(causes: readonly Pick<Judged, "difference">[]): string {
  const less = causes.filter(({ difference }) => difference < 0).length;
  const more = causes.length - less;
  const things = (count: number) => (count === 1 ? "1 thing goes" : `${count} things go`);
  if (less === 0) return `${things(more)} with winning more often.`;
  return `${things(less)} with winning less often${more > 0 ? `, ${more} with winning more often` : ""}.`;
}

/** Debriefs are not shared here, and a sum over so few would tell what single people said. */
export function fewPeopleWords({ needed }: FewPeople): string {
  return `Your team keeps what debriefs say to whoever wrote them and whoever leads them. As a sum it is told once at least ${needed} people have recorded debriefs.`;
}
