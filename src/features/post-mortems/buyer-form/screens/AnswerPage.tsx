import { type ReactNode, useEffect, useState } from "react";
import { told } from "../../../../platform/browser/ask.ts";
import type { FormLanguage } from "../../invitations/contract.ts";
import type { FormShape } from "../contract.ts";
import classes from "./Answer.module.css";
import { AnswerForm } from "./AnswerForm.tsx";
import type { FormWords } from "./form-words.ts";
import { fill, guessLanguage, isFormLanguage, languageNames, useWords } from "./load-words.ts";
import { form } from "./use-answers.ts";

type Opened =
  | { kind: "loading" }
  | { kind: "open"; form: FormShape }
  | { kind: "ended" }
  | { kind: "too-many" }
  | { kind: "away" };

/** What a customer sees who was asked: one form, by the secret after the # of their link, and nothing around it. */
export default function AnswerPage() {
  const secret = useSecret();
  const [language, setLanguage] = useState<FormLanguage>(() => guessLanguage(navigator.languages));
  const [opened, setOpened] = useState<Opened>({ kind: "loading" });
  const [tries, setTries] = useState(0);
  const words = useWords(language);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try opens it anew.
  useEffect(() => {
    if (secret === "") return;
    let isWanted = true;
    setOpened({ kind: "loading" });
    form.openForm({ secret }).then(
      (answer) => {
        if (!isWanted) return;
        setLanguage(answer.language);
        setOpened({ kind: "open", form: answer });
      },
      (error) => isWanted && setOpened(whyNot(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [secret, tries]);

  const companyName = opened.kind === "open" ? opened.form.companyName : "";
  useEffect(() => {
    if (!words) return;
    document.documentElement.lang = language;
    if (companyName !== "") document.title = fill(words.pageTitle, { company: companyName });
  }, [words, language, companyName]);

  // The form arrives in its own language: words that change before one's eyes would be read twice.
  if (!words || (secret !== "" && opened.kind === "loading")) return <main className={classes.page} aria-busy="true" />;
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.company}>{companyName}</span>
        <LanguageChoice words={words} language={language} onChange={setLanguage} />
      </header>
      {secret === "" && <Said {...words.noLink} />}
      {opened.kind === "ended" && <Said {...words.ended} />}
      {opened.kind === "too-many" && <Said {...words.tooMany} />}
      {opened.kind === "away" && (
        <Said {...words.away}>
          <button type="button" className={classes.main} onClick={() => setTries(tries + 1)}>
            {words.away.again}
          </button>
        </Said>
      )}
      {opened.kind === "open" && (
        <AnswerForm
          key={`${secret} ${opened.form.version} ${opened.form.givenAt ?? ""} ${opened.form.optedOut}`}
          {...{ secret, words, language, opened: opened.form }}
          onOpened={(form) => setOpened({ kind: "open", form })}
          onEnded={() => setOpened({ kind: "ended" })}
        />
      )}
    </div>
  );
}

function whyNot(error: unknown): Opened {
  const { code } = told(error);
  if (code === "LINK_ENDED" || code === "BAD_REQUEST") return { kind: "ended" };
  return { kind: code === "TOO_MANY_TRIES" ? "too-many" : "away" };
}

/** Stands after the #, where neither a server's log nor another page sees it. Another link may come into the same tab. */
function useSecret(): string {
  const [secret, setSecret] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const readAgain = () => setSecret(window.location.hash.slice(1));
    window.addEventListener("hashchange", readAgain);
    return () => window.removeEventListener("hashchange", readAgain);
  }, []);
  return secret;
}

export function LanguageChoice({
  words,
  language,
  onChange,
}: {
  words: FormWords;
  language: FormLanguage;
  onChange: (language: FormLanguage) => void;
}) {
  return (
    <select
      className={classes.language}
      aria-label={words.languageLabel}
      value={language}
      onChange={({ currentTarget: { value } }) => isFormLanguage(value) && onChange(value)}
    >
      {Object.entries(languageNames).map(([each, name]) => (
        <option key={each} value={each} lang={each}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Something to be read, and perhaps one thing to do. */
export function Said({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className={classes.said}>
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.lead}>{text}</p>
      {children}
    </main>
  );
}
