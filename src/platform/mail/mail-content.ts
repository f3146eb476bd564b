import { z } from "zod";

/** A place in the program, never one outside: what is written into a mail by a seller's words leads nowhere else. */
const href = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/, "A path of the program, beginning with one slash.");

const item = z.strictObject({
  text: z.string(),
  detail: z.string().nullable(),
  href: href.nullable(),
});

/** What a mail says, before it is text and HTML. */
export const mailContent = z.strictObject({
  title: z.string(),
  lead: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      items: z.array(item),
      /** Where the rest of a long list is. */
      more: z.strictObject({ label: z.string(), href }).nullable(),
    }),
  ),
  action: z.strictObject({ label: z.string(), href }).nullable(),
  /** Why this person gets it. */
  because: z.string(),
});
export type MailContent = z.infer<typeof mailContent>;

/** What somebody of the team writes to a person outside of it: their own words, perhaps with a button to a form. */
export const letterContent = z.strictObject({
  /** BCP 47, of everything in it. */
  language: z.string(),
  /** In whose name it goes; whoever answers it writes to them. */
  from: z.strictObject({ name: z.string(), replyTo: z.string().nullable() }),
  /** As they wrote it; lines may be broken. */
  paragraphs: z.array(z.string()),
  /** Leads to the reader's own form. The link is made as the letter leaves, and kept nowhere. */
  formLabel: z.string().nullable(),
  /** Why they get it, and what they press to get no more. */
  because: z.string(),
  stopLabel: z.string(),
});
export type LetterContent = z.infer<typeof letterContent>;

/** What lies in the outbox. */
export const outgoingContent = z.union([mailContent, letterContent]);
export type OutgoingContent = z.infer<typeof outgoingContent>;

export const isLetter = (content: OutgoingContent): content is LetterContent => "paragraphs" in content;
