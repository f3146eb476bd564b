import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import { readOrMakeKeyFile } from "./key-file.ts";

/** A key of the installation. Its name tells it from others and says nothing about it. */
export type InstallationKey = { key: KeyObject; name: string };

/** The first one seals; those after it only open what was sealed before. */
export type InstallationKeys =
  | { kind: "here"; keys: readonly [InstallationKey, ...InstallationKey[]] }
  /** Why there is none, in words for the person who wanted something sealed. */
  | { kind: "none"; why: string };

const hex = /^[0-9a-f]{64}$/i;
const base64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** Keys of 32 bytes in hex or base64, one or several with spaces or commas between them; null: something else. */
export function parseSecretKeys(text: string): KeyObject[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0 || !words.every((word) => hex.test(word) || base64.test(word))) return null;
  return words.map((word) => createSecretKey(Buffer.from(word, hex.test(word) ? "hex" : "base64")));
}

/** For an installation whose database is elsewhere: several processes may share it, and a file would be one's own. */
const unset =
  "This installation has no key to seal it with, and nothing is kept unsealed. Whoever runs Comeback sets SECRET_KEY.";

/**
 * The keys lie outside the database: in the setting SECRET_KEY, or in a file of the data folder, which is made at the first
 * start. With both, the setting seals and the file still opens.
 */
export function readInstallationKeys(given: readonly KeyObject[], keyFile: string | null): InstallationKeys {
  const [first, ...others] = given.map(named);
  try {
    const fromFile = keyFile === null ? null : readOrMakeKeyFile(keyFile, { make: first === undefined });
    const filed = fromFile === null ? [] : (parseSecretKeys(fromFile) ?? []).map(named);
    if (fromFile !== null && filed.length === 0 && !first) return noKey(`The key file ${keyFile} holds no key.`);
    const [seals, ...open] = first ? [first, ...others, ...filed] : filed;
    return seals ? { kind: "here", keys: [seals, ...open] } : { kind: "none", why: unset };
  } catch (error) {
    if (first) return { kind: "here", keys: [first, ...others] };
    const code = error instanceof Error && "code" in error ? String(error.code) : "not readable";
    return noKey(`The key file ${keyFile} cannot be used (${code}).`);
  }
}

const noKey = (what: string): InstallationKeys => ({
  kind: "none",
  why: `${what} Nothing is kept unsealed; whoever runs Comeback puts it right.`,
});

function named(key: KeyObject): InstallationKey {
  const name = createHash("sha256").update("comeback key name").update(key.export()).digest("hex").slice(0, 12);
  return { key, name };
}
