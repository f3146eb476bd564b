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
