import { z } from "zod";
import { id, signedIn } from "../team/contract.ts";

/** Who can change it: we ourselves, both sides, or only they (fixed). Every reason not ours names a lever. */
export const control = z.enum(["ours", "shared", "theirs"]);
export type Control = z.infer<typeof control>;

export const reasonShape = z.object({
  id,
  key: z.string().nullable(),
  name: z.string(),
  appliesTo: z.enum(["lost", "won"]),
  roleQuestion: z.string().nullable(),
  control,
  lever: z.string(),
  aboutProduct: z.boolean(),
  stepId: id.nullable(),
  stepName: z.string().nullable(),
  flagId: id.nullable(),
  flagName: z.string().nullable(),
  /** Adopted practices that answer it, or its flag; the newest first. */
  practices: z.array(z.object({ id, title: z.string() })),
  archived: z.boolean(),
});
export type ReasonShape = z.infer<typeof reasonShape>;

export const repairShape = z.object({
  id,
  key: z.string().nullable(),
  name: z.string(),
  openingLine: z.string(),
  dueInDays: z.number().int(),
  flagIds: z.array(id),
  archived: z.boolean(),
});
export type RepairShape = z.infer<typeof repairShape>;

export const reasonsContract = {
  listReasons: signedIn
    .route({ method: "GET", path: "/reasons", summary: "The catalogue: why deals are lost and won" })
    .output(z.object({ rows: z.array(reasonShape) })),
  saveReason: signedIn
    .route({ method: "PUT", path: "/reasons/{id}", summary: "Make or change a reason and its links" })
    .errors({
      LEVER_NEEDED: { status: 422, message: "A reason that is not ours needs a lever: what we can do next to it." },
    })
    .input(
      z.strictObject({
        id,
        name: z.string().trim().min(1).max(200),
        appliesTo: z.enum(["lost", "won"]),
        roleQuestion: z.string().trim().max(500).nullable(),
        control,
        lever: z.string().trim().max(1000),
        aboutProduct: z.boolean(),
        stepId: id.nullable(),
        flagId: id.nullable(),
        archived: z.boolean().default(false),
      }),
    )
    .output(reasonShape),
  listRepairs: signedIn
    .route({ method: "GET", path: "/repairs", summary: "What lowers a flag" })
    .output(z.object({ rows: z.array(repairShape) })),
  saveRepair: signedIn
    .route({ method: "PUT", path: "/repairs/{id}", summary: "Make or change a repair" })
    .input(
      z.strictObject({
        id,
        name: z.string().trim().min(1).max(200),
        openingLine: z.string().trim().max(1000),
        dueInDays: z.number().int().min(0).max(365),
        flagIds: z.array(id).max(100),
        archived: z.boolean().default(false),
      }),
    )
    .output(repairShape),
  watchSteps: signedIn
    .route({
      method: "POST",
      path: "/sales-steps/watch",
      summary: "Make steps' chains whole: a red flag, a reason and a repair for each that has none",
    })
    .input(z.strictObject({ stepIds: z.array(id).min(1).max(100) }))
    .output(z.object({ flagIds: z.array(id) })),
};
