import { dayMs, dayOf, daysBetween, type Instant } from "../../../platform/dates.ts";
import { type WorkingCalendar, workingDayFrom } from "../../team/working-calendar/rules.ts";
import type { FormLanguage, InvitationState, WhyNotInvited } from "./contract.ts";

/** How long a customer can answer, and change what they answered. */
export const openForDays = 30;
/** A customer is asked about one loss so often at most, by mail or by link. */
export const mostInvitations = 5;
/** Reminders come so many days after the invitation; there are no others. */
const reminderDays = [5, 12] as const;

/** When the reminders of an invitation are due: at the hour it was sent, on a day the team works. */
export function reminderTimes(sentAt: Instant, timeZone: string, calendar: WorkingCalendar): Instant[] {
  return reminderDays.map((days) => onWorkingDay(sentAt + days * dayMs, timeZone, calendar));
}

/** The same hour of the next day that the team works on, or of this one. */
export function onWorkingDay(at: Instant, timeZone: string, calendar: WorkingCalendar): Instant {
  const day = dayOf(at, timeZone);
  return at + daysBetween(day, workingDayFrom(day, calendar)) * dayMs;
}

export const closesAt = (sentAt: Instant): Instant => sentAt + openForDays * dayMs;

/** Where nothing more is to be expected, no reminder goes. */
export const isWaiting = (state: InvitationState): boolean => state === "sent" || state === "opened";

/** Why a customer is not to be invited, whatever else is true; the first that holds. */
export function whyNotToInvite(about: { leftOutOf: string | null; state: string; isReopened: boolean }): WhyNotInvited {
  if (about.leftOutOf !== null) return "left-out";
  if (about.isReopened) return "open-again";
  return about.state === "given-up" ? "given-up" : null;
}

const languagesByEnding: Record<string, FormLanguage> = {
  ...{ de: "de", at: "de", ch: "de", li: "de", fr: "fr", es: "es", mx: "es", ar: "es", cl: "es" },
  ...{ it: "it", nl: "nl", pt: "pt", br: "pt", pl: "pl" },
};

/** The language somebody most likely reads, by where their address is; whoever invites them knows better. */
export function languageOf(email: string | null): FormLanguage {
  const domain = email?.split("@").at(-1)?.toLowerCase() ?? "";
  return languagesByEnding[domain.split(".").at(-1) ?? ""] ?? "en";
}

const machineNames = /^(?:localhost$|127\.|0\.0\.0\.0|\[?::1\]?$|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** Whether a customer can get to links that begin so: not those that only this machine or house reaches. */
export function isReachableOutside(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return !machineNames.test(hostname) && !hostname.endsWith(".local") && !hostname.endsWith(".localhost");
}

/** What a person wrote, as paragraphs. */
export const paragraphsOf = (body: string): string[] =>
  body
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
