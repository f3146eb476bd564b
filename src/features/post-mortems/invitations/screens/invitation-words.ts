import { dayOf, dayWords, type Reader } from "../../../../ui/words.ts";
import type { FormLanguage, InvitationShape, WhyNotInvited } from "../contract.ts";

export const languageWords: Record<FormLanguage, string> = {
  en: "English",
  de: "German",
  fr: "French",
  es: "Spanish",
  it: "Italian",
  nl: "Dutch",
  pt: "Portuguese",
  pl: "Polish",
};

/** What was sent to whom: "Form to Jana Novák". */
export function whatWords({ kind, way, readerName }: Pick<InvitationShape, "kind" | "way" | "readerName">): string {
  if (kind === "conversation") return `Asked ${readerName} for a talk`;
  return way === "link" ? `Link to the form for ${readerName}` : `Form to ${readerName}`;
}

/** How it stands, in a word or two. */
export function stateWords({ kind, state, openedAt, endedAt }: InvitationShape): string {
  switch (state) {
    case "sent":
      return "No answer yet";
    case "opened":
      return "Opened, not sent yet";
    case "answered":
      return kind === "conversation" ? "They agreed" : endedAt ? "Answered; closed" : "Answered";
    case "declined":
      return "They said no";
    case "opted-out":
      return "They want no mail about this";
    case "ended":
      return openedAt ? "Ended; it was opened" : "Ended";
  }
}

/** Why its mail has not gone out; null: it has, or there is none. */
export function troubleWords({ mail, state }: Pick<InvitationShape, "mail" | "state">): string | null {
  if (!mail || mail.state === "sent" || mail.state === "sending" || state === "ended") return null;
  if (mail.state === "kept") return "Kept in the outbox: no mail server is set.";
  if (mail.state === "failed") return `The mail was not sent. ${mail.lastError ?? ""}`.trim();
  return mail.lastError ? `The mail waits. ${mail.lastError}` : null;
}

export function whyNotWords(why: WhyNotInvited): string | null {
  if (why === "left-out") return "This loss is left out of invitations, so nobody is written to.";
  if (why === "open-again") return "This deal was opened again since, so nobody is asked about its loss.";
  return why === "given-up" ? "This post-mortem was given up." : null;
}

/** When reminders go: "on 27 November and 4 December". */
export function remindersWords(instants: readonly string[], reader: Reader): string {
  return instants.map((at) => dayWords(dayOf(at, reader.timeZone), reader)).join(" and ");
}
