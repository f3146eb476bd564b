import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { problem } from "../../platform/http/problem.ts";
import { streamText } from "../../platform/http/stream-text.ts";
import type { PublicRoutes } from "../../platform/http/web-app.ts";
import { type FeedReader, findFeedReader, noteFeedRead } from "../../platform/sign-in/feed-links/store.ts";
import { hashSecret } from "../../platform/sign-in/gate.ts";
import { countTry, uncountTry } from "../../platform/sign-in/store.ts";
import { readFeed } from "./read-feed.ts";
import { writeIcs } from "./write-ics.ts";

/** A calendar service asks for links that were ended a few times a day; a guesser asks without end. */
const mostUnknown = 60;
const tryWindowMs = 600_000;
/** How exactly people are told when their calendar was last fetched. */
const noteReadEveryMs = 5 * 60_000;
const mostRemembered = 10_000;

/** The one thing that is read without signing in: a person's own calendar, by whoever holds their link. */
export function feedRoutes({ db }: { db: Database }): Hono<PublicRoutes> {
  /**
   * Links that were good a while ago. Many people's calendars are fetched from the few addresses of one service; should
   * somebody guess through it, theirs are served all the same.
   */
  const served = new Set<string>();

  return new Hono<PublicRoutes>().get("/calendar/:file", async (c) => {
    const { now, address, origin } = c.var;
    const secretHash = hashSecret(c.req.param("file").replace(/\.ics$/, ""));
    const key = secretHash.toString("hex");
    const tries = `feed:${address}`;
    const isKnown = served.has(key);
    // Counted before it is looked up, so that many at once are not more than one after the other.
    if (!isKnown && (await countTry(db, tries, now, tryWindowMs)) > mostUnknown) return tooMany(c);
    const reader = await findFeedReader(db, secretHash);
    if (!reader || !timingSafeEqual(reader.secretHash, secretHash)) {
      served.delete(key);
      return problem(
        c,
        404,
        "NOT_FOUND",
        "There is no calendar under this link. Whoever gave it to you may have ended it.",
      );
    }
    if (!isKnown) {
      await uncountTry(db, tries);
      if (served.size >= mostRemembered) served.clear();
      served.add(key);
    }
    return answer(c, reader, { db, now, origin });
  });
}

async function answer(
  c: Context,
  { session, lastReadAt }: FeedReader,
  { db, now, origin }: { db: Database; now: Instant; origin: string },
): Promise<Response> {
  const { entries, hash, changedAt } = await readFeed({ db, session, now });
  if (!lastReadAt || now - lastReadAt.getTime() >= noteReadEveryMs) await noteFeedRead(db, session, new Date(now));
  // Weak: it may be compressed on its way. Links begin with the address it was asked at.
  const etag = `W/"${hashSecret(`${hash} ${origin}`).toString("base64url")}"`;
  const headers = {
    ETag: etag,
    "Last-Modified": new Date(changedAt).toUTCString(),
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
  };
  if (isUnchanged(c, etag, changedAt)) return c.body(null, 304, headers);
  return streamText(c, writeIcs(entries, origin), {
    ...headers,
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="comeback.ics"',
  });
}

/** Whoever names what they have by its tag is not asked for its date. */
function isUnchanged(c: Context, etag: string, changedAt: Instant): boolean {
  const tags = c.req.header("if-none-match");
  if (tags !== undefined) return tags.split(",").some((tag) => bare(tag) === "*" || bare(tag) === bare(etag));
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return Math.floor(changedAt / 1000) * 1000 <= since;
}

const bare = (tag: string) => tag.trim().replace(/^W\//, "");

function tooMany(c: Context): Response {
  c.header("Retry-After", String(tryWindowMs / 1000));
  return problem(c, 429, "TOO_MANY_TRIES", "Too many links that lead nowhere. Wait ten minutes, then try again.");
}
