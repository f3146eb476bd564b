import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { Refusal } from "../../platform/refusal.ts";
import { countTry, uncountTry } from "../../platform/sign-in/store.ts";
import { findUnsubscribeKey, readUnsubscribe } from "../mail/sign-unsubscribe.ts";
import { findWish, upsertWish } from "./store.ts";

type Asking = { db: Database; now: Instant; address?: string };

const tryWindowMs = 10 * 60_000;
const mostTries = 20;

/**
 * Stops the mails that a link came with, or all. Whoever has the link may, signed in or not; it tells nothing of whom it is
 * about. Done twice, it is done.
 */
export async function endMails(
  { db, now, address = "unknown" }: Asking,
  { secret, all }: { secret: string; all: boolean },
): Promise<{ stopped: "reminders" | "digest" | "all" }> {
  const tries = `unsubscribe:${address}`;
  if ((await countTry(db, tries, now, tryWindowMs)) > mostTries) throw new Refusal("TOO_MANY_TRIES");
  const said = readUnsubscribe(await findUnsubscribeKey(db), secret);
  if (!said || said.kind === "invitation" || !(await findWish(db, said.workspace, said.memberId)))
    throw new Refusal("LINK_ENDED");
  const wish = {
    ...(all || said.kind === "digest" ? { digest: "off" as const } : {}),
    ...(all || said.kind === "reminder" ? { reminders: false } : {}),
  };
  await upsertWish(db, said.workspace, said.memberId, wish, { now, nextAt: null });
  // It was no guess.
  await uncountTry(db, tries);
  return { stopped: all ? "all" : said.kind === "digest" ? "digest" : "reminders" };
}
