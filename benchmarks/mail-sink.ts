import { SMTPServer } from "smtp-server";

/**
 * A mail server in a process of its own that takes whatever it gets and only counts it by its Message-ID. Told "report", it
 * says what came since it was last told "forget".
 */
const times = new Map<string, number>();
let received = 0;
let lastAt = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  logger: false,
  maxClients: 1_000,
  onData(stream, _session, callback) {
    // The Message-ID stands in the first piece, among the headers.
    let head = "";
    stream.on("data", (piece: Buffer) => {
      if (head.length < 4_096) head += piece.toString("latin1");
    });
    stream.on("end", () => {
      const [, id = "none"] = /^Message-ID: (\S+)/im.exec(head) ?? [];
      times.set(id, (times.get(id) ?? 0) + 1);
      received += 1;
      lastAt = Date.now();
      callback();
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => {
  const address = server.server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});

process.on("message", (told) => {
  if (told === "report") process.send?.({ received, distinct: times.size, lastAt });
  if (told === "forget") {
    times.clear();
    received = 0;
  }
});
process.on("disconnect", () => process.exit(0));
