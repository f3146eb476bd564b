import type { Instant } from "../../../platform/dates.ts";
import { knownBy, learnedLate, replay, type Stretch } from "../../../platform/replay.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { type DatedNorms, normsAt } from "../norms/rules.ts";
import { countBy, type FlagContext, factsRead } from "../readings/rules.ts";
import { readerOf, type WatchedFlag } from "../rules.ts";

/** What deals are held against over the years: the norms from each instant on, oldest first. */
export type ReplayContext = Omit<FlagContext, "norms"> & { norms: readonly DatedNorms[] };

/** The facts that may become known later than they happened, and when each of them happened. */
const happened = {
  stageChanges: ({ enteredAt }: DealRecord["stageChanges"][number]) => enteredAt,
  amountChanges: ({ changedAt }: DealRecord["amountChanges"][number]) => changedAt,
  closeDateChanges: ({ changedAt }: DealRecord["closeDateChanges"][number]) => changedAt,
  activities: ({ happenedAt }: DealRecord["activities"][number]) => happenedAt,
  stepAnswers: ({ happenedAt }: DealRecord["stepAnswers"][number]) => happenedAt,
};
type LateList = keyof typeof happened;

/**
 * What each of these flags showed over a deal's whole life, as known then, in the order of the flags: at every instant
 * just what `readFlag` says of that instant, by the same readers. Nothing is said while the deal is closed.
 */
export function replayFlags(record: DealRecord, flags: readonly WatchedFlag[], context: ReplayContext): Stretch[][] {
  const late = {
    stageChanges: learnedLate(record.stageChanges, happened.stageChanges),
    amountChanges: learnedLate(record.amountChanges, happened.amountChanges),
    closeDateChanges: learnedLate(record.closeDateChanges, happened.closeDateChanges),
    activities: learnedLate(record.activities, happened.activities),
    stepAnswers: learnedLate(record.stepAnswers, happened.stepAnswers),
  };
  const until = record.outcomes.find(({ reopenedAt }) => reopenedAt === null)?.closedAt;
  const lived = { ...record, outcomes: whileLived(record.outcomes, until) };
  const records = new Map<Instant, DealRecord>();
  const knownFrom = (begin: Instant) => {
    const known = records.get(begin) ?? recordKnownBy(lived, begin);
    records.set(begin, known);
    return known;
  };
  const newNorms = normsDuring(record, context.norms);
  return flags.map((flag) => {
    const { kind } = flag.thresholds;
    const lists: readonly string[] = factsRead[kind];
    const begins = lateLists.flatMap((list) => (lists.includes(list) ? late[list] : []));
    const factsFrom = (begin: Instant) => (begins.length === 0 ? lived : knownFrom(begin));
    const heldAgainstNorms = kind === "too-long-in-stage";
    return replay(
      heldAgainstNorms ? [...begins, ...newNorms] : begins,
      (begin) => {
        const norms = heldAgainstNorms ? normsAt(context.norms, begin) : noNorms;
        const reader = readerOf(factsFrom(begin), flag, { ...context, norms });
        return { kindAt: (at) => reader.at(at).kind, turns: reader.turns };
      },
      until,
    );
  });
}

/** The close that stands comes after all that is said: nobody has to ask of every instant whether it lies behind. */
function whileLived(outcomes: DealRecord["outcomes"], until: Instant | undefined): DealRecord["outcomes"] {
  return outcomes.filter(({ closedAt, reopenedAt }) => reopenedAt !== null || closedAt !== until);
}

const lateLists: readonly LateList[] = [
  "stageChanges",
  "amountChanges",
  "closeDateChanges",
  "activities",
  "stepAnswers",
];
const noNorms = new Map<string, never>();

/** From the norms that held as the deal entered its first stage: those before say nothing of it. */
function normsDuring({ stageChanges }: DealRecord, norms: readonly DatedNorms[]): Instant[] {
  const first = stageChanges[0];
  if (!first) return [];
  const instants = norms.map(({ from }) => from);
  return instants.slice(Math.max(0, countBy(instants, first.enteredAt) - 1));
}

function recordKnownBy(record: DealRecord, at: Instant): DealRecord {
  return {
    ...record,
    stageChanges: knownBy(record.stageChanges, happened.stageChanges, at),
    amountChanges: knownBy(record.amountChanges, happened.amountChanges, at),
    closeDateChanges: knownBy(record.closeDateChanges, happened.closeDateChanges, at),
    activities: knownBy(record.activities, happened.activities, at),
    stepAnswers: knownBy(record.stepAnswers, happened.stepAnswers, at),
  };
}
