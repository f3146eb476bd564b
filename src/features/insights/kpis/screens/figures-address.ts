import { z } from "zod";
import {
  type DealFigure,
  dealFigure,
  type FiguresFilter,
  figuresFilterShape,
  type LeftBy,
  leftBy,
} from "../contract.ts";
import type { Period } from "../rules.ts";
import { type SegmentedBy, segmentedBy } from "../win-rate/contract.ts";
import { usualHours, type WorkAsked, type WorkFigure, withinHours, workAsked, workFigures } from "../work/contract.ts";

const here = "/insights/figures";

/** What stands in the address under a name; whatever is not possible there is as good as not said. */
function readers(search: string) {
  const asked = new URLSearchParams(search);
  return <Value>(name: string, shape: z.ZodType<Value>): Value | undefined => {
    const text = asked.get(name);
    const read = text === null ? undefined : shape.safeParse(text);
    return read?.success ? read.data : undefined;
  };
}

export function readFilter(search: string): FiguresFilter {
  const read = readers(search);
  const filter: FiguresFilter = {
    period: read("period", figuresFilterShape.period),
    from: read("from", figuresFilterShape.from),
    until: read("until", figuresFilterShape.until),
    compare: read("compare", figuresFilterShape.compare),
    compareFrom: read("compareFrom", figuresFilterShape.compareFrom),
    compareUntil: read("compareUntil", figuresFilterShape.compareUntil),
    person: read("person", figuresFilterShape.person),
    teamOf: read("teamOf", figuresFilterShape.teamOf),
    pipelineId: read("pipelineId", figuresFilterShape.pipelineId),
    source: read("source", figuresFilterShape.source),
    column: read("column", figuresFilterShape.column),
    value: read("value", figuresFilterShape.value),
    personaId: read("personaId", figuresFilterShape.personaId),
    campaignId: read("campaignId", figuresFilterShape.campaignId),
  };
  return filter;
}

/** By what the win rate is told beside the whole. */
export const readBy = (search: string): SegmentedBy => readers(search)("by", segmentedBy) ?? "source";

/** By what lost deals are told to have left. */
export const readLeftBy = (search: string): LeftBy => readers(search)("leftBy", leftBy) ?? "loss-kind";

/** Within how many working hours an answer is in time. */
export const readWithin = (search: string): number => readers(search)("withinHours", withinHours) ?? usualHours;

type Figure = { figure: DealFigure; stageId?: string; leftBy?: LeftBy; cause?: string } & WorkAsked;

export function readFigure(search: string): Figure {
  const read = readers(search);
  const stageId = read("stageId", z.uuid());
  const cause = read("cause", z.string().max(500));
  return {
    figure: read("figure", dealFigure) ?? "closed",
    ...(stageId === undefined ? {} : { stageId }),
    ...(cause === undefined ? {} : { cause, leftBy: readLeftBy(search) }),
    withinHours: read("withinHours", workAsked.withinHours),
    stepId: read("stepId", workAsked.stepId),
    ended: read("ended", workAsked.ended),
  };
}

const addressOf = (path: string, words: object): string => {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(words))
    if (typeof value === "string" || typeof value === "number") asked.set(name, String(value));
  const search = asked.toString();
  return search === "" ? path : `${path}?${search}`;
};

/** The report with this filter. */
export const hrefOfReport = (filter: FiguresFilter, by?: SegmentedBy, left?: LeftBy): string =>
  addressOf(here, {
    ...filter,
    ...(by === undefined || by === "source" ? {} : { by }),
    ...(left === undefined || left === "loss-kind" ? {} : { leftBy: left }),
  });

/** The figures of work with this filter. */
export const hrefOfWork = (filter: FiguresFilter, hours = usualHours): string =>
  addressOf(`${here}/work`, { ...filter, ...(hours === usualHours ? {} : { withinHours: hours }) });

/** The deals behind one of those. */
export const hrefOfWorkDeals = (filter: FiguresFilter, figure: WorkFigure, asked: WorkAsked = {}): string =>
  addressOf(`${here}/deals`, { ...filter, figure, ...asked });

/** The report that a figure is of. */
export const hrefOfReportWith = (filter: FiguresFilter, { figure, withinHours: hours }: Figure): string =>
  workFigures.some((each) => each === figure) ? hrefOfWork(filter, hours) : hrefOfReport(filter);

/** The deals behind one of its figures. */
export const hrefOfDeals = (filter: FiguresFilter, figure: DealFigure, stageId?: string): string =>
  addressOf(`${here}/deals`, { ...filter, figure, stageId });

/** The deals that left for one cause, from one stage or from all of them. */
export const hrefOfCause = (
  filter: FiguresFilter,
  figure: "left-at" | "left-for",
  { by, cause, stageId }: { by: LeftBy; cause: string; stageId?: string },
): string => addressOf(`${here}/deals`, { ...filter, figure, stageId, leftBy: by, cause });

/** The same report of other days and of nothing beside them: for the figures of the period it is held against. */
export function ofDays(filter: FiguresFilter, { from, until }: Period): FiguresFilter {
  const { period: _period, compareFrom: _from, compareUntil: _until, ...rest } = filter;
  return { ...rest, from, until, compare: "none" };
}
