import { createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import type { Db } from "../database/database.ts";
import type { WorkspaceId } from "../session.ts";
import type { InstallationKey, InstallationKeys } from "./installation-keys.ts";
import { type About, keyFor, markBytes, openBytes, sealBytes } from "./seal.ts";
import { insertWrappedKey, listWrappedKeys, type WrappedKey } from "./store.ts";

export type Opened = { kind: "open"; text: string } | { kind: "closed"; why: string };

/** What a workspace has sealed, for reading. */
export type Opener = {
  open: (about: About, sealed: Buffer) => Opened;
  /** Whether this mark was made about this; null: its key is not at hand, so nobody can tell. */
  isMarkOf: (about: About, mark: Buffer) => boolean | null;
  /** Why nothing more can be sealed at present; null: it can. */
  whyNotSealed: string | null;
};

export type Sealer = Opener & {
  seal: (about: About, text: string) => Buffer;
  mark: (about: About) => Buffer;
};

type Here<Seals> = { kind: "here"; seals: Seals };
type None = { kind: "none"; why: string };

const otherKey =
  "It is sealed with a key that this installation does not have. Whoever runs Comeback puts the earlier key back; then it can be read again.";
const changed = "It was changed outside of Comeback, so it stays closed.";

/** Version of the workspace's key, then the value or mark. No key has version 0. */
const versionBytes = 4;

/** A mark that was made about nobody. */
export function nobodysMark(): Buffer {
  return Buffer.concat([Buffer.alloc(versionBytes), randomBytes(32)]);
}

/** To read what is sealed. Makes nothing. */
export async function findSeals(
  db: Db,
  secrets: InstallationKeys,
  workspace: WorkspaceId,
): Promise<Here<Opener> | None> {
  if (secrets.kind === "none") return secrets;
  const wrapped = await listWrappedKeys(db, workspace);
  return { kind: "here", seals: openerOf(unwrapAll(secrets.keys, workspace, wrapped), wrapped[0]?.version) };
}

/** To seal, and to read. A workspace's first key is made when first something is to be sealed. */
export async function makeSeals(
  db: Db,
  secrets: InstallationKeys,
  workspace: WorkspaceId,
): Promise<Here<Sealer> | None> {
  if (secrets.kind === "none") return secrets;
  let wrapped = await listWrappedKeys(db, workspace);
  if (wrapped.length === 0) {
    await insertWrappedKey(db, workspace, newWrappedKey(secrets.keys[0], workspace, 1));
    wrapped = await listWrappedKeys(db, workspace);
  }
  const keys = unwrapAll(secrets.keys, workspace, wrapped);
  const version = wrapped[0]?.version ?? 0;
  const key = keys.get(version);
  // A key beside the lost one would be sealed with what may be a mistake; beginning anew is somebody's decision.
  return key
    ? { kind: "here", seals: { ...openerOf(keys, version), ...sealerOf(version, key) } }
    : { kind: "none", why: otherKey };
}

/** A new random key, as it is stored. */
export function newWrappedKey(by: InstallationKey, workspace: WorkspaceId, version: number): WrappedKey {
  return wrapKey(by, workspace, version, randomBytes(32));
}

export function wrapKey(by: InstallationKey, workspace: WorkspaceId, version: number, key: Buffer): WrappedKey {
  const wrapped = sealBytes(keyFor("wrapping", by.key), wrappingOf(workspace, version), key);
  return { version, wrapped, wrappedBy: by.name };
}

export function unwrapKey(
  keys: readonly InstallationKey[],
  workspace: WorkspaceId,
  { version, wrapped, wrappedBy }: WrappedKey,
): Buffer | null {
  const by = keys.find(({ name }) => name === wrappedBy);
  return by ? openBytes(keyFor("wrapping", by.key), wrappingOf(workspace, version), wrapped) : null;
}

const wrappingOf = (workspace: WorkspaceId, version: number): About => ["workspace key", workspace, String(version)];

type Keys = ReadonlyMap<number, { values: KeyObject; marks: KeyObject }>;

function unwrapAll(
  installation: readonly InstallationKey[],
  workspace: WorkspaceId,
  wrapped: readonly WrappedKey[],
): Keys {
  return new Map(
    wrapped.flatMap((each) => {
      const bytes = unwrapKey(installation, workspace, each);
      if (!bytes) return [];
      const key = createSecretKey(bytes);
      return [[each.version, { values: keyFor("values", key), marks: keyFor("marks", key) }] as const];
    }),
  );
}

function openerOf(keys: Keys, newest: number | undefined): Opener {
  return {
    whyNotSealed: newest === undefined || keys.has(newest) ? null : otherKey,
    open: (about, sealed) => {
      const key = sealed.length < versionBytes ? undefined : keys.get(sealed.readUInt32BE(0));
      if (!key) return { kind: "closed", why: otherKey };
      const plain = openBytes(key.values, about, sealed.subarray(versionBytes));
      return plain ? { kind: "open", text: plain.toString("utf8") } : { kind: "closed", why: changed };
    },
    isMarkOf: (about, mark) => {
      const version = mark.length < versionBytes ? undefined : mark.readUInt32BE(0);
      if (version === 0) return false;
      const key = version === undefined ? undefined : keys.get(version);
      if (!key) return null;
      const made = markBytes(key.marks, about);
      const given = mark.subarray(versionBytes);
      return given.length === made.length && timingSafeEqual(given, made);
    },
  };
}

function sealerOf(version: number, key: { values: KeyObject; marks: KeyObject }): Omit<Sealer, keyof Opener> {
  const head = Buffer.alloc(versionBytes);
  head.writeUInt32BE(version);
  return {
    seal: (about, text) => Buffer.concat([head, sealBytes(key.values, about, Buffer.from(text, "utf8"))]),
    mark: (about) => Buffer.concat([head, markBytes(key.marks, about)]),
  };
}
