import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Flag, FlagMark, type FlagState } from "../../../ui/Flag.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { dayOf } from "../../../ui/words.ts";
import type { FlagReading, redFlagsContract } from "../contract.ts";
import classes from "./DealFlags.module.css";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = {
  dealId: string;
  /** What lowers a flag that is up, from the feature that knows. */
  repairFor?: (reading: FlagReading) => ReactNode;
};

/** Every flag on one deal, read now, with its evidence: those up first, then what nobody knows. A closed deal has a history. */
export default function DealFlags({ dealId, repairFor }: Props) {
  const reader = useReader();
  const flags = useQuery(redFlags.readDeal.queryOptions({ input: { dealId } }));
  if (flags.isPending) {
    return (
      <Section title="Red flags">
        <Skeletons shape="text" count={4} />
      </Section>
    );
  }
  if (!flags.data) {
    return (
      <Section title="Red flags">
        <ErrorState
          happened="The flags did not load."
          toDo={told(flags.error).title}
          onRetry={() => void flags.refetch()}
        />
      </Section>
    );
  }
  const { readings, history } = flags.data;
  const of = (kind: FlagReading["kind"]) => readings.filter((reading) => reading.kind === kind);
  const down = of("down");
  const draw = (reading: FlagReading) => (
    <Flag
      key={reading.flagId}
      state={reading.kind}
      name={reading.name}
      evidence={reading.evidence}
      sinceOn={reading.since ? dayOf(reading.since, reader.timeZone) : undefined}
      actions={reading.kind === "up" ? repairFor?.(reading) : undefined}
    />
  );
  return (
    <Section title="Red flags" lead={readings.length > 0 ? inCounts(readings) : undefined}>
      {readings.length === 0 && history.length === 0 && (
        <p className={classes.none}>No flag was read on this deal while it was open.</p>
      )}
      {down.length < readings.length && (
        <div>
          {of("up").map(draw)}
          {byEvidence(of("unknown")).map(draw)}
        </div>
      )}
      {down.length > 0 && (
        <details className={classes.more} open={down.length === readings.length}>
          <summary>{down.length} down</summary>
          {down.map(draw)}
        </details>
      )}
      {history.length > 0 && <History history={history} />}
    </Section>
  );
}

type Change = { flagId: string; name: string; was: string | null; became: string; at: string; evidence: string };

const isState = (state: string): state is FlagState => state === "up" || state === "down" || state === "unknown";
const stateWords: Record<FlagState, string> = { up: "came up", down: "went down", unknown: "became unknown" };

function History({ history }: { history: Change[] }) {
  return (
    <details className={classes.more}>
      <summary>How they changed ({history.length})</summary>
      <ol className={classes.history}>
        {history.map((change) => (
          <li key={`${change.flagId} ${change.at}`} className={classes.change}>
            {isState(change.became) && <FlagMark state={change.became} />}
            <div>
              <p className={classes.what}>
                {change.name} {isState(change.became) ? stateWords[change.became] : change.became}{" "}
                <InstantText at={change.at} say="when" />
              </p>
              <p className={classes.evidence}>
                <SayDays>{change.evidence}</SayDays>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Flags nobody can read for one and the same lack are one line: it is said once what is missing. */
function byEvidence(readings: FlagReading[]): FlagReading[] {
  return [...new Set(readings.map(({ evidence }) => evidence))].flatMap((evidence) => {
    const those = readings.filter((reading) => reading.evidence === evidence);
    const [first] = those;
    return first ? [{ ...first, name: those.map(({ name }) => name).join(" · ") }] : [];
  });
}

/** "2 up, 1 not known, 4 down." */
function inCounts(readings: FlagReading[]): string {
  const words: [FlagReading["kind"], string][] = [
    ["up", "up"],
    ["unknown", "not known"],
    ["down", "down"],
  ];
  const parts = words
    .map(([kind, word]) => ({ word, count: readings.filter((reading) => reading.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  return `${parts.join(", ")}.`;
}
