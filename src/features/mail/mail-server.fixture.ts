import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { MailSettings } from "../../platform/mail/mail-settings.ts";

export type Received = { from: string; to: string[]; raw: string };

/** How the server answers from now on: takes all, refuses for now or for good, or hangs up once it has all of a mail. */
export type Mood =
  | { kind: "takes" }
  | { kind: "refuses"; code: number; words: string }
  | { kind: "hangs-up"; afterKeeping: boolean };

/** A mail server of this machine, which keeps what it gets. */
export async function startMailServer({ port = 0 }: { port?: number } = {}) {
  const received: Received[] = [];
  let mood: Mood = { kind: "takes" };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    closeTimeout: 100,
    onRcptTo(_address, _session, callback) {
      if (mood.kind === "refuses") callback(Object.assign(new Error(mood.words), { responseCode: mood.code }));
      else callback();
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const keep = () =>
          received.push({
            from: mailFrom ? mailFrom.address : "",
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(parts).toString(),
          });
        if (mood.kind === "hangs-up") {
          if (mood.afterKeeping) keep();
          server.connections.forEach((connection) => {
            (connection as unknown as { _socket: { destroy: () => void } })._socket.destroy();
          });
          return;
        }
        keep();
        callback();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.server.address() as AddressInfo;
  const settings: MailSettings = {
    ...{ host: "127.0.0.1", port: address.port, secure: false, user: null, password: null },
    from: { name: "Comeback", address: "comeback@team.example" },
  };
  return {
    received,
    settings,
    port: address.port,
    be: (next: Mood) => {
      mood = next;
    },
    read: (): Promise<ParsedMail[]> => Promise.all(received.map(({ raw }) => simpleParser(raw))),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type MailServer = Awaited<ReturnType<typeof startMailServer>>;
