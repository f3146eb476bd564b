import { z } from "zod";
import { instant, signedIn } from "../../team/contract.ts";

/** Where looking at all deals together stands. A result on the screen is always whole; this says how old it is. */
export const insightRun = z.object({
  state: z.enum(["never", "waiting", "running", "done", "failed", "cancelled"]),
  /** What is being done, in words, and how far it is, 0 to 1. */
  step: z.string(),
  progress: z.number(),
  askedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  message: z.string().nullable(),
});
export type InsightRun = z.infer<typeof insightRun>;

/** A stored result with what it is made of; `result` is null until there is one. */
export const resultOf = <Result extends z.ZodType>(result: Result) =>
  z.object({
    run: insightRun,
    madeAt: instant.nullable(),
    /** Nothing that became known later is in it. */
    dataUntil: instant.nullable(),
    methodVersion: z.number().int().nullable(),
    result: result.nullable(),
  });

export const insightSettings = z.strictObject({
  /** Fewer closed deals on one side are too few for a finding. */
  fewestASide: z.number().int().min(10).max(1000),
  /** Fewer won, or fewer lost, are too few for odds. */
  fewestForOdds: z.number().int().min(50).max(10_000),
  falseDiscoveryRate: z.number().min(0.001).max(0.2),
  /** What an activity takes, preparing and writing down included. */
  callMinutes: z.number().int().min(0).max(1440),
  emailMinutes: z.number().int().min(0).max(1440),
  meetingMinutes: z.number().int().min(0).max(1440),
  noteMinutes: z.number().int().min(0).max(1440),
});
export type InsightSettings = z.infer<typeof insightSettings>;

export const runContract = {
  showRun: signedIn
    .route({ method: "GET", path: "/insights/run", summary: "How far looking at all deals together is" })
    .output(insightRun),
  askRun: signedIn
    .route({ method: "POST", path: "/insights/run", summary: "Look at all deals together again now" })
    .output(insightRun),
  cancelRun: signedIn
    .route({ method: "POST", path: "/insights/run/cancel", summary: "Stop looking; the last results stay" })
    .output(insightRun),
  showSettings: signedIn
    .route({ method: "GET", path: "/insights/settings", summary: "How much history a finding and odds need" })
    .output(insightSettings),
  saveSettings: signedIn
    .route({ method: "PUT", path: "/insights/settings", summary: "Change how much history a finding and odds need" })
    .input(insightSettings)
    .output(insightSettings),
};
