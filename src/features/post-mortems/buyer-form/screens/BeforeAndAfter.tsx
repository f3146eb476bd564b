import type { RefObject } from "react";
import type { CustomerAnswers } from "../../customer-answers/contract.ts";
import classes from "./Answer.module.css";
import type { FormWords } from "./form-words.ts";
import { fill } from "./load-words.ts";
import { isAnswered, type QuestionKey } from "./order-questions.ts";

type Page = {
  words: FormWords;
  values: Record<string, string>;
  heading: RefObject<HTMLHeadingElement | null>;
};

type BeginProps = Page & {
  isNamed: boolean;
  beginLabel: string;
  onBegin: () => void;
  onOptOut: () => void;
  problem: string | null;
};

/** Who asks, about what, how long it takes and what becomes of it; and the way out, one tap away. */
export function Begin({ words, values, heading, isNamed, beginLabel, onBegin, onOptOut, problem }: BeginProps) {
  const { begin, optOut } = words;
  return (
    <main className={classes.said}>
      <h1 className={classes.title} ref={heading} tabIndex={-1}>
        {begin.title}
      </h1>
      <p className={classes.lead}>{fill(isNamed ? begin.leadNamed : begin.lead, values)}</p>
      <ul className={classes.points}>
        {begin.points.map((point) => (
          <li key={point}>{fill(point, values)}</li>
        ))}
      </ul>
      {problem && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={classes.ways}>
        <button type="button" className={classes.main} onClick={onBegin}>
          {beginLabel}
        </button>
        <button type="button" className={classes.quiet} onClick={onOptOut}>
          {optOut.link}
        </button>
      </div>
    </main>
  );
}

type ReviewProps = {
  questions: readonly QuestionKey[];
  words: FormWords;
  answers: CustomerAnswers;
  onEdit: (key: QuestionKey) => void;
};

/** What is about to be sent, each question a tap from its answer. */
export function Review({ questions, words, answers, onEdit }: ReviewProps) {
  return (
    <ul className={classes.review}>
      {questions.map((key) => {
        const answered = isAnswered(key, answers);
        return (
          <li key={key}>
            <button type="button" className={classes.reviewRow} onClick={() => onEdit(key)} data-answered={answered}>
              <span className={classes.reviewMark} aria-hidden="true">
                {answered ? "✓" : "–"}
              </span>
              <span className={classes.reviewTitle}>
                {words[key].title}
                <span className={classes.reviewState}>
                  {answered ? preview(key, words, answers) : words.send.empty}
                </span>
              </span>
              <span className={classes.reviewEdit}>{words.send.edit}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The first words of an answer; of ticks and ratings, how many there are. */
function preview(key: QuestionKey, words: FormWords, answers: CustomerAnswers): string {
  switch (key) {
    case "reasons":
      return [answers.reasons.length > 0 ? `${answers.reasons.length} ✓` : "", answers.otherReason]
        .filter(Boolean)
        .join(" · ");
    case "importance":
      return `${answers.priorities.filter(({ importance }) => importance !== null).length} ✓`;
    case "compared": {
      const both = answers.priorities.filter(({ us, winner }) => us !== null || winner !== null).length;
      return [both > 0 ? `${both} ✓` : "", answers.compared].filter(Boolean).join(" · ");
    }
    case "recommendations":
      return answers.recommendations
        .map(({ words }) => words)
        .filter(Boolean)
        .join(" · ");
    case "winAgain":
      return [answers.winAgain && words.winAgain[answers.winAgain], answers.winAgainNote].filter(Boolean).join(" · ");
    default:
      return answers[key];
  }
}

export function Thanks({ words, values, heading, onChange }: Page & { onChange: () => void }) {
  const { thanks } = words;
  return (
    <main className={classes.said}>
      <p className={classes.tick} aria-hidden="true">
        ✓
      </p>
      <h1 className={classes.title} ref={heading} tabIndex={-1}>
        {thanks.title}
      </h1>
      <p className={classes.lead}>{fill(thanks.text, values)}</p>
      <p className={classes.lead}>{thanks.close}</p>
      <div className={classes.ways}>
        <button type="button" className={classes.other} onClick={onChange}>
          {thanks.again}
        </button>
      </div>
    </main>
  );
}

/** Nothing more comes; who changed their mind still answers. */
export function Stopped({
  words: { optOut },
  values,
  heading,
  onUndo,
  onAnswer,
}: Page & { onUndo: () => void; onAnswer: () => void }) {
  return (
    <main className={classes.said}>
      <h1 className={classes.title} ref={heading} tabIndex={-1}>
        {optOut.done}
      </h1>
      <p className={classes.lead}>{fill(optOut.doneText, values)}</p>
      <div className={classes.ways}>
        <button type="button" className={classes.other} onClick={onUndo}>
          {optOut.undo}
        </button>
        <button type="button" className={classes.quiet} onClick={onAnswer}>
          {optOut.answerAnyway}
        </button>
      </div>
    </main>
  );
}
