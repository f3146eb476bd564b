import type { MailShape } from "../contract.ts";

/** How a mail is getting on, in a word or two. */
export function stateWords({ state, attempts }: Pick<MailShape, "state" | "attempts">): string {
  if (state === "sent") return "Sent";
  if (state === "failed") return "Not sent";
  if (state === "kept") return "Kept";
  if (state === "sending") return "Being sent";
  return attempts === 0 ? "On its way" : "Waiting";
}

/** Whether a person can send it on its way; what was sent or is being sent is not sent again. */
export function canSendAgain({ state, attempts }: Pick<MailShape, "state" | "attempts">): boolean {
  return state === "failed" || state === "kept" || (state === "waiting" && attempts > 0);
}

/** What an admin reads where only the reader may know what a mail is about. */
export const subjectWords = ({ subject, isOutside }: Pick<MailShape, "subject" | "isOutside">): string =>
  subject ?? (isOutside ? "A letter to a customer" : "A personal reminder");
