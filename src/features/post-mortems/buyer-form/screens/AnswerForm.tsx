import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { told } from "../../../../platform/browser/ask.ts";
import type { CustomerAnswers } from "../../customer-answers/contract.ts";
import { noCustomerAnswers, saysAnything } from "../../customer-answers/rules.ts";
import type { FormLanguage } from "../../invitations/contract.ts";
import type { FormShape } from "../contract.ts";
import classes from "./Answer.module.css";
import { Begin, Review, Stopped, Thanks } from "./BeforeAndAfter.tsx";
import type { FormWords } from "./form-words.ts";
import { forgetLocally } from "./keep-locally.ts";
import { fill } from "./load-words.ts";
import { isAnswered, type QuestionKey, questionsOf } from "./order-questions.ts";
import { Question } from "./Question.tsx";
import { type Answers, form, useAnswers } from "./use-answers.ts";

type Place = QuestionKey | "begin" | "send" | "thanks" | "stopped";

type Props = {
  secret: string;
  words: FormWords;
  language: FormLanguage;
  opened: FormShape;
  onOpened: (form: FormShape) => void;
  onEnded: () => void;
};

/** One question a step, kept as they go, sent at the end. The browser's own Back goes one step back. */
export function AnswerForm({ secret, words, language, opened, onOpened, onEnded }: Props) {
  const saved = useAnswers(secret, opened, language);
  const { value: answers, keeping } = saved;
  const questions = questionsOf(opened);
  const [place, go] = usePlace(opened.givenAt ? "thanks" : opened.optedOut ? "stopped" : "begin");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const heading = useFocusOn(place);
  const change = (part: Partial<CustomerAnswers>) => {
    setProblem(null);
    saved.set({ ...answers, ...part });
  };
  const values = { company: opened.companyName, asker: opened.askerName ?? "", ...inWords(opened, language) };

  const send = async () => {
    if (!saysAnything(answers)) {
      setProblem(words.send.nothing);
      return;
    }
    setSending(true);
    const version = await saved.stop();
    try {
      const given = await form.giveAnswers({ secret, language, version, answers });
      forgetLocally(secret);
      window.history.replaceState({ place: "thanks" }, "");
      onOpened({ ...opened, ...given, language, answers, optedOut: false });
    } catch (error) {
      const { code, title } = told(error);
      if (code === "LINK_ENDED") onEnded();
      else setProblem(code === "NOTHING_SAID" ? words.send.nothing : code === "OFFLINE" ? words.away.text : title);
      saved.goOn();
      // What another window wrote is shown by the next save, with a choice.
      if (code === "OTHER_WINDOW") saved.set({ ...answers });
    } finally {
      setSending(false);
    }
  };
  const optOut = async (optedOut: boolean) => {
    try {
      await form.optOut({ secret, optedOut });
      onOpened({ ...opened, version: await saved.stop(), answers, optedOut });
    } catch (error) {
      if (told(error).code === "LINK_ENDED") onEnded();
      else setProblem(words.away.text);
    }
  };

  const question = questions.find((key) => key === place);
  const at = question ? questions.indexOf(question) : -1;
  const firstOpen = questions.find((key) => !isAnswered(key, answers)) ?? "send";
  const hasBegun = answers !== noCustomerAnswers && saysAnything(answers);
  const page = { words, values, heading };

  if (place === "begin")
    return (
      <Begin
        {...page}
        isNamed={opened.askerName !== null}
        beginLabel={opened.givenAt ? words.begin.change : hasBegun ? words.begin.goOn : words.begin.begin}
        onBegin={() => go(hasBegun && !opened.givenAt ? firstOpen : (questions[0] ?? "send"))}
        onOptOut={() => void optOut(true)}
        problem={problem}
      />
    );
  if (place === "thanks") return <Thanks {...page} onChange={() => go(questions[0] ?? "send")} />;
  if (place === "stopped")
    return <Stopped {...page} onUndo={() => void optOut(false)} onAnswer={() => go(questions[0] ?? "send")} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (place === "send") void send();
    else go(questions[at + 1] ?? "send");
  };
  const back = () => go(place === "send" ? (questions.at(-1) ?? "begin") : (questions[at - 1] ?? "begin"));
  const title = question ? words[question].title : words.send.title;
  const hint = question ? words[question].hint : words.send.hint;
  return (
    <form className={classes.form} onSubmit={submit} onKeyDown={sendWithEnter}>
      <main className={classes.question}>
        <Progress words={words} at={question ? at + 1 : null} of={questions.length} />
        <h1 className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className={classes.lead}>{fill(hint, values)}</p>
        {question && <Question of={question} {...{ opened, words, answers, change }} />}
        {!question && <Review {...{ questions, words, answers }} onEdit={(key) => go(key)} />}
        {problem && (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
      </main>
      <footer className={classes.bar}>
        {keeping.kind === "elsewhere" && <OtherWindow words={words} settle={saved.settle} />}
        <button type="button" className={classes.other} onClick={back}>
          {words.back}
        </button>
        <Keeping words={words} keeping={keeping} isTouched={hasBegun} />
        {question && !isAnswered(question, answers) ? (
          <button type="submit" className={classes.other}>
            {words.skip}
          </button>
        ) : (
          <button type="submit" className={classes.main} disabled={isSending}>
            {question ? words.next : words.send.send}
          </button>
        )}
      </footer>
    </form>
  );
}

/** Ctrl or ⌘ with Enter goes on from a field of several lines. */
function sendWithEnter(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}

/** Where somebody is, as a step of the browser's history: its Back is ours. */
function usePlace(start: Place): [Place, (place: Place) => void] {
  const [place, setPlace] = useState<Place>(start);
  useEffect(() => {
    window.history.replaceState({ place: start }, "");
    const onBack = (event: PopStateEvent) => {
      const { state } = event;
      setPlace(isPlace(state?.place) ? state.place : start);
    };
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, [start]);
  const go = (next: Place) => {
    window.history.pushState({ place: next }, "");
    setPlace(next);
    window.scrollTo(0, 0);
  };
  return [place, go];
}

const isPlace = (place: unknown): place is Place => typeof place === "string";

/** A new step begins at its question: whoever listens hears it, whoever types is one Tab from the answer. */
function useFocusOn(place: Place) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the place that changes.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else heading.current?.focus({ preventScroll: true });
  }, [place]);
  return heading;
}

/** The month of the decision and the last day to answer, as they are said in this language. */
function inWords({ decidedIn, closesOn }: FormShape, language: FormLanguage): { month: string; closes: string } {
  const say = (day: string, parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", ...parts }).format(
      Date.parse(`${day}T00:00:00Z`),
    );
  return {
    month: say(`${decidedIn}-01`, { month: "long", year: "numeric" }),
    closes: say(closesOn, { day: "numeric", month: "long" }),
  };
}

/** `at` is null behind the last question. */
function Progress({ words, at, of }: { words: FormWords; at: number | null; of: number }) {
  return (
    <div className={classes.progress}>
      <p className={classes.progressWords}>{at === null ? "\u00a0" : fill(words.progress, { n: at, of })}</p>
      <div className={classes.track} aria-hidden="true">
        <div className={classes.done} style={{ inlineSize: `${(100 * (at ?? of)) / of}%` }} />
      </div>
    </div>
  );
}

type KeepingProps = { words: FormWords; keeping: Answers["keeping"]; isTouched: boolean };

function Keeping({ words, keeping, isTouched }: KeepingProps) {
  const said =
    keeping.kind === "unsaved"
      ? words.notKept
      : keeping.kind === "saving"
        ? words.keeping
        : isTouched
          ? words.kept
          : "";
  return (
    <p className={classes.keeping} data-trouble={keeping.kind === "unsaved" || undefined} role="status">
      {keeping.kind === "elsewhere" ? "" : said}
    </p>
  );
}

function OtherWindow({ words: { otherWindow }, settle }: { words: FormWords; settle: Answers["settle"] }) {
  return (
    <section className={classes.notice} role="alert">
      <p>{otherWindow.text}</p>
      <div className={classes.addRow}>
        <button type="button" className={classes.other} onClick={() => settle("theirs")}>
          {otherWindow.theirs}
        </button>
        <button type="button" className={classes.other} onClick={() => settle("mine")}>
          {otherWindow.mine}
        </button>
      </div>
    </section>
  );
}
