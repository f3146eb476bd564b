import { z } from "zod";
import { dealRow } from "../../deals/contract.ts";
import { day, dayTold, id, pageOf, signedIn } from "../../team/contract.ts";
import { workAsked, workFigures } from "./work/contract.ts";

/** A stretch of days by its name, told anew every day. */
export const periodName = z.enum([
  "this-month",
  "last-month",
  "this-quarter",
  "last-quarter",
  "this-year",
  "last-year",
  "last-90-days",
  "last-12-months",
]);
export type PeriodName = z.infer<typeof periodName>;

/** With which other period a report is held: the one just before, the same days a year before, or none. */
export const compareName = z.enum(["before", "year-before", "none"]);

const said = z.string().max(500);

/**
 * What a report is of. Days are those of the workspace's time zone, the first and the last both count. Everything left out
 * narrows nothing. Screens keep it in their address, under these very names.
 */
export const figuresFilterShape = {
  /** Left out, and without days of one's own: this quarter. */
  period: periodName.optional(),
  from: dayTold.optional(),
  until: dayTold.optional(),
  /** Left out, and without days of one's own: the period just before. */
  compare: compareName.optional(),
  compareFrom: dayTold.optional(),
  compareUntil: dayTold.optional(),
  /** Whose deals: one person's, or nobody's. */
  person: id.or(z.literal("nobody")).optional(),
  /** A lead: their deals and those of everybody below them. */
  teamOf: id.optional(),
  pipelineId: id.optional(),
  /** Where deals came from; empty: of which nothing is told. */
  source: said.optional(),
  /** A column of the CRM, such as "Product" or "Persona", by its heading, and what it says; empty: where it says nothing. */
  column: z.string().max(200).optional(),
  value: said.optional(),
  /** Which persona a deal is of, and which campaign brought it, or none that is known. */
  personaId: id.or(z.literal("none")).optional(),
  campaignId: id.or(z.literal("none")).optional(),
};
export const figuresFilter = z.strictObject(figuresFilterShape);
export type FiguresFilter = z.infer<typeof figuresFilter>;

/** Of every route with a report's filter. */
export const periodNotPossible = {
  FIGURES_PERIOD: {
    status: 422,
    message: "Give a period by its first and its last day, in this order, of ten years at most.",
  },
} as const;

/** The days a report was made of, the last included. */
export const periodTold = z.object({ from: day, until: day });

const count = z.number().int();
export const tooFewTold = z.object({ kind: z.literal("too-few"), outOf: count, needed: count });

/** A share, 0 to 1, or a difference of two, -1 to 1, with its 95 % interval; or that it is too few to say. */
export const shareTold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("known"), value: z.number(), low: z.number(), high: z.number() }),
  tooFewTold,
]);
export type ShareTold = z.infer<typeof shareTold>;

/** What can be opened as a list of deals; a stage's figures want its `stageId` beside it. */
export const dealFigure = z.enum([
  "closed",
  "won",
  "lost",
  "no-amount",
  "no-rate",
  "reached",
  "left-at",
  "left-for",
  "created",
  "stayed",
  "still-there",
  "quota-won",
  "quota-open",
  ...workFigures,
]);
export type DealFigure = z.infer<typeof dealFigure>;

/** What lost deals left for: as the deal says how it was lost, as the CRM words it, or by the first reason of its debrief. */
export const leftBy = z.enum(["loss-kind", "crm-reason", "reason"]);
export type LeftBy = z.infer<typeof leftBy>;

/** Narrows "left-at" and "left-for" to one cause, as `showExits` tells it; empty: of which none is told. */
const causeAsked = { leftBy: leftBy.optional(), cause: said.optional() };

const named = z.object({ id, name: z.string() });

export const kpisContract = {
  listFigureAims: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/aims",
      summary: "Personas and campaigns by which figures can be narrowed, those in use",
    })
    .output(z.object({ personas: z.array(named), campaigns: z.array(named) })),
  listFigureDeals: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/deals",
      summary: "The deals behind a figure, newest first",
      description:
        "With the filter of the report and the figure's name. The list is of the report's period; for the compared one, ask with its days.",
    })
    .errors(periodNotPossible)
    .input(
      pageOf.extend({ ...figuresFilterShape, figure: dealFigure, stageId: id.optional(), ...causeAsked, ...workAsked }),
    )
    .output(z.object({ rows: z.array(dealRow), next: z.string().nullable() })),
};
