import { createServer, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { followEvents, type HeardEvent } from "./follow-events.ts";

const frame = (number: number, words = "") => `id: ${number}\ndata: ${JSON.stringify({ words })}\n\n`;

/** A server that tells as it is told to, one answer after another; the browser's fetch is Node's here. */
async function tell(answers: ((answer: ServerResponse) => void)[]) {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? "");
    const next = answers.shift();
    if (!next) {
      answer.writeHead(503).end();
      return;
    }
    next(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${address.port}` };
}

const stream = (answer: ServerResponse, ...words: string[]) => {
  answer.writeHead(200, { "Content-Type": "text/event-stream" });
  for (const word of words) answer.write(word);
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function follow(url: string, after = 0, silenceMs?: number) {
  const heard: HeardEvent[] = [];
  const states: string[] = [];
  const refused: number[] = [];
  ends.push(
    followEvents({
      address: (from) => `${url}/events?after=${from}`,
      ...{ after, dice: () => 0.5, firstPauseMs: 5, ...(silenceMs ? { silenceMs } : {}) },
      onEvents: (events) => heard.push(...events),
      onHearing: (state) => states.push(state),
      onRefused: (status) => refused.push(status),
    }),
  );
  return { heard, states, refused, numbers: () => heard.map(({ number }) => number) };
}

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5000, interval: 5 }).toBe(true);

describe("hearing what happens on the server", () => {
  test("goes on after the last event heard when the line breaks, and hears nothing twice", async () => {
    const { url, asked } = await tell([
      (answer) => {
        stream(answer, frame(4), frame(5));
        setTimeout(() => answer.destroy(), 30);
      },
      (answer) => stream(answer, frame(5), frame(6, "back")),
    ]);
    const told = follow(url, 3);
    await until(() => told.heard.length === 3);
    expect(told.numbers()).toEqual([4, 5, 6]);
    expect(asked).toEqual(["/events?after=3", "/events?after=5"]);
    expect(told.states).toEqual(["connecting", "live", "away", "live"]);
  });

  test("what stands outside the count is heard, and changes nothing about where to go on", async () => {
    const { url, asked } = await tell([
      (answer) => {
        stream(answer, frame(1), `event: begin-again\ndata: null\n\n`);
        setTimeout(() => answer.destroy(), 30);
      },
      (answer) => stream(answer, frame(2)),
    ]);
    const told = follow(url);
    await until(() => told.heard.length === 3);
    expect(told.heard[1]).toEqual({ number: null, kind: "begin-again", data: null });
    expect(asked[1]).toBe("/events?after=1");
  });

  test("an event that comes in pieces is heard when it is whole", async () => {
    const { url } = await tell([
      (answer) => {
        stream(answer, `: here\n\nid: 1\nevent: idea\ndata: {"words":"Ask `);
        setTimeout(() => answer.write(`who signs ✓"}\n\n`), 20);
      },
    ]);
    const told = follow(url);
    await until(() => told.heard.length === 1);
    expect(told.heard).toEqual([{ number: 1, kind: "idea", data: { words: "Ask who signs ✓" } }]);
  });

  test("a line that says nothing any more is opened anew; one that says it is there is kept", async () => {
    const { url, asked } = await tell([
      (answer) => {
        stream(answer, frame(1));
        const here = setInterval(() => answer.write(": here\n\n"), 20);
        setTimeout(() => clearInterval(here), 300);
      },
      (answer) => stream(answer, frame(2)),
    ]);
    const told = follow(url, 0, 120);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(asked).toHaveLength(1);
    await until(() => told.heard.length === 2);
    expect(asked[1]).toBe("/events?after=1");
  });

  test("a refusal ends it; a server that is busy is asked again", async () => {
    const { url, asked } = await tell([
      (answer) => answer.writeHead(503).end(),
      (answer) => answer.writeHead(404).end(),
    ]);
    const told = follow(url);
    await until(() => told.refused.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told.refused).toEqual([404]);
    expect(asked).toHaveLength(2);
  });
});
