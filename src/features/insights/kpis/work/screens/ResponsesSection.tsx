import { exportLinks } from "../../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../../ui/DataTable.tsx";
import { Section } from "../../../../../ui/Page.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../../ui/UiLink.tsx";
import { countWords } from "../../../../../ui/words.ts";
import type { FiguresFilter } from "../../contract.ts";
import classes from "../../screens/Figures.module.css";
import { hrefOfWork, hrefOfWorkDeals } from "../../screens/figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "../../screens/rows-by-period.ts";
import { Count } from "../../screens/WinRateSection.tsx";
import type { ResponseFigures, ResponsesTold } from "../responses/contract.ts";
import { changeOfWork, leftOutWords } from "./tell-work.ts";
import { waitColumns } from "./Wait.tsx";

type Row = FiguresRow<ResponseFigures>;

/** How long what they wrote waited for an answer. */
export function ResponsesSection({ filter, told }: { filter: FiguresFilter; told: ResponsesTold }) {
  const reader = useReader();
  const { figures, compared, withinHours } = told;
  const rows = rowsByPeriod(filter, told, reader);
  const { leftOut, perhaps } = figures;
  const notes = [
    perhaps > 0 &&
      `${perhaps === 1 ? "One" : perhaps} may have been answered by something that does not say so; until then ${perhaps === 1 ? "it" : "they"} waited.`,
    leftOutWords(
      [
        {
          count: leftOut.again,
          one: "e-mail that came while an earlier one waited",
          many: "e-mails that came while an earlier one waited",
        },
        {
          count: leftOut.elsewhere,
          one: "marked as answered, nobody recorded when",
          many: "marked as answered, nobody recorded when",
        },
        { count: leftOut.dayOnly, one: "of a day without a time", many: "of a day without a time" },
      ],
      reader,
    ),
  ];
  return (
    <Section
      title={
        compared
          ? changeOfWork(
              compared.change,
              `Answered within ${countWords(withinHours, "working hour", "working hours", reader)}`,
              reader,
            )
          : "How long e-mails of theirs waited for an answer"
      }
      lead={
        <>
          E-mails that customers wrote on open deals. One that nobody has answered counts for as long as it has waited,
          also a “Thank you”. Working time is {told.workingHours.from} to {told.workingHours.until} on{" "}
          <UiLink href="/settings/workspace">the team’s working days</UiLink>.
        </>
      }
    >
      <HoursChoice filter={filter} withinHours={withinHours} />
      <DataTable
        caption="E-mails of theirs and how long they waited, by period"
        files={exportLinks("responses", { ...filter, withinHours })}
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

const choices = [1, 4, 8, 16, 40];

/** Within how many hours an answer is in time: of e-mails and missed calls alike. */
function HoursChoice({ filter, withinHours }: { filter: FiguresFilter; withinHours: number }) {
  const reader = useReader();
  const all = choices.includes(withinHours) ? choices : [...choices, withinHours].sort((one, other) => one - other);
  return (
    <nav className={`${classes.by} not-in-print`} aria-label="In time is within">
      <span>In time is within</span>
      {all.map((hours) => (
        <UiLink
          key={hours}
          href={hrefOfWork(filter, hours)}
          aria-current={hours === withinHours ? "true" : undefined}
          aria-label={countWords(hours, "working hour", "working hours", reader)}
        >
          {hours} h
        </UiLink>
      ))}
    </nav>
  );
}

const columnsOf = (withinHours: number): Column<Row>[] => [
  { id: "name", heading: "They wrote", onPhone: "title", cell: ({ name }) => name },
  {
    id: "messages",
    heading: "E-mails",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.messages} href={hrefOfWorkDeals(filter, "messages")} />,
  },
  {
    id: "answered",
    heading: "Answered",
    align: "right",
    needsRoom: true,
    cell: ({ filter, figures }) => <Count count={figures.answered} href={hrefOfWorkDeals(filter, "answered")} />,
  },
  ...waitColumns("Half answered within", withinHours),
  {
    id: "late",
    heading: "Waited longer",
    align: "right",
    cell: ({ filter, figures }) => (
      <Count count={figures.late} href={hrefOfWorkDeals(filter, "answered-late", { withinHours })} />
    ),
  },
  {
    id: "unanswered",
    heading: "Never answered",
    align: "right",
    cell: ({ filter, figures: { closedFirst, waiting } }) => (
      <Count count={closedFirst + waiting} href={hrefOfWorkDeals(filter, "unanswered")} />
    ),
  },
];
