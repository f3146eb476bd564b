import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { Sankey, type SankeyFlow, type SankeyPlace } from "../../../../ui/charts/Sankey.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords } from "../../../../ui/words.ts";
import type { FiguresFilter, LeftBy } from "../contract.ts";
import type { Exits, ExitsTold } from "../exits/contract.ts";
import type { SegmentedBy } from "../win-rate/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfCause, hrefOfDeals, hrefOfReport } from "./figures-address.ts";
import { Change, Share } from "./Share.tsx";
import { periodWords } from "./tell-figures.ts";
import { causeName, headExits } from "./tell-stages.ts";
import { Count } from "./WinRateSection.tsx";

type Cause = Exits["causes"][number];

const choices: { by: LeftBy; label: string }[] = [
  { by: "loss-kind", label: "How it was lost" },
  { by: "crm-reason", label: "Reason in the CRM" },
  { by: "reason", label: "First reason of the debrief" },
];

/** From which stage deals were lost, and for what; a pipeline at a time. */
export function ExitsSections({ filter, by, told }: { filter: FiguresFilter; by: SegmentedBy; told: ExitsTold }) {
  const several = told.pipelines.length > 1;
  return told.pipelines.map((exits, place) => (
    <Pipeline
      key={exits.pipelineId}
      filter={{ ...filter, pipelineId: exits.pipelineId }}
      told={told}
      exits={exits}
      where={several ? ` in ${exits.name}` : ""}
      hrefBy={place === 0 ? (cause) => hrefOfReport(filter, by, cause) : null}
    />
  ));
}

type Props = {
  filter: FiguresFilter;
  told: ExitsTold;
  exits: Exits;
  where: string;
  hrefBy: ((by: LeftBy) => string) | null;
};

function Pipeline({ filter, told: { leftBy, period, compared }, exits, where, hrefBy }: Props) {
  const reader = useReader();
  const title = headExits(exits, leftBy, where, reader);
  return (
    <Section
      title={title}
      lead={`Where the ${countWords(exits.deals, "deal", "deals", reader)} went that closed${where} and of which a stage is known: on to the next stage, or lost from it.`}
    >
      {hrefBy && (
        <nav className={`${classes.by} not-in-print`} aria-label="Causes by">
          {choices.map(({ by, label }) => (
            <UiLink key={by} href={hrefBy(by)} aria-current={by === leftBy ? "true" : undefined}>
              {label}
            </UiLink>
          ))}
        </nav>
      )}
      {exits.deals > 0 && (
        <Sankey
          title={title}
          titleIsAbove
          source={`Deals of ${exits.name} that closed ${periodWords(period, reader)}, Comeback`}
          {...drawn(exits, filter, leftBy)}
          table={
            <DataTable
              caption={`What lost deals of ${exits.name} left for, and from which stage`}
              files={exportLinks("exits", { ...filter, leftBy })}
              columns={columnsOf(exits, filter, leftBy, compared !== null)}
              rows={exits.causes}
              keyOf={({ key }) => key ?? "others"}
              keys={false}
            />
          }
        />
      )}
      {exits.noStage > 0 && (
        <p className={classes.note}>
          {countWords(exits.noStage, "closed deal is", "closed deals are", reader)} left out: no stage of{" "}
          {exits.noStage === 1 ? "it" : "them"} is known.
        </p>
      )}
      {leftBy === "reason" && <p className={classes.note}>A debrief you may not read names no reason here.</p>}
    </Section>
  );
}

function drawn(exits: Exits, filter: FiguresFilter, by: LeftBy): { places: SankeyPlace[]; flows: SankeyFlow[] } {
  const causeId = (key: string | null) => `cause ${key ?? "others"}`;
  const places: SankeyPlace[] = [
    ...exits.stages.map(
      ({ stageId, name }): SankeyPlace => ({
        ...{ id: stageId, name, kind: "on", href: hrefOfDeals(filter, "reached", stageId) },
      }),
    ),
    { id: "won", name: "Won", kind: "won", href: hrefOfDeals(filter, "won") },
    ...exits.causes.map(
      (cause): SankeyPlace => ({
        ...{ id: causeId(cause.key), name: causeName(cause, by), kind: "lost" },
        href: cause.key === null ? undefined : hrefOfCause(filter, "left-for", { by, cause: cause.key }),
      }),
    ),
  ];
  const onward = exits.stages.map(({ stageId, wentOn }, place): SankeyFlow => {
    const next = exits.stages[place + 1]?.stageId;
    return {
      ...{ from: stageId, to: next ?? "won", count: wentOn },
      href: next === undefined ? hrefOfDeals(filter, "won") : hrefOfDeals(filter, "reached", next),
    };
  });
  const away = exits.links.map(
    ({ stageId, cause, left }): SankeyFlow => ({
      ...{ from: stageId, to: causeId(cause), count: left },
      href: cause === null ? undefined : hrefOfCause(filter, "left-at", { by, cause, stageId }),
    }),
  );
  return { places, flows: [...onward, ...away] };
}

function columnsOf(exits: Exits, filter: FiguresFilter, by: LeftBy, compared: boolean): Column<Cause>[] {
  const from = (stageId: string, key: string | null) =>
    exits.links.find((link) => link.stageId === stageId && link.cause === key)?.left ?? 0;
  return [
    { id: "cause", heading: "Left for", onPhone: "title", cell: (cause) => causeName(cause, by) },
    {
      id: "left",
      heading: "Deals",
      align: "right",
      cell: ({ key, left }) =>
        key === null ? left : <Count count={left} href={hrefOfCause(filter, "left-for", { by, cause: key })} />,
    },
    { id: "share", heading: "Of lost deals", align: "right", cell: ({ share }) => <Share share={share} /> },
    ...exits.stages
      .filter(({ left }) => left > 0)
      .map(
        ({ stageId, name }): Column<Cause> => ({
          ...{ id: stageId, heading: `At ${name}`, align: "right", needsRoom: true },
          cell: ({ key }) =>
            key === null ? (
              from(stageId, key)
            ) : (
              <Count count={from(stageId, key)} href={hrefOfCause(filter, "left-at", { by, cause: key, stageId })} />
            ),
        }),
      ),
    ...(compared ? [{ id: "change", heading: "Change in points", align: "right" as const, cell: against }] : []),
  ];
}

const against = ({ change }: Cause) => <Change change={change} />;
