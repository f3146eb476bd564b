import { timingSafeEqual } from "node:crypto";
import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { type FormLink, findFormLink } from "../../../platform/sign-in/form-links/store.ts";
import { hashSecret } from "../../../platform/sign-in/gate.ts";
import { countTry, uncountTry } from "../../../platform/sign-in/store.ts";

export type Asking = { db: Database; now: Instant; address?: string };
export type Answering = { db: Database; now: Instant; link: FormLink };

const tryWindowMs = 10 * 60_000;
/** Links that lead nowhere, from one address. */
const mostUnknown = 20;
/** Saves of one form: as often as somebody pauses while typing, and never as often as a program could. */
const mostUses = 600;
const mostRemembered = 10_000;

export type UseFormLink = <Result>(
  asking: Asking,
  secret: string,
  use: (answering: Answering) => Promise<Result>,
) => Promise<Result>;

/**
 * Lets whoever holds a form's secret in, and nobody else. Nobody guesses 256 bits; who tries again and again is turned away
 * before anything is looked up, and every wrong secret is answered alike.
 */
export function openFormLinks(): UseFormLink {
  /** Links that were good a while ago: should somebody guess from the same address, who answers is served all the same. */
  const served = new Set<string>();

  return async ({ db, now, address = "unknown" }, secret, use) => {
    const secretHash = hashSecret(secret);
    const key = secretHash.toString("hex");
    const tries = `form:${address}`;
    const isKnown = served.has(key);
    // Counted before it is looked up, so that many at once are not more than one after the other.
    if (!isKnown && (await countTry(db, tries, now, tryWindowMs)) > mostUnknown) throw new Refusal("TOO_MANY_TRIES");
    const link = await findFormLink(db, secretHash, new Date(now));
    if (!link || !timingSafeEqual(link.secretHash, secretHash)) {
      served.delete(key);
      throw new Refusal("LINK_ENDED");
    }
    if (!isKnown) {
      await uncountTry(db, tries);
      if (served.size >= mostRemembered) served.clear();
      served.add(key);
    }
    if ((await countTry(db, `form-link:${key}`, now, tryWindowMs)) > mostUses) throw new Refusal("TOO_MANY_TRIES");
    return use({ db, now, link });
  };
}
