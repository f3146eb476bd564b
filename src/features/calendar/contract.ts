import { z } from "zod";
import { instant, signedIn } from "../team/contract.ts";

export const calendarContract = {
  showFeed: signedIn
    .route({
      method: "GET",
      path: "/calendar-feed",
      summary: "Whether I have a calendar link, and when it was last read",
    })
    .output(z.object({ feed: z.object({ madeAt: instant, lastReadAt: instant.nullable() }).nullable() })),
  makeFeed: signedIn
    .route({
      method: "POST",
      path: "/calendar-feed",
      summary: "Make my calendar link; it is shown this once, and the one before ends at once",
    })
    .output(z.object({ path: z.string(), madeAt: instant })),
  endFeed: signedIn
    .route({ method: "DELETE", path: "/calendar-feed", summary: "End my calendar link at once" })
    .output(z.object({ ended: z.boolean() })),
};
