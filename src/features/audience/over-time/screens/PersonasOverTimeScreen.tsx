import { useQuery } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { KeptNote } from "../../../../platform/browser/KeptNote.tsx";
import { whileKept } from "../../../../platform/browser/while-kept.ts";
import { LineOverTime } from "../../../../ui/charts/LineOverTime.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { type IntervalRow, Intervals } from "../../../../ui/Interval.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, dayWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import { AskAbout } from "../../packets/screens/AskAbout.tsx";
import classes from "../../screens/Audience.module.css";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { ReportFilterBar } from "../../screens/ReportFilterBar.tsx";
import { addressOf, type ReportFilter, useReportFilter } from "../../screens/report-address.ts";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import type { OverTimeTold, PersonaOverTime, WinsTold } from "../contract.ts";
import { changeWords, headChange, headOverTime, othersWords } from "./tell-over-time.ts";

/** Which personas we win more seldom than we did, since when, and how sure that is. */
export default function PersonasOverTimeScreen() {
  const reader = useReader();
  const { filter, change } = useReportFilter();
  const keeps = useKeepsAudience();
  const asked = audience.showPersonasOverTime.queryOptions({ input: filter, enabled: keeps === true });
  const report = useQuery({ ...asked, ...whileKept });
  const failure = report.error && !report.data ? told(report.error) : undefined;
  const data = report.data?.report;
  return (
    <AudiencePage
      current="/audience/over-time"
      knownBy={asked.queryKey}
      title={data ? headOverTime(data, reader) : "Personas over time"}
      lead={
        data &&
        `Deals that closed from ${dayWords(data.period.from, reader)} to ${dayWords(data.period.until, reader)}, each persona's win rate before and since the day on which it most likely changed.`
      }
    >
      <ReportFilterBar filter={filter} usual="The last two years" change={change} />
      {failure && <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void report.refetch()} />}
      <KeptNote reports={[report.data]} />
      {data && <Report told={data} filter={filter} />}
    </AudiencePage>
  );
}

type Days = OverTimeTold["period"];

function Report({ told, filter }: { told: OverTimeTold; filter: ReportFilter }) {
  const { period, personas, looked, falseDiscoveryRate, bulkEdited, noPersona } = told;
  const reader = useReader();
  if (personas.length === 0) {
    return (
      <EmptyState
        line="No closed deal has a persona yet."
        example="Planners: 52% won before 12 March 2026, 31% since. The other personas: 44% and 45%."
        action={<UiLink href="/audience/personas">Say whom you aim at</UiLink>}
      />
    );
  }
  const leftOut = [
    ...(noPersona > 0 ? [countWords(noPersona, "deal of no persona", "deals of no persona", reader)] : []),
    ...(bulkEdited > 0 ? [countWords(bulkEdited, "close made in bulk", "closes made in bulk", reader)] : []),
  ];
  return (
    <>
      <Section title="Since the day it changed, against before">
        <Intervals
          title="The largest change of each persona's win rate, by its likeliest day"
          rows={personas.map((persona) => drawRow(persona, period, reader))}
          unit="points"
          rowsAre="Persona"
          sides={["won less often since", "won more often since"]}
          footnote={
            <>
              We looked at {countWords(looked, "persona", "personas", reader)} and at every day of each. What is in
              colour holds even so: at most {numberWords(falseDiscoveryRate * 100, reader, 1)} in 100 of such findings
              are there by chance. The bars hold whichever of the days it was.
              {leftOut.length > 0 && ` Left out: ${leftOut.join(" and ")}.`} A name opens all its deals.
            </>
          }
        />
      </Section>
      {personas.map((persona) => (
        <Changed key={persona.id} persona={persona} filter={filter} />
      ))}
      <Quarters personas={personas} filter={filter} />
    </>
  );
}

function drawRow(persona: PersonaOverTime, { from, until }: Days, reader: Reader): IntervalRow {
  const hrefOf = (personaId: string) =>
    addressOf("/insights/figures/deals", { from, until, compare: "none", personaId, figure: "closed" });
  const { id, name, deals, change } = persona;
  const row = { id, label: name, href: hrefOf(id), count: countWords(deals, "deal", "deals", reader) };
  if (change.kind === "too-few") return { ...row, estimate: change };
  if (change.kind === "no-variation")
    return { ...row, estimate: { kind: "known", value: 0, low: 0, high: 0 }, clear: false, detail: "All alike" };
  const { value, low, high } = change.difference;
  return {
    ...row,
    estimate: { kind: "known", value: value * 100, low: low * 100, high: high * 100 },
    clear: change.stands,
    detail: change.stands
      ? `${changeWords(change, reader)} ${othersWords(change, reader)}`
      : `${changeWords(change, reader)} It may well be chance.`,
  };
}

/** One persona whose win rate is another since, drawn quarter by quarter. */
function Changed({
  persona: { id, name, change, quarters },
  filter,
}: {
  persona: PersonaOverTime;
  filter: ReportFilter;
}) {
  const reader = useReader();
  if (change.kind !== "known" || !change.stands) return null;
  const points = quarters.flatMap(({ from, deals, rate }) =>
    rate.kind === "known"
      ? {
          ...{ on: from, name: quarterWords(from), count: countWords(deals, "deal", "deals", reader) },
          ...{ value: rate.value, low: rate.low, high: rate.high },
        }
      : [],
  );
  const side = ({ won, deals, rate }: WinsTold) => ({
    value: rate.kind === "known" ? rate.value : won / deals,
    says: `${rate.kind === "known" ? percentWords(rate.value, reader) : ""} of ${countWords(deals, "deal", "deals", reader)}`,
  });
  const { since: on, earliest: from, latest: until, before, after } = change;
  return (
    <Section
      title={headChange(name, change)}
      actions={<AskAbout evidence={{ of: "over-time", ...filter, personaId: id }} />}
    >
      <LineOverTime
        title={headChange(name, change)}
        titleIsAbove
        points={points}
        change={{ on, from, until, before: side(before), after: side(after) }}
        say={(share) => percentWords(share, reader)}
        axis={{ low: 0, high: 1 }}
        source="Win rate by the quarter of the close, Comeback"
      />
    </Section>
  );
}

/** Each persona's win rate quarter by quarter: what the days above are found in. */
function Quarters({ personas, filter }: { personas: readonly PersonaOverTime[]; filter: ReportFilter }) {
  const reader = useReader();
  const quarters = [...new Set(personas.flatMap((persona) => persona.quarters.map(({ from }) => from)))].sort();
  const columns: Column<PersonaOverTime>[] = [
    { id: "name", heading: "Persona", onPhone: "title", cell: ({ name }) => name },
    ...quarters.slice(-mostQuarters).map(
      (from, place): Column<PersonaOverTime> => ({
        ...{ id: from, heading: quarterWords(from), align: "right", needsRoom: quarters.length - place > 4 },
        cell: (persona) => <Quarter told={persona.quarters.find((quarter) => quarter.from === from)} reader={reader} />,
      }),
    ),
  ];
  return (
    <Section
      title="Win rate by quarter"
      lead="By the day of the close. Of fewer than five deals only their number is told."
    >
      <DataTable
        caption="Win rate of each persona by quarter"
        columns={columns}
        files={exportLinks("personas-over-time", filter)}
        rows={personas}
        keyOf={({ id }) => id}
        keys={false}
      />
    </Section>
  );
}

const mostQuarters = 9;
const quarterWords = (from: string): string => `Q${(Number(from.slice(5, 7)) + 2) / 3} ${from.slice(0, 4)}`;

function Quarter({ told: quarter, reader }: { told: PersonaOverTime["quarters"][number] | undefined; reader: Reader }) {
  if (!quarter) return <span className={classes.quiet}>–</span>;
  const { rate, deals } = quarter;
  return (
    <span>
      {rate.kind === "known" ? percentWords(rate.value, reader) : "–"}{" "}
      <span className={classes.quiet}>of {numberWords(deals, reader)}</span>
    </span>
  );
}
