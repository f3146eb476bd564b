import type { Context } from "hono";

/** A line over which one person is told what happens, for as long as they listen. */
export type EventStream = {
  /** Bytes that were made once may go to many. False: the line is over, or so slow that it was ended. */
  send: (message: Uint8Array) => boolean;
  end: () => void;
};

/** Whoever takes longer to read than this much to come is better off catching up. */
const mostWaitingBytes = 512 * 1024;
const reconnectAfterMs = 1_000;

const encoder = new TextEncoder();

/** A message of server-sent events. `data` is one line: JSON has no other. */
export function eventMessage(name: string, data: string, number?: number): Uint8Array {
  return encoder.encode(`${number === undefined ? "" : `id: ${number}\n`}event: ${name}\ndata: ${data}\n\n`);
}

/**
 * Answers with server-sent events. `opened` is called at once; what it returns is called when the line is over, whoever ended
 * it. Nothing on the way may gather or pack what should arrive now.
 */
export function streamEvents(c: Context, opened: (stream: EventStream) => () => void): Response {
  let isOver = false;
  let closed = () => {};
  const over = () => {
    if (isOver) return;
    isOver = true;
    closed();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(encoder.encode(`retry: ${reconnectAfterMs}\n\n`));
        const end = () => {
          if (isOver) return;
          over();
          controller.close();
        };
        const send = (message: Uint8Array) => {
          if (isOver) return false;
          controller.enqueue(message);
          if ((controller.desiredSize ?? 0) < 0) end();
          return !isOver;
        };
        closed = opened({ send, end });
        if (isOver) closed();
      },
      cancel: over,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaitingBytes }),
  );
  return c.body(body, 200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "private, no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
}
