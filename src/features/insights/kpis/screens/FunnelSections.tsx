import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { Funnel as FunnelChart, type FunnelStage } from "../../../../ui/charts/Funnel.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Funnel, FunnelsTold } from "../funnel/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals } from "./figures-address.ts";
import { Change, Share } from "./Share.tsx";
import { headFunnel, sourceWords } from "./tell-figures.ts";
import { Count } from "./WinRateSection.tsx";

type Stage = Funnel["stages"][number];

/** A funnel a pipeline. */
export function FunnelSections({ filter, told }: { filter: FiguresFilter; told: FunnelsTold }) {
  const reader = useReader();
  const several = told.funnels.length > 1;
  return told.funnels.map((funnel) => (
    <Section
      key={funnel.pipelineId}
      title={headFunnel(funnel, several, reader)}
      lead={`How far the ${countWords(funnel.deals, "deal", "deals", reader)} came that closed${several ? ` in ${funnel.name}` : ""}; ${numberWords(funnel.won, reader)} went all the way and were won.`}
    >
      <StagesOf
        filter={{ ...filter, pipelineId: funnel.pipelineId }}
        funnel={funnel}
        told={told}
        title={headFunnel(funnel, several, reader)}
      />
      {funnel.noStage > 0 && (
        <p className={classes.note}>
          {countWords(funnel.noStage, "closed deal is", "closed deals are", reader)} left out: no stage of{" "}
          {funnel.noStage === 1 ? "it" : "them"} is known.
        </p>
      )}
    </Section>
  ));
}

type StagesProps = { filter: FiguresFilter; funnel: Funnel; told: FunnelsTold; title: string };

function StagesOf({ filter, funnel, told: { period, compared }, title }: StagesProps) {
  const reader = useReader();
  return (
    <FunnelChart
      title={title}
      titleIsAbove
      source={sourceWords(`Deals in ${funnel.name} that closed`, period, reader)}
      stages={funnel.stages.map((stage) => drawn(stage, filter, reader))}
      won={{ count: funnel.won, href: hrefOfDeals(filter, "won") }}
      table={
        <DataTable
          caption={`Stages of ${funnel.name}, and how many deals left at each`}
          columns={columnsOf(filter, compared !== null)}
          files={exportLinks("funnels", filter)}
          rows={funnel.stages}
          keyOf={({ stageId }) => stageId}
          keys={false}
        />
      }
    />
  );
}

function drawn({ stageId, name, reached, left, leftShare }: Stage, filter: FiguresFilter, reader: Reader): FunnelStage {
  const reachedHref = hrefOfDeals(filter, "reached", stageId);
  const href = left > 0 ? hrefOfDeals(filter, "left-at", stageId) : reachedHref;
  const percent = (share: number) => percentWords(share, reader);
  const leftDetail =
    leftShare.kind === "known" ? `likely ${percent(leftShare.low)} to ${percent(leftShare.high)}` : undefined;
  return { id: stageId, name, reached, left, leftDetail, href, reachedHref };
}

function columnsOf(filter: FiguresFilter, compared: boolean): Column<Stage>[] {
  return [
    { id: "stage", heading: "Stage", onPhone: "title", cell: ({ name }) => name },
    {
      id: "reached",
      heading: "Came this far",
      align: "right",
      cell: ({ reached, stageId }) => <Count count={reached} href={hrefOfDeals(filter, "reached", stageId)} />,
    },
    {
      id: "left",
      heading: "Lost here",
      align: "right",
      cell: ({ left, stageId }) => <Count count={left} href={hrefOfDeals(filter, "left-at", stageId)} />,
    },
    { id: "share", heading: "Drop-off", align: "right", cell: ({ leftShare }) => <Share share={leftShare} /> },
    ...(compared
      ? [
          { id: "before", heading: "In the other period", align: "right" as const, needsRoom: true, cell: before },
          { id: "change", heading: "Change in points", align: "right" as const, cell: change },
        ]
      : []),
  ];
}

const before = ({ leftShareBefore }: Stage) => (leftShareBefore === null ? "–" : <Share share={leftShareBefore} />);
const change = (stage: Stage) => <Change change={stage.change} />;
