import { Hono } from "hono";
import { compress } from "hono/compress";
import { describe, expect, it } from "vitest";
import { type EventStream, eventMessage, streamEvents } from "./event-stream.ts";

/** A line that is opened, and how often it was told that it is over. */
async function openLine(headers: Record<string, string> = {}) {
  let stream: EventStream | undefined;
  let closed = 0;
  const app = new Hono().use(compress()).get("/", (c) =>
    streamEvents(c, (opened) => {
      stream = opened;
      return () => {
        closed += 1;
      };
    }),
  );
  const answer = await app.request("/", { headers });
  if (!stream) throw new Error("The line was not opened.");
  return { answer, stream, closed: () => closed };
}

describe("a line of events", () => {
  it("brings each message as it is sent, unpacked, and asks to come back soon", async () => {
    const { answer, stream } = await openLine({ "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(stream.send(eventMessage("news", '{"words":"Grüße"}', 7))).toBe(true);
    stream.end();
    expect(await answer.text()).toBe('retry: 1000\n\nid: 7\nevent: news\ndata: {"words":"Grüße"}\n\n');
  });

  it("is over once, whoever ends it, and takes nothing afterwards", async () => {
    const { answer, stream, closed } = await openLine();
    await answer.body?.cancel();
    stream.end();
    expect([closed(), stream.send(eventMessage("news", "{}"))]).toEqual([1, false]);
  });

  it("is ended for whoever does not read, so that nobody's phone fills the server", async () => {
    const { answer, stream, closed } = await openLine();
    const message = eventMessage("news", JSON.stringify("x".repeat(10_000)));
    let sent = 0;
    while (stream.send(message) && sent < 1_000) sent += 1;
    expect(sent).toBeLessThan(60);
    expect(closed()).toBe(1);
    // What was sent before arrives whole: they catch up after that.
    expect((await answer.text()).split("event: news").length - 1).toBe(sent + 1);
  });
});
