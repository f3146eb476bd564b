import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../src/contract.ts";
import { projectRoot } from "../src/programs/project-root.ts";

export type Client = ContractRouterClient<typeof contract>;

/** The built program, running as a person would run it. */
export type RunningComeback = {
  url: string;
  processId: number;
  /** Everything the screens can ask, over HTTP; and the cookie, for those who ask by themselves. */
  signIn: (email: string, password: string) => Promise<{ cookie: string; client: Client }>;
  stop: () => Promise<void>;
};

const patienceMs = 60_000;

export async function startComeback(dataFolder: string): Promise<RunningComeback> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, ...env } = process.env;
  const program = spawn(process.execPath, ["--enable-source-maps", join(projectRoot, "dist", "server.js")], {
    cwd: projectRoot,
    env: { ...env, PORT: String(port), HOST: "127.0.0.1", COMEBACK_DATA: dataFolder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
  await untilAnswers(`${url}/api/health`, () => program.exitCode !== null);

  const signIn = async (email: string, password: string) => {
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(`Signing in ${email}: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const client: Client = createORPCClient(new RPCLink({ url: `${url}/api/rpc`, headers: { cookie } }));
    return { cookie, client };
  };
  return {
    url,
    processId: program.pid ?? 0,
    signIn,
    stop: async () => {
      program.kill("SIGTERM");
      await ended;
    },
  };
}

/** Waits until somebody answers there with a page or a result. */
export async function untilAnswers(url: string, hasEnded: () => boolean, pauseMs = 50): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; ; ) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    if (hasEnded()) throw new Error("Comeback ended instead of answering.");
    if (Date.now() > giveUpAt) throw new Error(`${url} did not answer within a minute.`);
    await wait(pauseMs);
  }
}

const longestReadingMs = 15 * 60_000;

/** Waits until no open deal's flags are being read. */
export async function untilRead(client: Client): Promise<void> {
  for (const giveUpAt = Date.now() + longestReadingMs; ; ) {
    const { refreshing } = await client.pipelineCheck.showCheck({});
    if (refreshing === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`After a quarter of an hour ${refreshing} deals are still to be read.`);
    await wait(500);
  }
}

/** Waits until all deals have been looked at together: until then that takes one of two processors. */
export async function untilLookedAt(client: Client): Promise<void> {
  for (const giveUpAt = Date.now() + longestReadingMs; ; ) {
    const { state } = await client.insights.showRun();
    if (state === "done") return;
    if (state === "failed" || state === "cancelled") throw new Error(`Looking at all deals together: ${state}.`);
    if (Date.now() > giveUpAt) throw new Error("After a quarter of an hour all deals are still to be looked at.");
    await wait(500);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
