import type { Database } from "../database/database.ts";
import type { InstallationKeys } from "./installation-keys.ts";
import { insertWrappedKey, listWrappedByOthers, updateWrappedKey } from "./store.ts";
import { newWrappedKey, unwrapKey, wrapKey } from "./workspace-seals.ts";

/**
 * Wraps every workspace's keys anew with the installation's first key, so that after a start with "new, old" the old one
 * can go. Says how many keys none of those at hand opens.
 */
export async function rewrapKeys(db: Database, secrets: InstallationKeys): Promise<{ closed: number }> {
  if (secrets.kind === "none") return { closed: 0 };
  const [first] = secrets.keys;
  let closed = 0;
  for (const { workspace, ...wrapped } of await listWrappedByOthers(db, first.name)) {
    const key = unwrapKey(secrets.keys, workspace, wrapped);
    if (key) await updateWrappedKey(db, workspace, wrapKey(first, workspace, wrapped.version, key));
    else closed += 1;
  }
  return { closed };
}

/**
 * For an installation whose key is lost for good: every workspace whose newest key cannot be opened gets a new one. What was
 * sealed before stays closed, and opens again should the lost key be found. Says how many workspaces began anew.
 */
export async function beginNewKeys(db: Database, secrets: InstallationKeys): Promise<number> {
  if (secrets.kind === "none") throw new Error(secrets.why);
  const [first] = secrets.keys;
  await rewrapKeys(db, secrets);
  const lost = new Map((await listWrappedByOthers(db, first.name)).map((key) => [key.workspace, key.version]));
  let begun = 0;
  for (const [workspace, version] of lost)
    if (await insertWrappedKey(db, workspace, newWrappedKey(first, workspace, version + 1))) begun += 1;
  return begun;
}
