import { type Column, DataTable } from "../../../../../ui/DataTable.tsx";
import { Intervals } from "../../../../../ui/Interval.tsx";
import { Section } from "../../../../../ui/Page.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../../ui/UiLink.tsx";
import { countWords, numberWords, percentWords, type Reader } from "../../../../../ui/words.ts";
import type { FiguresFilter, ShareTold } from "../../contract.ts";
import { hrefOfWorkDeals } from "../../screens/figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "../../screens/rows-by-period.ts";
import { Count } from "../../screens/WinRateSection.tsx";
import type { PreparationFigures, PreparationTold } from "../preparation/contract.ts";
import { Ratio } from "./Ratio.tsx";
import { headPreparation } from "./tell-work.ts";

type Row = FiguresRow<PreparationFigures>;

/** How prepared we were when deals were won, and when they were lost. */
export function PreparationSection({ filter, told }: { filter: FiguresFilter; told: PreparationTold }) {
  const reader = useReader();
  const { figures } = told;
  const rows = rowsByPeriod(filter, told, reader);
  const steps = figures.steps.filter(({ won, lost }) => won.due + lost.due > 0);
  return (
    <Section
      title={headPreparation(figures, reader)}
      lead="Who seems about to buy is asked more, and deals that go well are kept better: this says how wins and losses were prepared, not that preparing wins."
    >
      <DataTable
        caption="Steps done in time before wins and before losses, by period"
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
      {steps.length > 0 && (
        <Intervals
          title="Done in time before wins less before losses, step by step"
          rowsAre="Step"
          unit="points"
          sides={["before losses", "before wins"]}
          rows={steps.map(({ stepId, name, won, lost, inTimeWon, inTimeLost, difference }) => ({
            id: stepId,
            label: name,
            estimate: inPoints(difference),
            href: hrefOfWorkDeals(filter, "steps-due", { stepId }),
            count: countWords(won.due + lost.due, "deal", "deals", reader),
            detail: `${shareWords(inTimeWon, won.inTime, won.due, reader)} before wins, ${shareWords(inTimeLost, lost.inTime, lost.due, reader)} before losses`,
          }))}
          footnote={
            <>
              {countWords(steps.length, "step was looked at", "steps were looked at", reader)}: by chance alone one
              difference in twenty lies beside its interval. <UiLink href="/insights">Why we lose</UiLink> corrects for
              that, and holds deals against their like.
            </>
          }
        />
      )}
    </Section>
  );
}

const inPoints = (told: ShareTold) =>
  told.kind === "known"
    ? { kind: "known" as const, value: told.value * 100, low: told.low * 100, high: told.high * 100 }
    : told;

const shareWords = (share: ShareTold, count: number, of: number, reader: Reader): string =>
  share.kind === "known"
    ? percentWords(share.value, reader)
    : `${numberWords(count, reader)} of ${numberWords(of, reader)}`;

const columns: Column<Row>[] = [
  { id: "name", heading: "Closed", onPhone: "title", cell: ({ name }) => name },
  {
    id: "won",
    heading: "Won deals",
    align: "right",
    cell: ({ filter, figures: { won } }) => (
      <Count count={won.deals} href={hrefOfWorkDeals(filter, "steps-due", { ended: "won" })} />
    ),
  },
  {
    id: "won-share",
    heading: "In time before wins",
    align: "right",
    wrap: true,
    cell: ({ figures: { inTime } }) => <Ratio told={inTime.won} as="share" />,
  },
  {
    id: "lost",
    heading: "Lost deals",
    align: "right",
    cell: ({ filter, figures: { lost } }) => (
      <Count count={lost.deals} href={hrefOfWorkDeals(filter, "steps-due", { ended: "lost" })} />
    ),
  },
  {
    id: "lost-share",
    heading: "In time before losses",
    align: "right",
    wrap: true,
    cell: ({ figures: { inTime } }) => <Ratio told={inTime.lost} as="share" />,
  },
  {
    id: "difference",
    heading: "Points apart",
    align: "right",
    wrap: true,
    cell: ({ figures: { inTime } }) => <Ratio told={inTime.difference} as="share" signed />,
  },
];
