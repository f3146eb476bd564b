import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, moneyWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { SameMistake } from "../same-mistake/contract.ts";
import classes from "./Insights.module.css";
import { InsightsPage } from "./InsightsPage.tsx";
import mistakes from "./SameMistake.module.css";
import { insights } from "./use-insights.ts";

/** How often each reason came back after somebody promised against it, what that cost, and what was kept from coming. */
export default function SameMistakeScreen() {
  const reader = useReader();
  const asked = insights.showSameMistakes.queryOptions();
  const shown = useQuery(asked);
  const rows = shown.data?.rows ?? [];
  const promised = rows.filter(({ promises }) => promises > 0);
  const others = rows.filter(({ promises }) => promises === 0);
  return (
    <InsightsPage
      current="/insights/same-mistake"
      knownBy={asked.queryKey}
      title={titleOf(promised, reader)}
      lead={
        shown.data &&
        shown.data.debriefed > 0 &&
        `${countWords(shown.data.debriefed, "debriefed loss", "debriefed losses", reader)} of the team. A repeat is a loss whose debrief names a reason that its owner had promised to watch by then.`
      }
    >
      {shown.error && !shown.data && (
        <ErrorState
          happened={told(shown.error).title}
          toDo={told(shown.error).detail}
          onRetry={() => void shown.refetch()}
        />
      )}
      {shown.data?.rows.length === 0 && (
        <EmptyState
          line="What debriefs named, whether it came back after a promise, and what came of keeping it."
          action={
            <Button component={UiLink} href="/deals?status=lost&debriefed=false">
              Debrief a loss
            </Button>
          }
        />
      )}
      {promised.length > 0 && (
        <div>
          {promised.map((row) => (
            <Mistake key={row.reasonId} row={row} />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <details className={classes.more} open={promised.length === 0}>
          <summary>Named, and nobody promised against it yet ({numberWords(others.length, reader)})</summary>
          <ul className={classes.lines}>
            {others.map(({ reasonId, name, named }) => (
              <li key={reasonId} className={classes.line}>
                <UiLink href={`/settings/reasons?open=${reasonId}`}>{name}</UiLink>
                <span className={classes.quiet}>{countWords(named, "loss", "losses", reader)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {rows.length > 0 && (
        <ul className={classes.asides}>
          <li>
            Sums over the team; nobody is shown alone. Deals that were repaired may have been the better ones anyway: it
            is what went with keeping a promise, not the proof of what came from it.
          </li>
        </ul>
      )}
    </InsightsPage>
  );
}

function titleOf(promised: readonly SameMistake[], reader: Reader): string {
  const repeats = promised.reduce((sum, row) => sum + row.repeats, 0);
  if (promised.length === 0) return "Same mistake again";
  if (repeats === 0) return "No promised mistake came back so far";
  const money = promised.flatMap(({ repeatsMoney }) => repeatsMoney ?? []);
  const [first] = money;
  const cents = money.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const cost = first ? `, for ${moneyWords(cents, first.currency, reader, { short: true })}` : "";
  return `${countWords(repeats, "mistake", "mistakes", reader)} came back after ${repeats === 1 ? "its" : "their"} promise${cost}`;
}

function Mistake({ row }: { row: SameMistake }) {
  const reader = useReader();
  const { reasonId, name, named, repeats, repeatsMoney, promises, firstPromiseAt, repairedWonMoney } = row;
  const number = (value: number) => numberWords(value, reader);
  const repaired = row.repairedWon + row.repairedLost;
  const left = row.leftWon + row.leftLost;
  return (
    <section className={mistakes.mistake}>
      <h2 className={mistakes.name}>
        <UiLink href={`/settings/reasons?open=${reasonId}`}>{name}</UiLink>
      </h2>
      <p className={mistakes.named}>
        Named in {countWords(named, "loss", "losses", reader)};{" "}
        {promises === 1 ? "one person watches for it" : `${number(promises)} people watch for it`}
        {firstPromiseAt && (
          <>
            , the first since <InstantText at={firstPromiseAt} say="day" />
          </>
        )}
        .
      </p>
      <dl className={classes.figures}>
        <div>
          <dt>Came back</dt>
          <dd>
            <strong>{repeats === 0 ? "Not once" : repeats === 1 ? "Once" : `${number(repeats)} times`}</strong>
            {repeatsMoney && repeats > 0 && (
              <>
                <MoneyText minorUnits={repeatsMoney.amountCents} currency={repeatsMoney.currency} short /> lost with it
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>It showed, and was repaired</dt>
          <dd>
            <strong>{repaired === 0 ? "Not yet" : `${number(row.repairedWon)} of ${number(repaired)} won`}</strong>
            {repairedWonMoney && row.repairedWon > 0 && (
              <>
                <MoneyText minorUnits={repairedWonMoney.amountCents} currency={repairedWonMoney.currency} short /> won
                after a repair
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>It showed, and was left</dt>
          <dd>
            <strong>{left === 0 ? "Not yet" : `${number(row.leftWon)} of ${number(left)} won`}</strong>
          </dd>
        </div>
      </dl>
    </section>
  );
}
