import { type Dice, the } from "./dice.ts";

/** What is for sale, to whom, and how they came to us. `logOdds` is the part of the true model that is always there. */
export const segments = [
  { name: "Small business", share: 0.5, medianAmount: 5_200, logOdds: 0.15 },
  { name: "Mid-market", share: 0.36, medianAmount: 19_000, logOdds: 0 },
  { name: "Enterprise", share: 0.14, medianAmount: 74_000, logOdds: -0.3 },
] as const;
export const sources = [
  { name: "Referral", share: 0.16, logOdds: 0.6 },
  { name: "Partner", share: 0.12, logOdds: 0.3 },
  { name: "Inbound", share: 0.3, logOdds: 0.2 },
  { name: "Event", share: 0.12, logOdds: 0 },
  { name: "Advertising", share: 0.1, logOdds: -0.2 },
  { name: "Outbound", share: 0.2, logOdds: -0.5 },
] as const;
export type Segment = (typeof segments)[number];
export type Source = (typeof sources)[number];

/** What one standard deviation more in the logarithm of the amount does to the log-odds. */
export const amountLogOdds = -0.25;

export const products = ["Planner", "Planner Pro", "Field Service", "Warehouse", "Analytics", "Training days"] as const;
/** The names a new workspace's own pipeline has, so that the demo team needs no other. */
export const pipelineName = "Sales";
export const stageNames = ["Discovery", "Qualified", "Demo", "Proposal", "Negotiation"] as const;
export const wonStage = "Won";
export const lostStage = "Lost";

/** Two neighbours in the middle half of one segment differ by about a factor of 2.7; a few deals are far larger. */
const spread = 0.75;

const meanLog = segments.reduce((sum, segment) => sum + segment.share * Math.log(segment.medianAmount), 0);
const sdLog = Math.sqrt(
  spread ** 2 +
    segments.reduce((sum, { share, medianAmount }) => sum + share * (Math.log(medianAmount) - meanLog) ** 2, 0),
);

export function drawSegment(dice: Dice): Segment {
  return the(segments, dice.weighted(segments.map((segment) => segment.share)));
}

export function drawSource(dice: Dice): Source {
  return the(sources, dice.weighted(sources.map((source) => source.share)));
}

/** Whole units of money, heavy-tailed, as price lists round them. */
export function drawAmount(dice: Dice, segment: Segment): number {
  const amount = segment.medianAmount * Math.exp(spread * dice.normal());
  const step = amount < 10_000 ? 50 : amount < 100_000 ? 250 : 1_000;
  return Math.max(500, Math.round(amount / step) * step);
}

/** How many standard deviations the logarithm of an amount lies above the mean. */
export function amountScore(amount: number): number {
  return (Math.log(amount) - meanLog) / sdLog;
}
