import { useQuery } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { KeptNote } from "../../../../platform/browser/KeptNote.tsx";
import { whileKept } from "../../../../platform/browser/while-kept.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { axisOf, type IntervalRow, Intervals } from "../../../../ui/Interval.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import classes from "../../screens/Audience.module.css";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { ReportFilterBar } from "../../screens/ReportFilterBar.tsx";
import { addressOf, type ReportFilter, useReportFilter } from "../../screens/report-address.ts";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import type { EarlyLossesTold, EarlyLossRow } from "../contract.ts";
import { countsWords, headEarlyLosses, headPart, kindsInWords, leadEarlyLosses, nameOf } from "./tell-early-losses.ts";

/** What is lost in the first stages, by whom we aim at, from where and with what: held against what is won. */
export default function EarlyLossesScreen() {
  const reader = useReader();
  const { filter, change } = useReportFilter();
  const keeps = useKeepsAudience();
  const asked = audience.showEarlyLosses.queryOptions({ input: filter, enabled: keeps === true });
  const report = useQuery({ ...asked, ...whileKept });
  const failure = report.error && !report.data ? told(report.error) : undefined;
  const data = report.data?.report;
  return (
    <AudiencePage
      current="/audience"
      knownBy={asked.queryKey}
      title={data ? headEarlyLosses(data, reader) : "Early losses"}
      lead={data && leadEarlyLosses(data, reader)}
    >
      <ReportFilterBar filter={filter} usual="The last 12 months" change={change} />
      {failure && <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void report.refetch()} />}
      <KeptNote reports={[report.data]} />
      {data && <Report told={data} filter={filter} />}
    </AudiencePage>
  );
}

function Report({
  told: { apart, looked, falseDiscoveryRate, later, noStage },
  filter,
}: {
  told: EarlyLossesTold;
  filter: ReportFilter;
}) {
  const reader = useReader();
  const draw = (row: EarlyLossRow) => drawRow(row, filter, reader);
  // Several plots on one axis, so that a point here lies under the same point there.
  const axis = axisOf(apart.flatMap(({ rows }) => rows.map(draw)));
  return (
    <>
      {looked > 0 && (
        <p className={classes.note}>
          We looked at {countWords(looked, "thing", "things", reader)}. What is in colour holds even so: at most{" "}
          {numberWords(falseDiscoveryRate * 100, reader, 1)} in 100 of such findings are there by chance. Each is
          compared with the others in the same pipeline.
        </p>
      )}
      {apart.map((part) => (
        <Section key={part.by} title={kindsInWords[part.by].title}>
          {part.rows.length > 0 ? (
            <Intervals
              title={headPart(part.by, part.rows)}
              rows={part.rows.map(draw)}
              axis={axis}
              unit="points"
              rowsAre={kindsInWords[part.by].heading}
              sides={["lost early less often", "lost early more often"]}
              footnote={<Rest part={part} />}
            />
          ) : (
            <p className={classes.note}>
              {kindsInWords[part.by].none} <WayThere by={part.by} column={part.column} />
            </p>
          )}
        </Section>
      ))}
      {later + noStage > 0 && (
        <p className={classes.note}>
          Left out: {countWords(later, "deal lost", "deals lost", reader)} in later stages
          {noStage > 0 && `, and ${countWords(noStage, "loss", "losses", reader)} of which no stage is known`}.{" "}
          <UiLink href="/audience/settings">Which stages are early?</UiLink>
        </p>
      )}
    </>
  );
}

function drawRow(row: EarlyLossRow, filter: ReportFilter, reader: Reader): IntervalRow {
  const { by, key, early, won, difference } = row;
  return {
    id: key,
    label: nameOf(row),
    href: addressOf("/audience/early-losses/deals", { ...filter, by, key, ended: early > 0 ? "early" : "won" }),
    count: countWords(early + won, "deal", "deals", reader),
    detail: countsWords(row, reader),
    ...(difference.kind === "known"
      ? {
          estimate: {
            kind: "known" as const,
            ...{ value: difference.value * 100, low: difference.low * 100, high: difference.high * 100 },
          },
          clear: difference.stands,
        }
      : {
          estimate: difference.kind === "too-few" ? difference : { kind: "known" as const, value: 0, low: 0, high: 0 },
          clear: false,
        }),
  };
}

type Part = EarlyLossesTold["apart"][number];

/** Whom it is not told of. */
function Rest({ part: { by, rest } }: { part: Part }) {
  const reader = useReader();
  if (rest.deals === 0) return null;
  const kind = kindsInWords[by].heading.toLowerCase();
  return (
    <>
      Of {countWords(rest.deals, "deal", "deals", reader)} no {kind} is known
      {rest.groups > 0 && `, or one of ${numberWords(rest.groups, reader)} with too few to be told alone`}.
    </>
  );
}

function WayThere({ by, column }: Pick<Part, "by" | "column">) {
  switch (by) {
    case "persona":
      return <UiLink href="/audience/personas">Say whom you aim at</UiLink>;
    case "campaign":
      return <UiLink href="/audience/campaigns">Name your campaigns</UiLink>;
    case "message":
      return <UiLink href="/audience/campaigns">Say what your campaigns say</UiLink>;
    case "segment":
      return (
        <UiLink href="/audience/settings">
          {column === null ? "Choose the column that tells it" : `The column “${column}” says nothing of them`}
        </UiLink>
      );
    case "source":
      return null;
  }
}
