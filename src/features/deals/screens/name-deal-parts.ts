import type { ActivityKind, BuyingRole, DealRow, LossKind } from "../contract.ts";

/** How a loss is told by the one who tells it, in one tap. */
export const lossKinds: { value: LossKind; label: string; about: string }[] = [
  { value: "competitor", label: "They chose a competitor", about: "Somebody else got the order." },
  { value: "no-decision", label: "They held off", about: "Nobody got it; they stay as they are for now." },
  { value: "disqualified", label: "It was not for us", about: "We or they saw that it does not fit." },
  { value: "unknown", label: "I don't know yet", about: "The debrief can find out." },
];

export const roleNames: Record<BuyingRole, string> = {
  "decision-maker": "Decision maker",
  champion: "Champion",
  influencer: "Influencer",
  "information-gatherer": "Information gatherer",
  blocker: "Blocker",
  unknown: "Role not known",
};
export const isBuyingRole = (value: string): value is BuyingRole => value in roleNames;

export const activityNames: Record<ActivityKind, string> = {
  call: "Call",
  email: "E-mail",
  meeting: "Meeting",
  note: "Note",
};

/** "Proposal", "Won", "Lost to Rival Presses", "They held off". */
export function standingInWords(deal: DealRow & { competitor?: string | null }): string {
  if (deal.status === "open") return deal.stageName;
  if (deal.status === "won") return "Won";
  switch (deal.lossKind) {
    case "competitor":
      return `Lost to ${deal.competitor ?? "a competitor"}`;
    case "no-decision":
      return "Lost: they held off";
    case "disqualified":
      return "Lost: not for us";
    default:
      return "Lost";
  }
}

/** The same where it is clear already whether the deal was won or lost. */
export function endingInWords({ status, lossKind }: DealRow): string {
  if (status !== "lost") return status === "won" ? "Won" : "Open";
  switch (lossKind) {
    case "competitor":
      return "To a competitor";
    case "no-decision":
      return "They held off";
    case "disqualified":
      return "Not for us";
    default:
      return "Not known yet";
  }
}
