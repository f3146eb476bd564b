import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { type MailSettings, readAddress, readSmtpUrl } from "./mail/mail-settings.ts";
import { parseSecretKeys } from "./sealing/installation-keys.ts";

const smtpUrl = z.string().transform((text, context) => readSmtpUrl(text) ?? notThis(context));
const mailFrom = z.string().transform((text, context) => readAddress(text) ?? notThis(context));
function notThis(context: z.RefinementCtx): never {
  context.addIssue("not this");
  return z.NEVER;
}

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4870),
  HOST: z.string().min(1).default("127.0.0.1"),
  COMEBACK_DATA: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
  SECRET_KEY: z
    .string()
    .default("")
    .transform((text, at) => {
      const keys = text === "" ? [] : parseSecretKeys(text);
      if (keys === null) at.addIssue("no key");
      return keys ?? [];
    }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, hostname: /^.+$/ })
    .refine((text) => !/[?#@]/.test(text))
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
});

export type Config = {
  port: number;
  host: string;
  dataFolder: string | undefined;
  databaseUrl: string | undefined;
  /** How many proxies stand in front, whose word on who asks and by what name counts. */
  trustedProxies: number;
  /** What seals what is one person's alone: the first key seals, the others still open. Empty: the data folder has one. */
  secretKeys: readonly KeyObject[];
  /** How the program is reached from outside, without a slash at its end. Links in mails begin with it. */
  publicUrl: string;
  /** Null: mail is kept and shown, and not sent. */
  mail: MailSettings | null;
};

/** Never shown, not even when it is mistyped: it may hold a password. */
const secret = new Set(["SECRET_KEY", "DATABASE_URL", "SMTP_URL", "PUBLIC_URL"]);

/** The settings, all optional. Throws one sentence that names the setting and what it should look like. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0]);
    const should: Record<string, string> = {
      PORT: "a number from 0 to 65535",
      HOST: "an address such as 127.0.0.1 or 0.0.0.0",
      COMEBACK_DATA: "a folder",
      DATABASE_URL: "a PostgreSQL address such as postgresql://user:password@host:5432/comeback",
      TRUST_PROXY: "the number of proxies in front of it, from 0 to 9",
      SECRET_KEY:
        "32 random bytes in base64 or hex (openssl rand -base64 32); a new key before an old one, with a comma",
      PUBLIC_URL: "the address people open it at, such as https://comeback.example.com",
      SMTP_URL: "a mail server such as smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587",
      MAIL_FROM: "an e-mail address such as comeback@example.com or Comeback <comeback@example.com>",
    };
    const is = secret.has(name) ? "" : `; it is "${given[name]}"`;
    throw new Error(`The setting ${name} should be ${should[name] ?? "something else"}${is}.`);
  }
  const { PORT: port, HOST: host, PUBLIC_URL: publicUrl, SMTP_URL: smtp, MAIL_FROM: from } = read.data;
  if (smtp && !from)
    throw new Error("SMTP_URL needs MAIL_FROM: whom mail comes from, such as Comeback <comeback@example.com>.");
  return {
    port,
    host,
    dataFolder: read.data.COMEBACK_DATA,
    databaseUrl: read.data.DATABASE_URL,
    trustedProxies: read.data.TRUST_PROXY,
    secretKeys: read.data.SECRET_KEY,
    publicUrl: publicUrl?.replace(/\/+$/, "") ?? `http://${hostInUrl(host)}:${port}`,
    mail: smtp && from ? { ...smtp, from } : null,
  };
}

/** How this machine itself asks for what listens on an address. */
export function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
