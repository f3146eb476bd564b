import { exportLinks } from "../../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../../ui/DataTable.tsx";
import { Section } from "../../../../../ui/Page.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../../ui/UiLink.tsx";
import { countWords } from "../../../../../ui/words.ts";
import type { FiguresFilter } from "../../contract.ts";
import classes from "../../screens/Figures.module.css";
import { hrefOfWorkDeals } from "../../screens/figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "../../screens/rows-by-period.ts";
import { Share } from "../../screens/Share.tsx";
import { Count } from "../../screens/WinRateSection.tsx";
import type { PreparationFigures, PreparationTold } from "../preparation/contract.ts";
import type { PromiseFigures, PromisesTold } from "../promises/contract.ts";
import { Ratio } from "./Ratio.tsx";
import { changeOfWork, headLate, headPromises, stepsOf } from "./tell-work.ts";

type Stood = { due: number; inTime: number; late: number; missed: number };
type Row = Stood & {
  key: string;
  name: string;
  filter: FiguresFilter;
  stepId?: string;
  shares?: Pick<PreparationFigures, "late" | "missed">;
};

/** What our process wants to know before a stage, and was told later or never. */
export function LateSection({ filter, told }: { filter: FiguresFilter; told: PreparationTold }) {
  const reader = useReader();
  const { figures } = told;
  const rows = rowsByPeriod(filter, told, reader).map(
    ({ figures: shares, ...row }): Row => ({ ...row, shares, ...stepsOf(shares) }),
  );
  const steps = figures.steps.map(({ stepId, name, won, lost }): Row => {
    const sum = (of: keyof Stood) => won[of] + lost[of];
    const stood = { due: sum("due"), inTime: sum("inTime"), late: sum("late"), missed: sum("missed") };
    return { key: stepId, name, filter, stepId, ...stood };
  });
  const notRecorded = figures.notRecorded.won + figures.notRecorded.lost;
  return (
    <Section
      title={headLate(figures, reader)}
      lead="Late is a step done after the stage was entered that it belongs before; never, one not done by the close. As everything was known when the deal closed."
    >
      <DataTable
        caption="Steps of closed deals that came late or never, by period"
        columns={periodColumns}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
      {steps.some(({ due }) => due > 0) && (
        <DataTable
          caption="The same, step by step in the order of our process"
          files={exportLinks("preparation", filter)}
          columns={stepColumns}
          rows={steps}
          keyOf={({ key }) => key}
          keys={false}
        />
      )}
      {notRecorded > 0 && (
        <p className={classes.note}>
          Left out:{" "}
          <UiLink href={hrefOfWorkDeals(filter, "no-steps")}>
            {countWords(
              notRecorded,
              "closed deal without a step recorded",
              "closed deals without a step recorded",
              reader,
            )}
          </UiLink>
          .
        </p>
      )}
    </Section>
  );
}

const counts = (heading: string): Column<Row>[] => [
  { id: "name", heading, onPhone: "title", cell: ({ name }) => name },
  {
    id: "due",
    heading: "Came due",
    align: "right",
    cell: ({ due, filter, stepId }) => <Count count={due} href={hrefOfWorkDeals(filter, "steps-due", { stepId })} />,
  },
  {
    id: "in-time",
    heading: "In time",
    align: "right",
    needsRoom: true,
    cell: ({ inTime, filter, stepId }) => (
      <Count count={inTime} href={hrefOfWorkDeals(filter, "steps-in-time", { stepId })} />
    ),
  },
  {
    id: "late",
    heading: "Late",
    align: "right",
    cell: ({ late, filter, stepId }) => <Count count={late} href={hrefOfWorkDeals(filter, "steps-late", { stepId })} />,
  },
  {
    id: "missed",
    heading: "Never",
    align: "right",
    cell: ({ missed, filter, stepId }) => (
      <Count count={missed} href={hrefOfWorkDeals(filter, "steps-missed", { stepId })} />
    ),
  },
];

const periodColumns: Column<Row>[] = [
  ...counts("Closed"),
  {
    id: "late-share",
    heading: "Late, of those due",
    align: "right",
    wrap: true,
    cell: ({ shares }) => shares && <Ratio told={shares.late} as="share" />,
  },
  {
    id: "missed-share",
    heading: "Never, of those due",
    align: "right",
    wrap: true,
    cell: ({ shares }) => shares && <Ratio told={shares.missed} as="share" />,
  },
];
const stepColumns = counts("Step");

type PromiseRow = FiguresRow<PromiseFigures>;

/** What we had promised to do by a day. */
export function PromisesSection({ filter, told }: { filter: FiguresFilter; told: PromisesTold }) {
  const reader = useReader();
  const { figures, compared } = told;
  const rows = rowsByPeriod(filter, told, reader);
  return (
    <Section
      title={headPromises(figures, reader)}
      lead="Repairs by the day they were due: the promises that are on record. What was promised by word of mouth nobody writes down."
    >
      <DataTable
        caption="Promised repairs, by the day they were due"
        files={exportLinks("promises", filter)}
        columns={promiseColumns}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
      {compared && compared.change.kind === "known" && (
        <p className={classes.note}>{changeOfWork(compared.change, "Late", reader)}.</p>
      )}
    </Section>
  );
}

const promiseColumns: Column<PromiseRow>[] = [
  { id: "name", heading: "Due", onPhone: "title", cell: ({ name }) => name },
  {
    id: "kept",
    heading: "Done by then",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.kept} href={hrefOfWorkDeals(filter, "promises-kept")} />,
  },
  {
    id: "late",
    heading: "Not done by then",
    align: "right",
    cell: ({ filter, figures: { doneLate, stillOpen } }) => (
      <Count count={doneLate + stillOpen} href={hrefOfWorkDeals(filter, "promises-late")} />
    ),
  },
  {
    id: "open",
    heading: "Day to come",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.toCome} href={hrefOfWorkDeals(filter, "promises-open")} />,
  },
  { id: "share", heading: "Late, of those due", align: "right", cell: ({ figures }) => <Share share={figures.late} /> },
];
