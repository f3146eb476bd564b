import { type Figure, inMs, percentile, whole } from "./figures.ts";
import type { Client } from "./running-comeback.ts";
import { type LoadResult, makeLoad, type Page, rpc, withTeamAtWork } from "./team-at-work.ts";

const people = 20;
const dealsLookedAt = 40;

/** Today and a deal's page while 20 people work: without a pause between pages, and with a second to look at each. */
export async function measurePages(say: (line: string) => void): Promise<Figure[]> {
  return withTeamAtWork(say, async (team) => {
    const { open, won, lost } = team.deals;
    const sessions = await Promise.all(
      (await team.signIn(people)).map(async ({ cookie, client }) => ({ cookie, dealIds: await someDeals(client) })),
    );
    const load = (pagesOf: (dealIds: string[]) => Page[], pauseMs: number, measuredMs: number) =>
      makeLoad(team.comeback, {
        people: sessions.map(({ cookie, dealIds }) => ({ cookie, pages: pagesOf(dealIds) })),
        pauseMs,
        measuredMs,
      });

    say("pages without a pause");
    const today = await load(() => [{ name: "today", requests: [rpc("today.showToday")] }], 0, 15_000);
    const deal = await load(
      (dealIds) => dealIds.map((id) => ({ name: "deal", requests: [rpc("deals.showDeal", { id })] })),
      0,
      15_000,
    );
    say("whole screens, a second apart");
    const screens = await load(
      (dealIds) => dealIds.flatMap((id, turn) => [dealScreen(id, turn), todayScreen]),
      1_000,
      30_000,
    );
    const size = `${whole(open)} open of ${whole(open + won + lost)} deals`;
    return [
      figureOf(`Today, ${people} people without a pause, ${size}`, today, "today"),
      figureOf(`deal page, ${people} people without a pause`, deal, "deal"),
      figureOf(`Today, whole screen, ${people} people, a page a second each`, screens, "today"),
      figureOf(`deal, whole screen, ${people} people, a page a second each`, screens, "deal"),
    ];
  });
}

/** Open and lost ones in turn, of those this person sees. */
async function someDeals(client: Client): Promise<string[]> {
  const limit = dealsLookedAt / 2;
  const open = await client.deals.listDeals({ status: "open", limit });
  const lost = await client.deals.listDeals({ status: "lost", limit });
  if (open.rows.length < limit || lost.rows.length < limit) throw new Error("Somebody has too few deals to look at.");
  return open.rows.flatMap(({ id }, index) => [id, ...(lost.rows[index] ? [lost.rows[index].id] : [])]);
}

const todayScreen: Page = { name: "today", requests: [rpc("team.me"), rpc("today.showToday")] };

/** What the screen of a deal asks as it opens: DealRoute.tsx and its panels. */
function dealScreen(id: string, turn: number): Page {
  const isOpen = turn % 2 === 0;
  return {
    name: "deal",
    requests: [
      rpc("deals.showDeal", { id }),
      rpc("redFlags.readDeal", { dealId: id }),
      rpc("debriefs.listDebriefs", { dealId: id }),
      rpc("reasons.listReasons"),
      rpc("checkUps.listCheckUps", { dealId: id, done: false, limit: 1 }),
      rpc("pipelineCheck.listTasks", { dealId: id, state: "open", limit: 200 }),
      ...(isOpen ? [rpc("reasons.listRepairs")] : []),
    ],
  };
}

function figureOf(what: string, { pages, requests, seconds, processorMs }: LoadResult, name: string): Figure {
  const ms = pages.find((page) => page.name === name)?.ms ?? [];
  const processor = processorMs
    ? `; processor a request: program ${inMs(processorMs.program)}, PostgreSQL ${inMs(processorMs.database)}`
    : "";
  return {
    what,
    measured: `p95 ${inMs(percentile(ms, 0.95))}`,
    aim: "< 100 ms",
    note: `p50 ${inMs(percentile(ms, 0.5))}, ${whole(ms.length)} pages, ${whole(requests / seconds)} requests/s${processor}`,
  };
}
