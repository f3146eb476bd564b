import type { ReactNode } from "react";
import { InstantText } from "../../../../ui/DateText.tsx";
import type { CustomerAnswersShape } from "../../customer-answers/contract.ts";
import type { PostMortemSheet } from "../contract.ts";
import { type QuestionKey, questionsAbout } from "../rules.ts";
import classes from "./Conversation.module.css";
import { winAgainWords } from "./conversation-words.ts";
import { ReadRatings } from "./ReadRatings.tsx";
import type { AfterRecommendation } from "./what-besides.ts";

type Props = {
  sheet: PostMortemSheet;
  said: CustomerAnswersShape;
  afterRecommendation: AfterRecommendation | undefined;
  actions?: ReactNode;
};

/** What the customer said, question by question; what they left open is left out. */
export function ReadAnswers({ sheet, said, afterRecommendation, actions }: Props) {
  const { answers } = said;
  const { competitor } = sheet.postMortem;
  const nameOf = (reasonId: string) => sheet.reasons.find(({ id }) => id === reasonId)?.name ?? "A reason put away";
  const told: Record<QuestionKey, ReactNode> = {
    winnerBetter: wordsOf(answers.winnerBetter),
    compared: (answers.compared !== "" || answers.priorities.length > 0) && (
      <>
        {answers.priorities.length > 0 && <ReadRatings ratings={answers.priorities} winner={competitor} />}
        {wordsOf(answers.compared)}
      </>
    ),
    leastUnderstood: wordsOf(answers.leastUnderstood),
    recommendations: answers.recommendations.length > 0 && (
      <ul className={classes.told}>
        {answers.recommendations.map((recommendation) => (
          <li key={recommendation.id} className={classes.recommendation}>
            <span className={classes.words}>{recommendation.words}</span>
            {afterRecommendation?.(recommendation)}
          </li>
        ))}
      </ul>
    ),
    winAgain: (answers.winAgain !== null || answers.winAgainNote !== "") && (
      <>
        {answers.winAgain && <p className={classes.words}>{winAgainWords[answers.winAgain]}.</p>}
        {wordsOf(answers.winAgainNote)}
      </>
    ),
    whoDecided: wordsOf(answers.whoDecided),
  };
  return (
    <section className={classes.answers} aria-label={said.source === "form" ? "By form" : "In conversation"}>
      <div className={classes.answersHead}>
        <h2>{said.source === "form" ? "What they wrote in the form" : "What they said"}</h2>
        <span className={classes.quiet}>
          {said.givenAt && <InstantText at={said.givenAt} say="when" />}
          {said.source === "conversation" && said.changedByName && `, written down by ${said.changedByName}`}
        </span>
        {actions}
      </div>
      {answers.quote !== "" && (
        <figure className={classes.quote}>
          <blockquote>“{answers.quote}”</blockquote>
          <figcaption>{consentWords[answers.quoteConsent]}</figcaption>
        </figure>
      )}
      <dl className={classes.qa}>
        {questionsAbout({ lossKind: sheet.deal.lossKind, competitor })
          .filter(({ key }) => told[key])
          .map(({ key, ask }) => (
            <div key={key}>
              <dt>{ask}</dt>
              <dd>{told[key]}</dd>
            </div>
          ))}
        {answers.reasons.length > 0 && (
          <div>
            <dt>Reasons they named</dt>
            <dd>
              <ul className={classes.told}>
                {answers.reasons.map(({ reasonId, note }) => (
                  <li key={reasonId}>
                    <strong>{nameOf(reasonId)}</strong>
                    {note && <span className={classes.words}>{note}</span>}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {answers.otherReason !== "" && (
          <div>
            <dt>What else weighed</dt>
            <dd>{wordsOf(answers.otherReason)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

const consentWords = {
  no: "They said it to us alone: it is read on this deal, and nowhere else.",
  unnamed: "Colleagues may read it, without their name.",
  named: "Colleagues may read it, with their name.",
} as const;

const wordsOf = (words: string) => words !== "" && <p className={classes.words}>{words}</p>;
