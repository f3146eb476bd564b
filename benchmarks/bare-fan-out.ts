import { createServer, type ServerResponse } from "node:http";
import pg from "pg";
import { z } from "zod";

/**
 * The least that brings what one says to everybody at several servers: a row, a notification with its words, and a line to
 * each listener that is written to at once. Nobody is asked who they are, nothing is joined, nothing can be caught up with.
 */
const { connection } = z
  .object({ connection: z.record(z.string(), z.union([z.string(), z.number()])) })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const pool = new pg.Pool({ ...connection, max: 10 });
const hearing = new pg.Client(connection);
const lines = new Set<ServerResponse>();

const server = createServer(async (asked, answer) => {
  if (asked.method === "GET") {
    answer.writeHead(200, { "Content-Type": "text/event-stream" });
    answer.write("event: beat\ndata: {}\n\n");
    lines.add(answer);
    answer.on("close", () => lines.delete(answer));
    return;
  }
  let body = "";
  for await (const piece of asked) body += String(piece);
  const { rows } = await pool.query(
    `with said as (insert into bare_said (words) values ($1) returning number)
     select number, pg_notify('bare', number || ' ' || $1) from said`,
    [body],
  );
  answer.writeHead(200, { "Content-Type": "application/json" });
  answer.end(JSON.stringify({ number: Number(rows[0].number) }));
});

hearing.on("notification", ({ payload = "" }) => {
  const number = payload.slice(0, payload.indexOf(" "));
  const message = `id: ${number}\nevent: news\ndata: ${payload.slice(number.length + 1)}\n\n`;
  for (const line of lines) line.write(message);
});

await hearing.connect();
await hearing.query("listen bare");
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
const address = server.address();
process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
process.on("SIGTERM", () => process.exit(0));
