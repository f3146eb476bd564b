import type { Judged } from "../contract.ts";

/** What names a finding. */
export type Named = Pick<Judged, "kind" | "name" | "value" | "when">;

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
function stageWords({ kind, value, when }: Named): string {
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
