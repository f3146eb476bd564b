import type { Context } from "hono";

type Piece = string | Uint8Array;

/** Whoever reads nothing for so long has gone, or might as well have: what the answer holds open is let go. */
const patienceMs = 60_000;

/**
 * A long text or file in pieces, never all of it in memory: a piece is asked for when the one before was taken. The first
 * piece is asked for before anything is sent, so that a database that is away is still a proper refusal; once under way, a
 * failure breaks the line off, so that nobody takes half a file for the whole.
 */
export async function streamText(
  c: Context,
  pieces: AsyncGenerator<Piece>,
  headers: Record<string, string>,
  { patience = patienceMs }: { patience?: number } = {},
): Promise<Response> {
  const encoder = new TextEncoder();
  const bytesOf = (piece: Piece) => (typeof piece === "string" ? encoder.encode(piece) : piece);
  const first = await pieces.next();
  let stalled: NodeJS.Timeout | undefined;
  const end = async () => {
    clearTimeout(stalled);
    await pieces.return(undefined);
  };
  // Whoever asks for the headers alone reads nothing, and would hold open what the rest is read from.
  if (c.req.method === "HEAD") {
    await end();
    return c.body(null, 200, headers);
  }
  const waitFor = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    stalled = setTimeout(() => {
      controller.error(new Error("Nobody took the rest of this file."));
      void end().catch(() => {});
    }, patience).unref();
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (first.done) return controller.close();
      controller.enqueue(bytesOf(first.value));
      waitFor(controller);
    },
    pull: async (controller) => {
      clearTimeout(stalled);
      try {
        const piece = await pieces.next();
        if (piece.done) return controller.close();
        controller.enqueue(bytesOf(piece.value));
        waitFor(controller);
      } catch (error) {
        // This message ends up in the file, its cause only in the log.
        controller.error(new Error("The rest of this file could not be read. Fetch it again.", { cause: error }));
      }
    },
    cancel: end,
  });
  return c.body(body, 200, headers);
}
