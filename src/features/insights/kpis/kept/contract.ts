import { z } from "zod";
import { instant } from "../../../team/contract.ts";

/** A report; where it takes too long to be reckoned while somebody waits, the last that was kept, or none so far. */
export const keptOf = <Told extends z.ZodType>(told: Told) =>
  z.object({
    /** Null: it is being reckoned for the first time. Ask again in a moment. */
    report: told.nullable(),
    /** When it was reckoned; null: for this very answer. */
    madeAt: instant.nullable(),
    /** A newer one is on its way. */
    isOnItsWay: z.boolean(),
  });
export type Kept<Told> = { report: Told | null; madeAt: string | null; isOnItsWay: boolean };
