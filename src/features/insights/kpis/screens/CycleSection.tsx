import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Curve, SurvivalCurves } from "../../../../ui/charts/SurvivalCurves.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords, numberWords, percentWords } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { CycleFigures, CycleTold } from "../times/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals } from "./figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "./rows-by-period.ts";
import { daysWords, headCycle, lastSeen, openAfter, sourceWords } from "./tell-figures.ts";
import { stillChangeWords } from "./tell-stages.ts";
import { Count } from "./WinRateSection.tsx";

type Row = FiguresRow<CycleFigures>;
const marks = [30, 60, 90, 180];

/** How long deals take, with those still open. */
export function CycleSection({ filter, told }: { filter: FiguresFilter; told: CycleTold }) {
  const reader = useReader();
  const { period, figures, compared } = told;
  const rows = rowsByPeriod(filter, told, reader);
  const { bulkEdited, undated } = figures;
  const curves = rows.flatMap(curveOf);
  const table = (
    <DataTable
      caption="Days until a deal is decided, by period"
      files={exportLinks("cycle", filter)}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      keys={false}
    />
  );
  return (
    <Section
      title={headCycle(figures, reader)}
      lead="Deals that began in the period, won or lost or open still. An open deal counts for as long as it has been open."
    >
      {curves.length > 0 ? (
        <SurvivalCurves
          title={headCycle(figures, reader)}
          titleIsAbove
          source={sourceWords("Deals that began", period, reader)}
          curves={curves}
          still="still open"
          table={table}
        />
      ) : (
        table
      )}
      {compared && (
        <p className={classes.note}>
          Against the other period: {stillChangeWords(compared.openChange, "still open", reader)}.
        </p>
      )}
      {bulkEdited + undated > 0 && (
        <p className={classes.note}>
          Left out of the days:{" "}
          {[
            bulkEdited > 0 &&
              countWords(bulkEdited, "deal closed in a bulk edit", "deals closed in bulk edits", reader),
            undated > 0 &&
              countWords(undated, "deal closed nobody knows when", "deals closed nobody knows when", reader),
          ]
            .filter(Boolean)
            .join(", ")}
          .
        </p>
      )}
    </Section>
  );
}

/** Too few say nothing, and have no curve. */
function curveOf({ key, name, filter, figures }: Row): Curve[] {
  if (figures.waiting.kind === "too-few") return [];
  const points = figures.waiting.curve.map(({ open, ...point }) => ({ ...point, share: open }));
  return [{ id: key, name, points, until: lastSeen(figures), href: hrefOfDeals(filter, "created") }];
}

const columns: Column<Row>[] = [
  { id: "name", heading: "Began", onPhone: "title", cell: ({ name }) => name },
  {
    id: "deals",
    heading: "Deals",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.deals} href={hrefOfDeals(filter, "created")} />,
  },
  { id: "closed", heading: "Closed", align: "right", cell: ({ figures }) => <Figure value={figures.closed} /> },
  { id: "open", heading: "Open", align: "right", cell: ({ figures }) => <Figure value={figures.open} /> },
  { id: "median", heading: "Half decided within", align: "right", cell: ({ figures }) => <Median figures={figures} /> },
  ...marks.map((days) => ({
    id: `after-${days}`,
    heading: `Open after ${days} days`,
    align: "right" as const,
    needsRoom: days !== 90,
    cell: ({ figures }: Row) => <OpenAfter figures={figures} days={days} />,
  })),
];

function Figure({ value }: { value: number }) {
  return numberWords(value, useReader());
}

function Median({ figures: { waiting } }: { figures: CycleFigures }) {
  const reader = useReader();
  if (waiting.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const { median, low, high } = waiting;
  return (
    <span>
      {daysWords(median, reader)}{" "}
      {median.kind === "at" && (
        <span className={classes.quiet}>
          ({low.kind === "at" ? numberWords(low.days, reader) : "more"} to{" "}
          {high.kind === "at" ? numberWords(high.days, reader) : "more"})
        </span>
      )}
    </span>
  );
}

function OpenAfter({ figures, days }: { figures: CycleFigures; days: number }) {
  const reader = useReader();
  const share = openAfter(figures, days);
  return share === null ? <span className={classes.quiet}>–</span> : percentWords(share, reader);
}
