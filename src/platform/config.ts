import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { parseSecretKeys } from "./sealing/installation-keys.ts";

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
};

/** Never shown, not even when it is mistyped. */
const secret = new Set(["SECRET_KEY"]);

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
    };
    const is = secret.has(name) ? "" : `; it is "${given[name]}"`;
    throw new Error(`The setting ${name} should be ${should[name] ?? "something else"}${is}.`);
  }
  return {
    port: read.data.PORT,
    host: read.data.HOST,
    dataFolder: read.data.COMEBACK_DATA,
    databaseUrl: read.data.DATABASE_URL,
    trustedProxies: read.data.TRUST_PROXY,
    secretKeys: read.data.SECRET_KEY,
  };
}
