import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { runMeasured } from "./child-process.ts";
import { processorSeconds } from "./machine-load.ts";
import { owner, password } from "./people.ts";
import { type PreparedTeam, prepareTeam } from "./prepared-team.ts";
import { type Client, type RunningComeback, startComeback, untilLookedAt, untilRead } from "./running-comeback.ts";

export type Request = { method: string; path: string; body?: string };
export type Page = { name: string; requests: Request[] };
type Person = { cookie: string; pages: Page[] };

export type TeamAtWork = {
  deals: PreparedTeam["deals"];
  comeback: RunningComeback;
  asOwner: Client;
  /** So many sessions, shared out over the team's people: owner, managers, reps. */
  signIn: (sessions: number) => Promise<{ cookie: string; client: Client }[]>;
};

/** Uses the built program over a fresh copy of the prepared team, with nothing left to do. */
export async function withTeamAtWork<Result>(
  say: (line: string) => void,
  use: (team: TeamAtWork) => Promise<Result>,
  dealCount?: number,
): Promise<Result> {
  const { dataFolder, deals, emails } = await prepareTeam(say, dealCount);
  const comeback = await startComeback(dataFolder);
  try {
    const { client: asOwner } = await comeback.signIn(owner.email, owner.password);
    // A new day may have begun since the team was made.
    await untilRead(asOwner);
    await untilLookedAt(asOwner);
    await wait(1_000);
    const signIn = async (sessions: number) => {
      const people: Awaited<ReturnType<RunningComeback["signIn"]>>[] = [];
      for (let turn = 0; turn < sessions; turn += 1) {
        const email = emails[turn % emails.length] ?? owner.email;
        people.push(await comeback.signIn(email, email === owner.email ? owner.password : password));
      }
      return people;
    };
    return await use({ deals, comeback, asOwner, signIn });
  } finally {
    await comeback.stop();
  }
}

const loadResult = z.object({
  pages: z.array(z.object({ name: z.string(), ms: z.array(z.number()) })),
  requests: z.number(),
  bytes: z.number(),
  failures: z.number(),
  seconds: z.number(),
});
export type LoadResult = z.infer<typeof loadResult> & {
  /** Processor time per request, in milliseconds: of the program, and of its PostgreSQL. */
  processorMs: { program: number; database: number } | undefined;
};

type Load = {
  people: Person[];
  pauseMs: number;
  measuredMs: number;
  /** As a browser says it, when nothing else is said. */
  acceptEncoding?: string;
  expected?: { text: string; times: number };
};

/** Lets a process of its own make the load; nothing that failed counts as fast. */
export async function makeLoad({ url, processId }: RunningComeback, load: Load): Promise<LoadResult> {
  const readings: ReturnType<typeof processorSeconds>[] = [];
  const result = loadResult.parse(
    await runMeasured("make-load.ts", { url, warmUpMs: 3_000, acceptEncoding: "gzip, deflate, br", ...load }, () =>
      readings.push(processorSeconds(processId)),
    ),
  );
  if (result.failures > 0) throw new Error(`${result.failures} requests were not answered with a result.`);
  const [before, after] = readings;
  if (!before || !after) return { ...result, processorMs: undefined };
  const each = (seconds: number) => (seconds * 1000) / result.requests;
  const program = each(after.own - before.own);
  return { ...result, processorMs: { program, database: each(after.all - before.all) - program } };
}

export const rpc = (procedure: string, input: object = {}): Request => ({
  method: "POST",
  path: `/api/rpc/${procedure.replace(".", "/")}`,
  body: JSON.stringify({ json: input }),
});
