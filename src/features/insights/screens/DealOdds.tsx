import { useQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { DealOdds as Odds } from "../forecast/contract.ts";
import classes from "./DealOdds.module.css";
import { PointsList } from "./PointsList.tsx";
import { inHundred } from "./tell-odds.ts";
import { insights } from "./use-insights.ts";

const shownAtOnce = 5;
/** Below a point a reason is only worth a second look. */
const worthSaying = 0.01;

/** The odds of one open deal and what moves them, or why none are given. A closed deal has none. */
export default function DealOdds({ dealId }: { dealId: string }) {
  const odds = useQuery(insights.showDealOdds.queryOptions({ input: { dealId } }));
  if (odds.isPending) {
    return (
      <Section title="Odds">
        <Skeletons shape="text" count={4} />
      </Section>
    );
  }
  if (!odds.data) {
    return (
      <Section title="Odds">
        <ErrorState
          happened="The odds did not load."
          toDo={told(odds.error).title}
          onRetry={() => void odds.refetch()}
        />
      </Section>
    );
  }
  if (odds.data.kind === "closed") return null;
  return (
    <Section title="Odds">
      {odds.data.kind === "known" ? <Known odds={odds.data} /> : <None odds={odds.data} />}
    </Section>
  );
}

type KnownOdds = Extract<Odds, { kind: "known" }>;

function Known({ odds: { probability, low, high, reasons, learnedFrom, dataUntil } }: { odds: KnownOdds }) {
  const reader = useReader();
  // What moves it by less than half a point would only look like a reason.
  const moving = reasons.filter(({ points }) => Math.abs(points) >= 0.005);
  const rows = moving.map(({ name, value, points, flagId }) => ({
    id: `${name}=${value}`,
    label: flagId ? (
      <>
        <UiLink href={`/settings/red-flags?open=${flagId}`}>{name}</UiLink>: {value}
      </>
    ) : (
      `${name}: ${value}`
    ),
    points,
  }));
  const strong = rows.filter(({ points }) => Math.abs(points) >= worthSaying).slice(0, shownAtOnce);
  const weak = rows.slice(strong.length);
  const at = (share: number) => `${share * 100}%`;
  return (
    <div>
      <p className={classes.odds}>
        <strong>{inHundred(probability)} in 100</strong>, likely {inHundred(low)} to {inHundred(high)}
      </p>
      <div className={classes.lane} aria-hidden="true">
        <span className={classes.bar} style={{ left: at(low), width: at(high - low) }} />
        <span className={classes.point} style={{ left: at(probability) }} />
      </div>
      {rows.length > 0 && (
        <>
          <p className={classes.moves}>What moves it, in points against the average deal</p>
          <PointsList label="What moves these odds" rows={strong} />
          {weak.length > 0 && (
            <details className={classes.more}>
              <summary>{numberWords(weak.length, reader)} weaker</summary>
              <PointsList label="What moves these odds less" rows={weak} />
            </details>
          )}
        </>
      )}
      <p className={classes.foot}>
        Of 100 open deals like it, so many were won. Learned from{" "}
        {countWords(learnedFrom, "closed deal", "closed deals", reader)}, as known{" "}
        <InstantText at={dataUntil} say="time" />. <UiLink href="/insights/odds">How good are they?</UiLink>
      </p>
    </div>
  );
}

function None({ odds }: { odds: Exclude<Odds, { kind: "known" | "closed" }> }) {
  const reader = useReader();
  return (
    <p className={classes.none}>
      {odds.kind === "not-yet" && "Nobody has looked at the closed deals together yet."}
      {odds.kind === "no-variation" && odds.why}
      {odds.kind === "too-few" &&
        `None are given: ${numberWords(odds.won, reader)} won and ${numberWords(odds.lost, reader)} lost deals are too few, it takes ${numberWords(odds.needed, reader)} of each.`}{" "}
      <UiLink href="/insights/odds">More about odds</UiLink>
    </p>
  );
}
