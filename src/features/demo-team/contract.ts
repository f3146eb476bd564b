import { z } from "zod";
import { signedIn } from "../team/contract.ts";

export const demoState = z.object({
  state: z.enum(["none", "loading", "loaded", "clearing", "failed"]),
  /** Share done, 0 to 1. */
  progress: z.number(),
  message: z.string(),
});

export const demoTeamContract = {
  showDemo: signedIn
    .route({ method: "GET", path: "/demo-team", summary: "Whether the demo team is here" })
    .output(demoState),
  loadDemo: signedIn
    .route({ method: "POST", path: "/demo-team", summary: "Fill an empty workspace with the demo team" })
    .errors({
      WORKSPACE_IN_USE: {
        status: 409,
        message: "There are deals here already. The demo team needs an empty workspace.",
      },
    })
    .output(demoState),
  clearDemo: signedIn
    .route({ method: "DELETE", path: "/demo-team", summary: "Remove the demo team and everything recorded on it" })
    .errors({ NOT_A_DEMO: { status: 409, message: "This workspace holds your own deals, not the demo team." } })
    .output(demoState),
};
