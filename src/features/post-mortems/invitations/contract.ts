import { z } from "zod";
import { mailState } from "../../mail/contract.ts";
import { id, instant, signedIn } from "../../team/contract.ts";

/** To answer a form by themselves, or to talk. */
export const invitationKind = z.enum(["form", "conversation"]);
export type InvitationKind = z.infer<typeof invitationKind>;

/** What a customer can be written to, and asked, in. */
export const formLanguage = z.enum(["en", "de", "fr", "es", "it", "nl", "pt", "pl"]);
export type FormLanguage = z.infer<typeof formLanguage>;

export const invitationState = z.enum(["sent", "opened", "answered", "declined", "opted-out", "ended"]);
export type InvitationState = z.infer<typeof invitationState>;

/** By a mail of ours, or by a link that somebody hands over themselves. */
export const invitationWay = z.enum(["mail", "link"]);

/** Why this customer cannot be invited; null: they can. */
export const whyNotInvited = z.enum(["left-out", "open-again", "given-up"]).nullable();
export type WhyNotInvited = z.infer<typeof whyNotInvited>;

export const invitationShape = z.object({
  id,
  kind: invitationKind,
  way: invitationWay,
  readerName: z.string(),
  email: z.string().nullable(),
  language: formLanguage,
  subject: z.string(),
  body: z.string(),
  state: invitationState,
  madeByName: z.string().nullable(),
  sentAt: instant,
  openedAt: instant.nullable(),
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  expiresAt: instant,
  remindersSent: z.number().int(),
  nextReminderAt: instant.nullable(),
  /** How its last mail is getting on. */
  mail: z.object({ state: mailState, lastError: z.string().nullable() }).nullable(),
});
export type InvitationShape = z.infer<typeof invitationShape>;

const refusals = {
  LEFT_OUT: { status: 409, message: "This loss is left out of invitations. Take it in again first." },
  OPEN_AGAIN: {
    status: 409,
    message: "This deal was opened again since. Nobody is asked about a decision that no longer stands.",
  },
  GIVEN_UP: { status: 409, message: "This post-mortem was given up. Take it up again first." },
  ALREADY_ANSWERED: { status: 409, message: "They have answered already. There is nothing left to ask." },
  OPTED_OUT: { status: 409, message: "They asked for no more mails about this, so none is written." },
  ADDRESS_NOT_POSSIBLE: { status: 422, message: "This is no e-mail address. Check it, then send again." },
  TOO_MANY_INVITATIONS: {
    status: 409,
    message: "This customer was invited five times about this loss. Call them instead.",
  },
} as const;

const subject = z.string().trim().min(1).max(200);
const body = z.string().trim().min(1).max(5000);

/** An invitation as somebody sends it. */
export const invitationInput = z.strictObject({
  postMortemId: id,
  id,
  kind: invitationKind,
  way: invitationWay,
  contactId: id.nullable(),
  readerName: z.string().trim().min(1).max(200),
  /** Null only where it goes by a link. */
  email: z.string().trim().max(320).nullable(),
  language: formLanguage,
  subject,
  body,
});
export type InvitationInput = z.infer<typeof invitationInput>;

export const invitationsContract = {
  listInvitations: signedIn
    .route({
      method: "GET",
      path: "/post-mortems/{postMortemId}/invitations",
      summary: "How a customer was invited to tell us, and what came of it",
    })
    .input(z.strictObject({ postMortemId: id }))
    .output(
      z.object({
        rows: z.array(invitationShape),
        mayInvite: z.boolean(),
        whyNot: whyNotInvited,
        /** The form is answered: only a conversation is left to ask for. */
        isAnswered: z.boolean(),
      }),
    ),
  previewInvitation: signedIn
    .route({
      method: "GET",
      path: "/post-mortems/{postMortemId}/invitation-preview",
      summary: "What an invitation would say, to be edited before it goes",
    })
    .input(
      z.strictObject({
        postMortemId: id,
        kind: invitationKind,
        contactId: id.optional(),
        /** Left out: guessed from where they write from. */
        language: formLanguage.optional(),
      }),
    )
    .output(
      z.object({
        contacts: z.array(
          z.object({ contactId: id, name: z.string(), jobTitle: z.string().nullable(), email: z.string().nullable() }),
        ),
        contactId: id.nullable(),
        readerName: z.string(),
        email: z.string().nullable(),
        optedOut: z.boolean(),
        language: formLanguage,
        subject: z.string(),
        body: z.string(),
        /** Stands below what is edited, and cannot be: the button, why they get it, and how to get no more. */
        formLabel: z.string().nullable(),
        because: z.string(),
        stopLabel: z.string(),
        remindAt: z.array(instant),
        closesAt: instant,
        /** False: no mail server is set; the mail is kept, or a link handed over. */
        sends: z.boolean(),
        /** Whom answers to the mail go to; null: nobody, for the one who invites has no address here. */
        replyTo: z.string().nullable(),
        /** Where the form's links lead; `isReachable` false: nobody outside of this machine gets there. */
        linksTo: z.string(),
        isReachable: z.boolean(),
      }),
    ),
  sendInvitation: signedIn
    .route({
      method: "PUT",
      path: "/post-mortems/{postMortemId}/invitations/{id}",
      summary: "Invite a customer, by mail or by a link that one hands over",
      description: "An invitation of the same kind that still waits ends with it, and so do its links.",
    })
    .errors(refusals)
    .input(invitationInput)
    .output(invitationShape),
  makeFormLink: signedIn
    .route({
      method: "POST",
      path: "/post-mortems/{postMortemId}/invitations/{id}/link",
      summary: "Make a link to the form, to be handed over; it is shown this once",
    })
    .errors({ INVITATION_ENDED: { status: 409, message: "This invitation has ended. Invite them again." } })
    .input(z.strictObject({ postMortemId: id, id }))
    .output(z.object({ url: z.string(), expiresAt: instant })),
  settleInvitation: signedIn
    .route({
      method: "POST",
      path: "/post-mortems/{postMortemId}/invitations/{id}/settle",
      summary: "Say what came of an invitation to talk, or end one: reminders stop, links lead nowhere",
    })
    .input(z.strictObject({ postMortemId: id, id, as: z.enum(["answered", "declined", "ended"]) }))
    .output(invitationShape),
};
