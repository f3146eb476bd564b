import { useEffect, useState } from "react";
import { told } from "../../../../platform/browser/ask.ts";
import type { FormLanguage } from "../../invitations/contract.ts";
import classes from "./Answer.module.css";
import { LanguageChoice, Said } from "./AnswerPage.tsx";
import { guessLanguage, useWords } from "./load-words.ts";
import { form } from "./use-answers.ts";

/** For whoever followed the link at the foot of a letter. It asks, because programs follow links, too. */
export default function StopPage({ secret }: { secret: string }) {
  const [language, setLanguage] = useState<FormLanguage>(() => guessLanguage(navigator.languages));
  const [outcome, setOutcome] = useState<"asked" | "busy" | "done" | "ended" | "too-many" | "away">("asked");
  const words = useWords(language);
  useEffect(() => {
    document.documentElement.lang = language;
    if (words) document.title = words.optOut.link;
  }, [words, language]);
  const stop = () => {
    setOutcome("busy");
    form.optOutByLetter({ secret }).then(
      () => setOutcome("done"),
      (error) => {
        const { code } = told(error);
        setOutcome(
          code === "LINK_ENDED" || code === "BAD_REQUEST" ? "ended" : code === "TOO_MANY_TRIES" ? "too-many" : "away",
        );
      },
    );
  };
  if (!words) return <main className={classes.page} aria-busy="true" />;
  const { optOut, ended, tooMany, away } = words;
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.company} />
        <LanguageChoice words={words} language={language} onChange={setLanguage} />
      </header>
      {(outcome === "asked" || outcome === "busy") && (
        <Said title={optOut.ask} text={optOut.askText}>
          <button type="button" className={classes.main} disabled={outcome === "busy"} onClick={stop}>
            {optOut.link}
          </button>
        </Said>
      )}
      {outcome === "done" && <Said title={optOut.done} text="" />}
      {outcome === "ended" && <Said title={ended.title} text={ended.text} />}
      {outcome === "too-many" && <Said title={tooMany.title} text={tooMany.text} />}
      {outcome === "away" && (
        <Said title={away.title} text={away.text}>
          <button type="button" className={classes.main} onClick={stop}>
            {away.again}
          </button>
        </Said>
      )}
    </div>
  );
}
