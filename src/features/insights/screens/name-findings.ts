import type { FewPeople, Judged } from "../findings/contract.ts";

type Named = Pick<Judged, "kind" | "name" | "value" | "when">;

/** What was looked at, with its stage in words: "No decision maker by Proposal", "Gone quiet while in Demo". */
export function nameFinding({ kind, name, value, when }: Named): string {
  if (kind === "attribute") return value === null ? name : `${name}: ${value}`;
  const stage = stageWords({ kind, name, value, when });
  if (kind === "step") return `“${name}” not done${stage && ` ${stage}`}`;
  const isStay = when === "leaving" && stayInStage.test(name);
  if (isStay) return `${name.replace(stayInStage, "")} in ${value}`;
  // "Gone quiet, 14 days" wants a pause before it goes on.
  return `${name}${name.includes(",") && stage ? "," : ""}${stage && ` ${stage}`}`;
}

const stayInStage = / in (?:a |the |its )?stage$/i;

/** The same in a headline, before a colon of its own: "Lead source “Outbound”". */
export function headFinding(finding: Named): string {
  const { kind, name, value } = finding;
  return kind === "attribute" && value !== null ? `${name} “${value}”` : nameFinding(finding);
}

/** Of a sign, the stage alone: "by Proposal"; nothing for what is known at the start. */
export function stageWords({ kind, value, when }: Named): string {
  if (kind === "attribute" || value === null) return "";
  if (when === "during") return `while in ${value}`;
  return when === "leaving" ? `by the end of ${value}` : `by ${value}`;
}

/** A share from -1 to 1 in whole points, as it is written everywhere here. */
export const pointsOf = (difference: number): number => difference * 100;

/** "won 21 points less often". */
export function wonWords(difference: number): string {
  const points = Math.abs(Math.round(pointsOf(difference)));
  if (points === 0) return "won about as often";
  return `won ${points} ${points === 1 ? "point" : "points"} ${difference < 0 ? "less" : "more"} often`;
}

/** Where a difference lies, in points: "18 to 27", or "3 less to 5 more" where it may be either. */
export function likelyWords({ low, high }: Pick<Judged, "low" | "high">): string {
  const [from, to] = [Math.round(pointsOf(low)), Math.round(pointsOf(high))];
  if (from >= 0) return `${from} to ${to}`;
  return to <= 0 ? `${-to} to ${-from}` : `${-from} less to ${to} more`;
}

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
