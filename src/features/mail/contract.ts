import { z } from "zod";
import { id, instant, pageOf, signedIn } from "../team/contract.ts";

export const mailKind = z.enum(["reminder", "digest", "test", "invitation", "meeting"]);
export type MailKind = z.infer<typeof mailKind>;
export const mailState = z.enum(["waiting", "sending", "sent", "failed", "kept"]);
export type MailState = z.infer<typeof mailState>;

/** How a mail is getting on. What is in it is its reader's alone. */
export const mailShape = z.object({
  id,
  kind: mailKind,
  /** Null: what it is about is its reader's alone, too. */
  subject: z.string().nullable(),
  readerName: z.string(),
  address: z.string().nullable(),
  isMine: z.boolean(),
  /** To a customer rather than to somebody of the team. */
  isOutside: z.boolean(),
  state: mailState,
  attempts: z.number().int(),
  madeAt: instant,
  /** While it waits: the next try. */
  nextTryAt: instant.nullable(),
  /** When it was sent, or given up. */
  settledAt: instant.nullable(),
  lastError: z.string().nullable(),
});
export type MailShape = z.infer<typeof mailShape>;

const counts = z.object({ waiting: z.number().int(), failed: z.number().int(), kept: z.number().int() });

export const mailContract = {
  showDelivery: signedIn
    .route({ method: "GET", path: "/mail-delivery", summary: "Whether mail goes out, and what waits" })
    .output(
      z.object({
        /** False: no mail server is set, so every mail is kept and shown here. */
        sends: z.boolean(),
        /** For admins: who mails come from, and where their links lead. */
        set: z.object({ from: z.string().nullable(), linksTo: z.string() }).nullable(),
        mine: counts,
        /** For admins. */
        team: counts.nullable(),
        /** What stands in the way right now, in words, where mail waits because of it. */
        trouble: z.string().nullable(),
      }),
    ),
  listMails: signedIn
    .route({ method: "GET", path: "/mails", summary: "Mails, newest first: mine, or for admins everybody's" })
    .input(pageOf.extend({ of: z.enum(["me", "team"]).default("me") }))
    .output(z.object({ rows: z.array(mailShape), next: z.string().nullable() })),
  showMail: signedIn
    .route({ method: "GET", path: "/mails/{id}", summary: "One of my mails, whole" })
    .input(z.strictObject({ id }))
    .output(z.object({ mail: mailShape, text: z.string() })),
  sendAgain: signedIn
    .route({ method: "POST", path: "/mails/{id}/send-again", summary: "Send a mail that was kept or given up" })
    .errors({
      ALREADY_SENT: { status: 409, message: "This mail was sent already." },
      NO_MAIL_SERVER: { status: 409, message: "No mail server is set, so nothing can be sent yet." },
    })
    .input(z.strictObject({ id }))
    .output(mailShape),
  sendKept: signedIn
    .route({ method: "POST", path: "/mail-delivery/send-kept", summary: "Send what was kept in the last seven days" })
    .errors({ NO_MAIL_SERVER: { status: 409, message: "No mail server is set, so nothing can be sent yet." } })
    .output(z.object({ mails: z.number().int() })),
  sendTest: signedIn
    .route({ method: "PUT", path: "/mails/{id}/test", summary: "Write a mail to myself, to see whether it arrives" })
    .errors({ NO_ADDRESS: { status: 409, message: "You have no e-mail address here. An admin can add it." } })
    .input(z.strictObject({ id }))
    .output(mailShape),
};
