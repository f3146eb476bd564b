import { createTransport } from "nodemailer";
import { isMailbox, type MailSettings } from "./mail-settings.ts";

export type OutgoingMail = {
  to: { name: string; address: string };
  /** In whose name, where it is somebody's own letter; answers to it go to them. */
  inTheNameOf?: { name: string; replyTo: string | null };
  /** The same at each attempt. */
  messageId: string;
  date: Date;
  subject: string;
  text: string;
  html: string;
  /** Where one POST ends such mails. Only an https address may promise that. */
  unsubscribe: string | null;
};

/**
 * What became of one attempt. `later`: try again; with `inDoubt` nobody can know whether the server took it, without it
 * surely did not. `serverTrouble` says that it was not about this mail, so that others need not be tried now.
 */
export type Attempt =
  | { kind: "sent" }
  | { kind: "refused"; why: string }
  | { kind: "later"; why: string; inDoubt: boolean; serverTrouble: boolean };

export type MailSender = {
  /** How many go at once. */
  lanes: number;
  /** The domain in Message-IDs. */
  domain: string;
  send: (mail: OutgoingMail) => Promise<Attempt>;
  close: () => void;
};

const lanes = 5;
/** The server says something within this time, or the attempt ends. */
const silenceMs = 30_000;
const connectMs = 15_000;
/** However slowly a server answers: whoever finds a mail half sent for longer knows that nobody is at it any more. */
export const longestAttemptMs = 75_000;

/** Hands mail to the SMTP server over a few connections that stay open. It never tries again by itself. */
export function createMailSender(settings: MailSettings): MailSender {
  const { host, port, secure, user, password, from } = settings;
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure,
    // A password never goes over a line that anybody can read, unless the line does not leave this machine.
    requireTLS: user !== null && !secure && !isThisMachine(host),
    ...(user !== null ? { auth: { user, pass: password ?? "" } } : {}),
    maxConnections: lanes,
    maxMessages: 200,
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Connections that end while idle are opened again when needed.
  transport.on("error", () => {});
  return {
    lanes,
    domain: from.address.split("@")[1] ?? host,
    send: async (mail) => {
      if (!isMailbox(mail.to.address)) return { kind: "refused", why: "This is no e-mail address." };
      const { name, replyTo } = mail.inTheNameOf ?? { name: from.name, replyTo: null };
      try {
        await transport.sendMail({
          from: { name: oneLine(name), address: from.address },
          ...(replyTo !== null && isMailbox(replyTo) ? { replyTo: { name: oneLine(name), address: replyTo } } : {}),
          to: { name: oneLine(mail.to.name), address: mail.to.address },
          messageId: mail.messageId,
          date: mail.date,
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          headers: {
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            ...(mail.unsubscribe ? unsubscribeHeaders(mail.unsubscribe) : {}),
          },
          signal: AbortSignal.timeout(longestAttemptMs),
        });
        return { kind: "sent" };
      } catch (error) {
        return attemptOf(error, `${host}:${port}`);
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 8058; without https there is the link, but no promise that one click is enough. */
function unsubscribeHeaders(url: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${url}>`,
    ...(url.startsWith("https:") ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
  };
}

const isThisMachine = (host: string) => host === "localhost" || host === "::1" || /^127\./.test(host);

/** No control character reaches a header, so that no name or subject can begin another one. */
export const oneLine = (text: string): string => text.replaceAll(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, " ").trim();

/** What nodemailer tells of a failure, as far as it is looked at here. */
type Failure = { code: string; answer: number | null; words: string; reason: string; command: string };

function failureOf(error: unknown): Failure {
  const told = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const text = (name: string) => String(told(name) ?? "");
  return {
    code: text("code"),
    answer: Number(told("responseCode")) || null,
    words: oneLine(text("response")).slice(0, 300),
    reason: text("originalCode") || text("timeoutType") || text("code"),
    command: text("command"),
  };
}

/** Before anything of the mail was on the line, it surely did not arrive. */
const beforeTheMail = new Set(["EDNS", "ETLS", "ECONFIG", "EPROXY"]);
const notReached: Record<string, string> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "there is no machine of this name",
  EAI_AGAIN: "its name cannot be looked up right now",
  EDNS: "its name cannot be looked up",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no network",
  ETIMEDOUT: "it does not answer",
  CONNECT_TIMEOUT: "it does not answer",
  GREETING_TIMEOUT: "it does not say hello",
  UPGRADE_TIMEOUT: "encryption could not be agreed on",
  ETLS: "encryption could not be agreed on",
};
const atConnecting = new Set(Object.keys(notReached).filter((reason) => reason !== "ETIMEDOUT"));

/** Reads a failure: is it about this mail, and for good; or about the server, and perhaps over soon? */
export function attemptOf(error: unknown, server: string): Attempt {
  const { code, answer, words, reason, command } = failureOf(error);
  const later = (why: string, inDoubt: boolean, serverTrouble: boolean): Attempt => ({
    kind: "later",
    why,
    inDoubt,
    serverTrouble,
  });
  const saying = words === "" ? "" : ` It said: ${words}`;
  if (code === "EAUTH" || code === "ENOAUTH")
    return later(`The mail server ${server} does not accept our sign-in.${saying}`, false, true);
  if (answer !== null && answer >= 500 && command !== "CONN" && command !== "EHLO")
    return { kind: "refused", why: `The mail server refused it for good.${saying}` };
  // What does not go on the line at all will not another time.
  if (answer === null && (code === "EENVELOPE" || code === "EMESSAGE"))
    return { kind: "refused", why: "This mail cannot be sent as it is addressed." };
  if (answer !== null) {
    const isGreeting = command === "CONN" || command === "EHLO" || answer === 421;
    return later(`The mail server does not take it right now.${saying}`, false, isGreeting);
  }
  if (atConnecting.has(reason) || beforeTheMail.has(code) || isAtConnecting(error))
    return later(
      `The mail server ${server} cannot be reached: ${notReached[reason] ?? "the connection failed"}.`,
      false,
      true,
    );
  return later(`The connection to the mail server ${server} broke while this was being handed over.`, true, true);
}

function isAtConnecting(error: unknown): boolean {
  const call = typeof error === "object" && error !== null ? Reflect.get(error, "syscall") : undefined;
  return call === "connect" || call === "getaddrinfo";
}
