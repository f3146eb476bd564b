import { useEffect, useState } from "react";
import type { FormLanguage } from "../../invitations/contract.ts";
import type { FormWords } from "./form-words.ts";

/** Each language is a file of its own: who answers fetches theirs alone. */
const loaders: Record<FormLanguage, () => Promise<{ words: FormWords }>> = {
  en: () => import("./words-en.ts"),
  de: () => import("./words-de.ts"),
  fr: () => import("./words-fr.ts"),
  es: () => import("./words-es.ts"),
  it: () => import("./words-it.ts"),
  nl: () => import("./words-nl.ts"),
  pt: () => import("./words-pt.ts"),
  pl: () => import("./words-pl.ts"),
};

/** What each language calls itself, before any of them is fetched. */
export const languageNames: Record<FormLanguage, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  nl: "Nederlands",
  pt: "Português",
  pl: "Polski",
};

export const isFormLanguage = (text: string): text is FormLanguage => Object.hasOwn(loaders, text);

/** The first language of this browser that the form speaks. */
export function guessLanguage(preferred: readonly string[]): FormLanguage {
  return preferred.map((tag) => tag.split("-")[0]?.toLowerCase() ?? "").find(isFormLanguage) ?? "en";
}

/** The words in this language; while another is being fetched, those shown before. Null: the first are on their way. */
export function useWords(language: FormLanguage): FormWords | null {
  const [words, setWords] = useState<FormWords | null>(null);
  useEffect(() => {
    let isWanted = true;
    loaders[language]()
      .catch(() => loaders.en())
      .then(
        (loaded) => isWanted && setWords(loaded.words),
        () => {},
      );
    return () => {
      isWanted = false;
    };
  }, [language]);
  return words;
}

/** Puts values in the places that are in braces; what is not known stays as it is written. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
