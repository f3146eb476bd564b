import { expect, test } from "vitest";
import { prioritySeeds } from "../../priorities/rules.ts";
import { offeredReasons } from "../rules.ts";
import { fill, guessLanguage, languageNames } from "./load-words.ts";
import { words as de } from "./words-de.ts";
import { words as en } from "./words-en.ts";
import { words as es } from "./words-es.ts";
import { words as fr } from "./words-fr.ts";
import { words as it } from "./words-it.ts";
import { words as nl } from "./words-nl.ts";
import { words as pl } from "./words-pl.ts";
import { words as pt } from "./words-pt.ts";

const all = { en, de, fr, es, it, nl, pt, pl };

/** Every sentence by where it stands, with the places that are filled in. */
function placesIn(said: object, path = ""): [string, string][] {
  return Object.entries(said).flatMap(([key, value]): [string, string][] =>
    typeof value === "string"
      ? [
          [
            `${path}${key}`,
            [...value.matchAll(/\{(\w+)\}/g)]
              .map(([, name]) => name)
              .toSorted()
              .join(),
          ],
        ]
      : placesIn(value, `${path}${key}.`),
  );
}

test.each(Object.entries(all))("%s says everything, with the same names and days in it", (language, words) => {
  expect(placesIn(words)).toEqual(placesIn(en));
  expect(languageNames).toHaveProperty(language, words.name);
  for (const key of Object.values(offeredReasons).flat()) expect(words.reasons.names[key], key).toMatch(/\S/);
  for (const { key } of prioritySeeds) expect(words.importance.names[key], key).toMatch(/\S/);
});

test("the browser's first language that the form speaks is taken, else English", () => {
  expect(guessLanguage(["sv-SE", "pt-BR", "en"])).toBe("pt");
  expect(guessLanguage(["ja", "toString"])).toBe("en");
  expect(guessLanguage([])).toBe("en");
});

test("a name that looks like a place to fill in stays a name", () => {
  expect(fill("{asker} of {company}, {what}", { asker: "{company}", company: "$& Sons" })).toBe(
    "{company} of $& Sons, {what}",
  );
});
