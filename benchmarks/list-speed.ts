import { type Figure, inKb, inMs, percentile, whole } from "./figures.ts";
import { type LoadResult, makeLoad, type Request, rpc, withTeamAtWork } from "./team-at-work.ts";

const connections = 20;
const rows = 50;

/** Lost deals newest first, 50 rows, by somebody signed in, over 20 connections that are never idle. */
export async function measureList(say: (line: string) => void): Promise<Figure[]> {
  return withTeamAtWork(say, async ({ comeback, deals, asOwner, signIn }) => {
    const { rows: listed } = await asOwner.deals.listDeals({ status: "lost", limit: rows });
    if (listed.length !== rows || listed.some(({ status }) => status !== "lost"))
      throw new Error("This is not the list that was to be measured.");
    const sessions = await signIn(connections);
    const measure = async (request: Request, acceptEncoding: string): Promise<LoadResult> => {
      const people = sessions.map(({ cookie }) => ({ cookie, pages: [{ name: "list", requests: [request] }] }));
      const expected = { text: '"accountName"', times: rows };
      return makeLoad(comeback, { people, pauseMs: 0, measuredMs: 15_000, expected, acceptEncoding });
    };
    const screen = rpc("deals.listDeals", { status: "lost", limit: rows });
    const rest = { method: "GET", path: `/api/deals?status=lost&limit=${rows}` };
    say("lost deals, as the screen asks");
    const compressed = await measure(screen, "gzip, deflate, br");
    say("lost deals, as a program asks");
    const plain = await measure(rest, "identity");
    const total = whole(deals.open + deals.won + deals.lost);
    return [
      figureOf(`lost deals newest first, ${rows} rows, of ${total}, as a browser asks (compressed)`, compressed),
      figureOf("  the same through the REST API, uncompressed", plain),
    ];
  });
}

function figureOf(what: string, { pages, requests, seconds, bytes, processorMs }: LoadResult): Figure {
  const ms = pages.flatMap((page) => page.ms);
  const processor = processorMs
    ? `; processor a request: program ${inMs(processorMs.program)}, PostgreSQL ${inMs(processorMs.database)}`
    : "";
  return {
    what,
    measured: `${whole(requests / seconds)} requests/s`,
    aim: "≥ 500",
    note: `p95 ${inMs(percentile(ms, 0.95))}, ${inKb(bytes / requests)} each${processor}`,
  };
}
