import { rewrapKeys } from "../platform/sealing/renew-keys.ts";
import type { Installation } from "./open-installation.ts";

/** Seals every workspace's key with the installation's newest, and says at the start what that leaves closed. */
export async function settleKeys({ db, secrets }: Pick<Installation, "db" | "secrets">): Promise<void> {
  const { closed } = await rewrapKeys(db, secrets);
  if (secrets.kind === "none") console.log(`Feelings and stories without a name cannot be kept. ${secrets.why}`);
  if (closed > 0)
    console.log(
      `${closed === 1 ? "One workspace key was" : `${closed} workspace keys were`} sealed with a key that is not here: put the earlier key into SECRET_KEY behind the present one, or the key file back. README says how.`,
    );
}
