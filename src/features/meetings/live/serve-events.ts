import { Hono } from "hono";
import { z } from "zod";
import type { Database } from "../../../platform/database/database.ts";
import type { Notifications } from "../../../platform/database/notifications.ts";
import type { Instant } from "../../../platform/dates.ts";
import { streamEvents } from "../../../platform/http/event-stream.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { SignedInRoutes } from "../../../platform/http/web-app.ts";
import { mayFollow } from "../access.ts";
import { createFollowing } from "./follow-meetings.ts";
import { findMeeting } from "./store.ts";

const eventNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

type Living = { db: Database; notifications: Notifications; clock?: () => Instant };

/** What happens in a meeting, as it happens, to those who are in it. Everything else about meetings is in the API. */
export function meetingRoutes({ db, notifications, clock = Date.now }: Living): Hono<SignedInRoutes> {
  const follow = createFollowing(db, notifications, clock);
  return new Hono<SignedInRoutes>().get("/meetings/:id/events", async (c) => {
    const { session, stillSignedIn } = c.var;
    const id = z.uuid().safeParse(c.req.param("id"));
    // A browser that makes a line again says what it heard last by itself.
    const after = eventNumber.safeParse(c.req.header("last-event-id") ?? c.req.query().after ?? 0);
    if (!after.success) return problem(c, 400, "BAD_REQUEST", "after: the number of the last event you know.");
    const mayStill = async () => {
      const meeting = id.success && (await findMeeting(db, session.workspace, id.data, session.memberId));
      return meeting && mayFollow(session, meeting) ? meeting : null;
    };
    const meeting = await mayStill();
    if (!meeting) return problem(c, 404, "NOT_FOUND", "This is not here, or not yours to see.");
    return streamEvents(c, (stream) =>
      follow({
        ...{ stream, memberId: session.memberId, workspace: session.workspace, meetingId: meeting.id },
        after: after.data,
        mayStay: async () => (await stillSignedIn()) && (await mayStill()) !== null,
      }),
    );
  });
}
