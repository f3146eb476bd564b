import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Funnel, FunnelsTold } from "../funnel/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals } from "./figures-address.ts";
import { Share } from "./Share.tsx";
import { headFunnel } from "./tell-figures.ts";
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
      <DataTable
        caption={`Stages of ${funnel.name}, and how many deals left at each`}
        columns={columnsOf({ ...filter, pipelineId: funnel.pipelineId }, told.compared !== null)}
        rows={funnel.stages}
        keyOf={({ stageId }) => stageId}
        keys={false}
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
    ...(compared ? [{ id: "before", heading: "In the other period", align: "right" as const, cell: before }] : []),
  ];
}

const before = ({ leftShareBefore }: Stage) => (leftShareBefore === null ? "–" : <Share share={leftShareBefore} />);
