import type { Thresholds } from "../../red-flags/contract.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import { inOrder, type SalesProcess } from "../../sales-process/rules.ts";
import type { Sign } from "./rules.ts";

/** Flags that come and go within a stage; the others are as they are when it is entered. */
const passing: ReadonlySet<string> = new Set([
  "gone-quiet",
  "no-follow-up",
  "unanswered-message",
  "too-long-in-stage",
  "close-date-slipped",
  "stuck-on-price",
]);

/** The key of the sign that a flag is as the team has set it. */
export function flagKey(flagId: string): string {
  return `flag:${flagId}`;
}

/** What is held against the outcome: the steps of the process, and the flags, of which those about a step say no more. */
export function listSigns(
  process: SalesProcess,
  watched: readonly WatchedFlag[],
): { signs: Sign[]; flags: WatchedFlag[] } {
  const flags = watched.filter(({ thresholds }) => thresholds.kind !== "step-missed").flatMap(withItsWorse);
  return {
    signs: [
      ...process.steps.map(
        ({ id, name, deadlines }): Sign => ({
          key: `step:${id}`,
          kind: "step",
          id,
          name,
          standing: true,
          lasting: false,
          // Whether it was done in time is settled when its stage is entered.
          judgedAt: deadlines.map(({ beforeStageId }) => beforeStageId),
        }),
      ),
      ...flags.map(
        ({ id, name, thresholds, key }): Sign => ({
          key,
          kind: "flag",
          id,
          name,
          standing: !passing.has(thresholds.kind),
          lasting: thresholds.kind === "too-long-in-stage",
          judgedAt: judgedAt(thresholds, process),
        }),
      ),
    ],
    flags,
  };
}

type Graded = WatchedFlag & { key: string };

/** A flag with two thresholds is held against the outcome at both. */
function withItsWorse(flag: WatchedFlag): Graded[] {
  const asSet = { ...flag, key: flagKey(flag.id) };
  const worse = worseOf(flag.thresholds);
  if (!worse) return [asSet];
  return [
    asSet,
    { ...flag, name: `${flag.name}, ${worse.words}`, thresholds: worse.thresholds, key: `${asSet.key}:bad` },
  ];
}

function worseOf(thresholds: Thresholds): { words: string; thresholds: Thresholds } | null {
  switch (thresholds.kind) {
    case "gone-quiet":
    case "no-follow-up": {
      const { warnDays, badDays } = thresholds;
      return badDays > warnDays ? { words: `${badDays} days`, thresholds: { ...thresholds, warnDays: badDays } } : null;
    }
    case "unanswered-message": {
      const { warnHours, badHours } = thresholds;
      return badHours > warnHours
        ? { words: `${badHours} hours`, thresholds: { ...thresholds, warnHours: badHours } }
        : null;
    }
    case "single-contact": {
      const { warnContacts, badContacts } = thresholds;
      return badContacts < warnContacts
        ? { words: `${badContacts} or fewer`, thresholds: { ...thresholds, warnContacts: badContacts } }
        : null;
    }
    default:
      return null;
  }
}

/** The stages at which a flag is settled; null when each stage may show something new. */
function judgedAt(thresholds: Thresholds, process: SalesProcess): string[] | null {
  const openStages = process.pipelines.map((pipeline) => inOrder(pipeline).filter(({ type }) => type === "open"));
  if (thresholds.kind === "attribute") return openStages.flatMap(([first]) => first?.id ?? []);
  if (thresholds.kind !== "no-decision-maker") return null;
  return openStages.flatMap((stages) => stages[Math.min(thresholds.byStagePosition, stages.length) - 1]?.id ?? []);
}
