import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { findFeedLink } from "../../platform/sign-in/feed-links/store.ts";
import { calendarContract } from "./contract.ts";
import { endFeed, makeFeed } from "./make-feed.ts";

const api = implement(calendarContract).$context<RequestContext>().use(refusals).use(requireSession);

export const calendarApi = api.router({
  showFeed: api.showFeed.handler(async ({ context: { db, session } }) => {
    const link = await findFeedLink(db, session.workspace, session.memberId);
    return {
      feed: link ? { madeAt: link.madeAt.toISOString(), lastReadAt: link.lastReadAt?.toISOString() ?? null } : null,
    };
  }),
  makeFeed: api.makeFeed.handler(({ context }) => makeFeed(context)),
  endFeed: api.endFeed.handler(({ context }) => endFeed(context)),
});
