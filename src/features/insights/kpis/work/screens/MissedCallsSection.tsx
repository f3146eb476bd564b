import { exportLinks } from "../../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../../ui/DataTable.tsx";
import { Section } from "../../../../../ui/Page.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../../../ui/words.ts";
import type { FiguresFilter } from "../../contract.ts";
import classes from "../../screens/Figures.module.css";
import { hrefOfWorkDeals } from "../../screens/figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "../../screens/rows-by-period.ts";
import { Share } from "../../screens/Share.tsx";
import { Count } from "../../screens/WinRateSection.tsx";
import type { CallFigures, MissedCallsTold } from "../missed-calls/contract.ts";
import { changeOfWork, headCalls, leftOutWords } from "./tell-work.ts";
import { waitColumns } from "./Wait.tsx";

type Row = FiguresRow<CallFigures>;

/** Their calls that nobody took, and whether anybody called back. */
export function MissedCallsSection({ filter, told }: { filter: FiguresFilter; told: MissedCallsTold }) {
  const reader = useReader();
  const { figures, compared, withinHours } = told;
  const rows = rowsByPeriod(filter, told, reader);
  const { leftOut, unsaid } = figures;
  const notes = [
    compared && `${changeOfWork(compared.missedChange, "Missed", reader)}.`,
    compared &&
      `${changeOfWork(compared.change, `Returned within ${countWords(withinHours, "working hour", "working hours", reader)}`, reader)}.`,
    leftOutWords(
      [
        {
          count: unsaid,
          one: "call of which nobody says whether it was taken",
          many: "calls of which nobody says whether they were taken",
        },
        { count: leftOut.dayOnly, one: "missed on a day without a time", many: "missed on a day without a time" },
      ],
      reader,
    ),
    leftOut.again > 0 &&
      `${numberWords(leftOut.again, reader)} of the missed ${leftOut.again === 1 ? "was a second ring" : "were second rings"} before anybody had returned the first: one wait.`,
  ];
  return (
    <Section
      title={headCalls(figures, reader)}
      lead="Calls from customers on open deals that nobody took. Returned is one by our next call, or by an e-mail, a meeting or a talk before it."
    >
      <DataTable
        caption="Calls of theirs, and what came of those missed, by period"
        files={exportLinks("missed-calls", { ...filter, withinHours })}
        columns={columnsOf(withinHours)}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
      {notes.filter(Boolean).map((note) => (
        <p key={String(note)} className={classes.note}>
          {note}
        </p>
      ))}
    </Section>
  );
}

const columnsOf = (withinHours: number): Column<Row>[] => [
  { id: "name", heading: "They called", onPhone: "title", cell: ({ name }) => name },
  {
    id: "missed",
    heading: "Missed",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.missed} href={hrefOfWorkDeals(filter, "missed-calls")} />,
  },
  {
    id: "share",
    heading: "Of all calls",
    align: "right",
    needsRoom: true,
    cell: ({ figures }) => <Share share={figures.missedShare} />,
  },
  {
    id: "called-back",
    heading: "Called back",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.calledBack} href={hrefOfWorkDeals(filter, "called-back")} />,
  },
  {
    id: "otherwise",
    heading: "Otherwise",
    align: "right",
    needsRoom: true,
    cell: ({ filter, figures }) => (
      <Count count={figures.otherwise} href={hrefOfWorkDeals(filter, "returned-otherwise")} />
    ),
  },
  {
    id: "never",
    heading: "Not returned",
    align: "right",
    cell: ({ filter, figures: { closedFirst, waiting } }) => (
      <Count count={closedFirst + waiting} href={hrefOfWorkDeals(filter, "not-returned")} />
    ),
  },
  ...waitColumns("Half returned within", withinHours),
];
