import type { Day } from "../../../platform/dates.ts";
import type { FormLanguage, InvitationKind } from "./contract.ts";
import type { LetterWords } from "./letter-words.ts";
import { lettersDe } from "./letters-de.ts";
import { lettersEn } from "./letters-en.ts";
import { lettersEs } from "./letters-es.ts";
import { lettersFr } from "./letters-fr.ts";
import { lettersIt } from "./letters-it.ts";
import { lettersNl } from "./letters-nl.ts";
import { lettersPl } from "./letters-pl.ts";
import { lettersPt } from "./letters-pt.ts";

const words: Record<FormLanguage, LetterWords> = {
  en: lettersEn,
  de: lettersDe,
  fr: lettersFr,
  es: lettersEs,
  it: lettersIt,
  nl: lettersNl,
  pt: lettersPt,
  pl: lettersPl,
};

/** What may be told to whom it is written; nothing else of a deal reaches a letter by itself. */
export type LetterFacts = {
  language: FormLanguage;
  kind: InvitationKind;
  readerName: string;
  askerName: string;
  companyName: string;
  decidedOn: Day;
  closesOn: Day;
};

/** An invitation as it is proposed; whoever sends it says it in their own words. */
export function proposeLetter(facts: LetterFacts): { subject: string; body: string } {
  const { subject, body } = words[facts.language][facts.kind];
  return { subject: filled(subject, facts), body: filled(body, facts) };
}

/** The first or the last reminder of an invitation with this subject. */
export function wordReminder(
  facts: LetterFacts,
  { subject, sent }: { subject: string; sent: number },
): { subject: string; body: string } {
  const { reminderSubject, [facts.kind]: letter } = words[facts.language];
  const [first, last] = letter.reminders;
  return {
    subject: reminderSubject.replace("{subject}", () => subject),
    body: filled(sent === 0 ? first : last, facts),
  };
}

/** What stands below every letter: the button, why they get it, and how to get no more. */
export function wordFoot({ language, kind, companyName }: Pick<LetterFacts, "language" | "kind" | "companyName">): {
  formLabel: string | null;
  because: string;
  stopLabel: string;
} {
  const { formLabel, because, stopLabel } = words[language];
  return {
    formLabel: kind === "form" ? formLabel : null,
    because: because.replaceAll("{company}", () => companyName),
    stopLabel,
  };
}

/** As it is said in Europe, where English has a day before its month. */
const localeOf = (language: FormLanguage) => (language === "en" ? "en-GB" : language);

function filled(text: string, { language, readerName, askerName, companyName, decidedOn, closesOn }: LetterFacts) {
  const say = (day: Day, parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", ...parts }).format(Date.parse(`${day}T00:00:00Z`));
  const values: Record<string, string> = {
    name: readerName,
    asker: askerName,
    company: companyName,
    month: say(decidedOn, { month: "long", year: "numeric" }),
    closes: say(closesOn, { day: "numeric", month: "long" }),
  };
  const greeted = readerName === "" ? text.replace(/,? \{name\}/, "") : text;
  // In one pass: a name that looks like a place to fill in stays a name.
  return greeted.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
