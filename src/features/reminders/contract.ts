import { oc } from "@orpc/contract";
import { z } from "zod";
import { instant, signedIn, timeZone } from "../team/contract.ts";

export const digestRhythm = z.enum(["daily", "weekly", "off"]);

/** What somebody wants to be written about. Hours are their own. */
const wish = {
  digest: digestRhythm,
  /** Of a weekly digest: Monday is 1. */
  weekday: z.number().int().min(1).max(7),
  hour: z.number().int().min(0).max(23),
  /** Check-ups on their day, filling blocks before they begin, the ends of breathers. */
  reminders: z.boolean(),
  /** Null: the workspace's. */
  timeZone: z.string().nullable(),
};

export const preferencesShape = z.object({
  ...wish,
  workspaceTimeZone: z.string(),
  /** Where mail goes; null: nobody gave one. */
  address: z.string().nullable(),
  /** When a digest is next looked for; null: never. It is sent if there is something to act on. */
  nextDigestAt: instant.nullable(),
});
export type Preferences = z.infer<typeof preferencesShape>;

export const remindersContract = {
  showPreferences: signedIn
    .route({ method: "GET", path: "/mail-preferences", summary: "What I am written about, and when" })
    .output(preferencesShape),
  savePreferences: signedIn
    .route({ method: "PUT", path: "/mail-preferences", summary: "Choose what I am written about, and when" })
    .input(z.strictObject({ ...wish, timeZone: timeZone.nullable() }))
    .output(preferencesShape),
  /** Public: whoever holds the link of a mail. Mail programs that do it by themselves post to /unsubscribe/{secret}. */
  unsubscribe: oc
    .errors({
      LINK_ENDED: { status: 410, message: "This link does not lead to anybody's mail." },
      TOO_MANY_TRIES: { status: 429, message: "Too many tries. Wait ten minutes, then open the link again." },
    })
    .route({ method: "POST", path: "/unsubscribe", summary: "Stop mails by the link that each of them has" })
    .input(
      z.strictObject({
        secret: z.string().min(1).max(200),
        /** Only such mails as the link came with, or all. */
        all: z.boolean().default(false),
      }),
    )
    .output(z.object({ stopped: z.enum(["reminders", "digest", "all"]) })),
};
