import type { LossKind } from "../src/features/deals/contract.ts";
import type { Day, Instant } from "../src/platform/dates.ts";
import type { SimulatedAccount } from "./account.ts";
import type { DealCourse } from "./deal-course.ts";
import type { PersonOnDeal } from "./deal-people.ts";
import type { StepAnswer } from "./deal-steps.ts";
import type { Touch } from "./deal-touches.ts";
import type { Source } from "./market.ts";
import type { TeamMember } from "./names.ts";
import type { WorkingTime } from "./working-time.ts";

type At<Fact> = Omit<Fact, "at"> & { at: Instant };

export type PersonKnown = Omit<PersonOnDeal, "roles"> & { roles: At<PersonOnDeal["roles"][number]>[] };

/** A deal as the team's CRM knows it when the story ends. Every list is in order of time; nothing in it is later. */
export type SimulatedDeal = {
  number: number;
  id: string;
  name: string;
  account: SimulatedAccount;
  rep: TeamMember;
  source: Source;
  product: string;
  /** Whole units of `currency`. */
  amount: number;
  currency: string;
  createdAt: Instant;
  status: "open" | "won" | "lost";
  lossKind: LossKind | null;
  lossReason: string | null;
  closedAt: Instant | null;
  competitor: string | null;
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
  /** The last one is the date that stands. */
  closeDates: { on: Day; at: Instant }[];
  stages: { name: string; at: Instant }[];
  people: PersonKnown[];
  touches: (At<Omit<Touch, "person">> & { personId: string | null })[];
  stepAnswers: At<StepAnswer>[];
  attributes: Record<string, string>;
  snooze: { reason: string; startedAt: Instant; untilOn: Day } | null;
  /** What no CRM knows. */
  truth: DealTruth;
};

export type DealTruth = {
  course: DealCourse;
  /** Its probability of being won at the end, with every cause settled. */
  finalProbability: number;
  logOddsWithoutCauses: number;
  /** In working time: from when nothing is undecided. After the end of the story for a deal that is still open. */
  endsAt: WorkingTime;
  won: boolean;
};
