import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * What a sealed value is about: its kind, workspace, owner and row. It is no part of the value, but the value opens only
 * for whoever names the very same: moved to another row, it stays closed.
 */
export type About = readonly [kind: string, ...rest: string[]];

// As JSON no two lists of words ever look alike.
const bytesOf = (about: About) => Buffer.from(JSON.stringify(about));

/** AES-256-GCM with a random nonce: nonce, what was sealed, tag. */
export function sealBytes(key: KeyObject, about: About, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(bytesOf(about));
  return Buffer.concat([nonce, sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** Null: another key, another place, or changed since. */
export function openBytes(key: KeyObject, about: About, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAAD(bytesOf(about));
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes, -tagBytes)), opening.final()]);
  } catch {
    return null;
  }
}

/** 32 bytes that only the key's holder can make, and from which nobody reads what they are about. */
export function markBytes(key: KeyObject, about: About): Buffer {
  return createHmac("sha256", key).update(bytesOf(about)).digest();
}

/** A key of its own for each use, so that none says anything about another. */
export function keyFor(use: string, key: KeyObject): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), `comeback ${use}`, 32)));
}
