import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { SameMistake } from "../same-mistake/contract.ts";
import classes from "./Insights.module.css";
import { InsightsPage } from "./InsightsPage.tsx";
import { fewPeopleWords } from "./name-findings.ts";
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
      {shown.data?.fewPeople && <p className={classes.plain}>{fewPeopleWords(shown.data.fewPeople)}</p>}
      {shown.data?.rows.length === 0 && !shown.data.fewPeople && (
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
        <DataTable
          caption="Reasons that somebody promised to watch for, the costliest repeats first"
          columns={columnsFor(promised, reader)}
          files={exportLinks("same-mistakes")}
          rows={promised}
          keyOf={({ reasonId }) => reasonId}
          hrefOf={({ reasonId }) => `/settings/reasons?open=${reasonId}`}
        />
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
            Sums over the team; nobody is shown alone. A loss may name several reasons, so the rows do not add up.
          </li>
          <li>
            {promised.some(wasTested)
              ? "Repaired and left: deals closed since on which the promised flag came up. Those that were repaired may have been the better ones anyway: it is what went with keeping a promise, not the proof of what came of it."
              : "What came of keeping a promise is shown as soon as deals have closed on which the promised flag came up."}
          </li>
        </ul>
      )}
    </InsightsPage>
  );
}

/** Losses may name several reasons, so the rows do not add up; the one that cost most speaks for itself. */
function titleOf([worst]: readonly SameMistake[], reader: Reader): string {
  if (!worst) return "Same mistake again";
  if (worst.repeats === 0) return "No mistake came back that somebody had promised to watch for";
  const times = worst.repeats === 1 ? "once" : `${numberWords(worst.repeats, reader)} times`;
  return `“${worst.name}” came back ${times} after somebody promised to watch for it`;
}

/** Whether a promise was ever put to the test: the flag came up on a deal of theirs, and that closed. */
const wasTested = ({ repairedWon, repairedLost, leftWon, leftLost }: SameMistake) =>
  repairedWon + repairedLost + leftWon + leftLost > 0;

function columnsFor(rows: readonly SameMistake[], reader: Reader): Column<SameMistake>[] {
  const number = (value: number) => numberWords(value, reader);
  const wonOf = (won: number, lost: number) =>
    won + lost === 0 ? <span className={classes.quiet}>–</span> : `${number(won)} of ${number(won + lost)}`;
  const always: Column<SameMistake>[] = [
    { id: "reason", heading: "Reason", width: "28%", cell: ({ name }) => name },
    {
      id: "repeats",
      heading: "Came back",
      align: "right",
      onPhone: "value",
      cell: ({ repeats }) => (repeats === 0 ? "Not once" : repeats === 1 ? "Once" : `${number(repeats)} times`),
    },
    {
      id: "money",
      heading: "Lost with it",
      align: "right",
      cell: ({ repeats, repeatsMoney }) =>
        repeats > 0 &&
        repeatsMoney && <MoneyText minorUnits={repeatsMoney.amountCents} currency={repeatsMoney.currency} short />,
    },
    {
      id: "promises",
      heading: "Promised by",
      align: "right",
      cell: ({ promises }) => countWords(promises, "person", "people", reader),
    },
    {
      id: "since",
      heading: "First",
      onPhone: "hidden",
      cell: ({ firstPromiseAt }) => firstPromiseAt && <InstantText at={firstPromiseAt} say="day" />,
    },
    {
      id: "named",
      heading: "Named in all",
      align: "right",
      cell: ({ named }) => countWords(named, "loss", "losses", reader),
    },
  ];
  if (!rows.some(wasTested)) return always;
  return [
    ...always,
    {
      id: "repaired",
      heading: "Repaired, won",
      align: "right",
      cell: ({ repairedWon, repairedLost }) => wonOf(repairedWon, repairedLost),
    },
    {
      id: "brought",
      heading: "Won so",
      align: "right",
      cell: ({ repairedWonMoney }) =>
        repairedWonMoney && (
          <MoneyText minorUnits={repairedWonMoney.amountCents} currency={repairedWonMoney.currency} short />
        ),
    },
    {
      id: "left",
      heading: "Left, won",
      align: "right",
      cell: ({ leftWon, leftLost }) => wonOf(leftWon, leftLost),
    },
  ];
}
