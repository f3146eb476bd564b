import type { z } from "zod";
import type { Instant } from "../../platform/dates.ts";
import { silentAfterMs } from "../team/demo-on-its-way/rules.ts";
import { demoState } from "./contract.ts";

export type DemoShape = z.infer<typeof demoState>;

export type DemoLoad = DemoShape & { memberIds: readonly string[]; touchedAt: Instant };

const steps = new Set<string>(demoState.shape.state.options);
export const isDemoStep = (text: string): text is DemoShape["state"] => steps.has(text);

/** Whether somebody is at it right now: a load says every few seconds that it goes on. */
export function isGoingOn(load: DemoLoad | undefined, now: Instant): boolean {
  const working = load?.state === "loading" || load?.state === "clearing";
  return working && now - load.touchedAt < silentAfterMs;
}

/** How it stands, for the person who waits. */
export function demoShapeOf(load: DemoLoad | undefined, now: Instant): DemoShape {
  if (!load) return { state: "none", progress: 0, message: "" };
  const { state, progress, message } = load;
  if ((state === "loading" || state === "clearing") && !isGoingOn(load, now))
    return { state: "failed", progress, message: "The program was ended meanwhile. Start it again." };
  return { state, progress, message };
}
