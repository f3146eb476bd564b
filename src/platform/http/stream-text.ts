import type { Context } from "hono";

/**
 * A long text in pieces, never all of it in memory. The first piece is asked for before anything is sent, so that a
 * database that is away is still a proper refusal; once under way, a failure breaks the line off, so that nobody takes
 * half a file for the whole.
 */
export async function streamText(
  c: Context,
  pieces: AsyncGenerator<string>,
  headers: Record<string, string>,
): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (first.done) controller.close();
      else controller.enqueue(encoder.encode(first.value));
    },
    pull: async (controller) => {
      try {
        const piece = await pieces.next();
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      } catch (error) {
        // This message ends up in the file, its cause only in the log.
        controller.error(new Error("The rest of this file could not be read. Fetch it again.", { cause: error }));
      }
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
  return c.body(body, 200, headers);
}
