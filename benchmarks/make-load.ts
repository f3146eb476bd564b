import { readFileSync } from "node:fs";
import { Agent, request as ask } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

/**
 * People at work, in a process of their own: each opens one page after the other, a page being requests sent at once.
 * Only this machine is asked, by at most so many people, for at most a minute.
 */
const asked = z
  .object({
    url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
    people: z
      .array(
        z.object({
          cookie: z.string(),
          pages: z.array(
            z.object({
              name: z.string(),
              requests: z.array(z.object({ method: z.string(), path: z.string(), body: z.string().optional() })),
            }),
          ),
        }),
      )
      .min(1)
      .max(64),
    /** Between one page and the next, of each person. */
    pauseMs: z.number().min(0),
    warmUpMs: z.number(),
    measuredMs: z.number().max(60_000),
    acceptEncoding: z.string(),
    /** What every answer must contain at least so often. */
    expected: z.object({ text: z.string(), times: z.number() }).optional(),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

type Person = (typeof asked.people)[number];
type Request = Person["pages"][number]["requests"][number];

const { hostname, port } = new URL(asked.url);
await lookOnce();
const measureFrom = performance.now() + asked.warmUpMs;
const measureTo = measureFrom + asked.measuredMs;
const times = new Map<string, number[]>();
let requests = 0;
let bytes = 0;
let failures = 0;

async function work({ cookie, pages }: Person, turn: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  // Twenty people do not click at the same instant.
  await wait((asked.pauseMs * turn) / asked.people.length);
  for (let next = turn; performance.now() < measureTo; next += 1) {
    const page = pages[next % pages.length];
    if (!page) break;
    const began = performance.now();
    const sizes = await Promise.all(page.requests.map((request) => send(agent, cookie, request)));
    const ended = performance.now();
    if (began >= measureFrom && ended <= measureTo) {
      const known = times.get(page.name);
      if (known) known.push(ended - began);
      else times.set(page.name, [ended - began]);
      requests += sizes.length;
      bytes += sizes.reduce((sum, size) => sum + size, 0);
    }
    if (asked.pauseMs > 0) await wait(asked.pauseMs);
  }
  agent.destroy();
}

function send(agent: Agent, cookie: string, { method, path, body }: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      "accept-encoding": asked.acceptEncoding,
      ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    const sent = ask({ hostname, port, method, path, agent, headers }, (answer) => {
      let size = 0;
      answer.on("data", (piece: Buffer) => {
        size += piece.length;
      });
      answer.on("end", () => {
        if (answer.statusCode !== 200) failures += 1;
        resolve(size);
      });
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function lookOnce(): Promise<void> {
  const { expected } = asked;
  const [person] = asked.people;
  const one = person?.pages[0]?.requests[0];
  if (!expected || !person || !one) return;
  const answer = await fetch(`${asked.url}${one.path}`, {
    method: one.method,
    headers: { cookie: person.cookie, ...(one.body !== undefined && { "content-type": "application/json" }) },
    ...(one.body !== undefined && { body: one.body }),
  });
  const found = (await answer.text()).split(expected.text).length - 1;
  if (found < expected.times)
    throw new Error(`${one.path} answered ${answer.status} with ${found} × ${expected.text}, not ${expected.times}.`);
}

const saidAfter = async (ms: number, word: string) => {
  await wait(ms);
  process.send?.(word);
};
await Promise.all([
  ...asked.people.map(work),
  saidAfter(asked.warmUpMs, "measuring"),
  saidAfter(asked.warmUpMs + asked.measuredMs, "measured"),
]);
if (process.connected) process.disconnect();
console.log(
  JSON.stringify({
    pages: [...times].map(([name, ms]) => ({ name, ms })),
    requests,
    bytes,
    failures,
    seconds: asked.measuredMs / 1000,
  }),
);
