import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Curve, SurvivalCurves } from "../../../../ui/charts/SurvivalCurves.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords, percentWords } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Period } from "../rules.ts";
import type { StageTimes, StageTimesTold, StayFigures } from "../stage-times/contract.ts";
import type { WaitingTold } from "../times/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals, ofDays } from "./figures-address.ts";
import { Change } from "./Share.tsx";
import { daysWords, periodWords } from "./tell-figures.ts";
import { headStageTimes, longestStay, seenUntil } from "./tell-stages.ts";
import { Count } from "./WinRateSection.tsx";

/** How long deals stay in each stage they came to; those still there included. */
export function StageTimesSections({ filter, told }: { filter: FiguresFilter; told: StageTimesTold }) {
  const several = told.pipelines.length > 1;
  return told.pipelines.map(({ pipelineId, name, stages }) => (
    <Stages
      key={pipelineId}
      filter={{ ...filter, pipelineId }}
      where={several ? ` in ${name}` : ""}
      name={name}
      stages={stages}
      period={told.period}
      compared={told.compared}
    />
  ));
}

type Props = {
  filter: FiguresFilter;
  where: string;
  name: string;
  stages: readonly StageTimes[];
  period: Period;
  compared: Period | null;
};

function Stages({ filter, where, name, stages, period, compared }: Props) {
  const reader = useReader();
  const title = headStageTimes(stages, where, reader);
  const longest = longestStay(stages);
  const curves = stages.flatMap((stage) => curveOf(stage, filter, stage.stageId === longest));
  const left = stages.reduce((sum, { figures }) => sum + figures.bulkEdited + figures.undated, 0);
  const table = (
    <DataTable
      caption={`How long deals stay in the stages of ${name}`}
      files={exportLinks("stage-times", filter)}
      columns={columnsOf(filter, compared)}
      rows={stages}
      keyOf={({ stageId }) => stageId}
      keys={false}
    />
  );
  return (
    <Section
      title={title}
      lead="Stays that began in the period: until the deal moved to another stage, was won or was lost. One still there counts for as long as it has been there."
    >
      {curves.length > 0 ? (
        <SurvivalCurves
          title={title}
          titleIsAbove
          source={`Deals that came to a stage of ${name}, ${periodWords(period, reader)}, Comeback`}
          curves={curves}
          still="still there"
          table={table}
        />
      ) : (
        table
      )}
      {left > 0 && (
        <p className={classes.note}>
          {countWords(left, "stay is", "stays are", reader)} left out of the days: ended in a bulk edit, or by a close
          nobody knows when.
        </p>
      )}
    </Section>
  );
}

function curveOf(
  { stageId, name, figures: { waiting } }: StageTimes,
  filter: FiguresFilter,
  isThePoint: boolean,
): Curve[] {
  if (waiting.kind === "too-few") return [];
  const points = waiting.curve.map(({ open, ...point }) => ({ ...point, share: open }));
  const href = hrefOfDeals(filter, "stayed", stageId);
  return [{ id: stageId, name, points, until: seenUntil(waiting), isThePoint, href }];
}

function columnsOf(filter: FiguresFilter, compared: Period | null): Column<StageTimes>[] {
  const end = (way: "movedOn" | "won" | "lost", heading: string): Column<StageTimes> => ({
    id: way,
    heading,
    align: "right",
    needsRoom: true,
    cell: ({ figures }) => <End figures={figures} way={way} />,
  });
  return [
    { id: "stage", heading: "Stage", onPhone: "title", cell: ({ name }) => name },
    {
      id: "deals",
      heading: "Came here",
      align: "right",
      cell: ({ stageId, figures }) => <Count count={figures.deals} href={hrefOfDeals(filter, "stayed", stageId)} />,
    },
    {
      id: "still",
      heading: "Still there",
      align: "right",
      cell: ({ stageId, figures }) => (
        <Count count={figures.still} href={hrefOfDeals(filter, "still-there", stageId)} />
      ),
    },
    { id: "half", heading: "Half left within", align: "right", cell: ({ figures }) => <Half of={figures.waiting} /> },
    end("movedOn", "Moved on"),
    end("won", "Won"),
    end("lost", "Lost"),
    ...(compared ? against(ofDays(filter, compared)) : []),
  ];
}

const against = (filter: FiguresFilter): Column<StageTimes>[] => [
  {
    id: "before",
    heading: "Other period",
    align: "right",
    needsRoom: true,
    cell: ({ compared, stageId }) =>
      compared && <HalfBefore of={compared.figures} href={hrefOfDeals(filter, "stayed", stageId)} />,
  },
  {
    id: "change",
    heading: "Still there, in points",
    align: "right",
    cell: ({ compared }) => compared && <StillChange change={compared.stillChange} />,
  },
];

function StillChange({ change }: { change: NonNullable<StageTimes["compared"]>["stillChange"] }) {
  const reader = useReader();
  if (change === null) return <span className={classes.quiet}>Seen too short</span>;
  return (
    <span>
      <Change change={change} />
      {change.kind === "known" && <span className={classes.quiet}>, day {numberWords(change.days, reader)}</span>}
    </span>
  );
}

function Half({ of }: { of: WaitingTold }) {
  const reader = useReader();
  if (of.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const range = [of.low, of.high].map((limit) => (limit.kind === "at" ? Math.round(limit.days) : "more"));
  return (
    <span>
      {daysWords(of.median, reader)}{" "}
      {of.median.kind === "at" && <span className={classes.quiet}>({range.join(" to ")})</span>}
    </span>
  );
}

/** The same of the other period, which opens its deals. */
function HalfBefore({ of: { waiting, deals }, href }: { of: StayFigures; href: string }) {
  const reader = useReader();
  if (waiting.kind === "too-few") return deals > 0 ? <UiLink href={href}>Too few to say</UiLink> : <span>–</span>;
  return <UiLink href={href}>{daysWords(waiting.median, reader)}</UiLink>;
}

/** The share that left this way, as far as anybody was seen. */
function End({ figures: { ends }, way }: { figures: StayFigures; way: "movedOn" | "won" | "lost" }) {
  const reader = useReader();
  if (ends.kind === "too-few") return <span className={classes.quiet}>–</span>;
  const { value, low, high } = ends[way];
  return (
    <span>
      {percentWords(value, reader)}{" "}
      <span className={classes.quiet}>
        ({numberWords(low * 100, reader)} to {percentWords(high, reader)})
      </span>
    </span>
  );
}
