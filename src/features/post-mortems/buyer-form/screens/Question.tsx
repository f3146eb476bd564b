import { useId } from "react";
import type { CustomerAnswers, QuoteConsent, WinAgain } from "../../customer-answers/contract.ts";
import type { FormShape } from "../contract.ts";
import { offeredReasons, type ReasonGroup } from "../rules.ts";
import classes from "./Answer.module.css";
import type { FormWords } from "./form-words.ts";
import { mintId } from "./mint-id.ts";
import type { QuestionKey } from "./order-questions.ts";
import { Compared, Importance } from "./Priorities.tsx";
import { WrittenAnswer } from "./WrittenAnswer.tsx";

type Props = {
  opened: FormShape;
  words: FormWords;
  answers: CustomerAnswers;
  change: (part: Partial<CustomerAnswers>) => void;
};

/** One question, and where it is answered. Its title stands above, on the page. */
export function Question({ of, ...props }: Props & { of: QuestionKey }) {
  const { words, answers, change } = props;
  switch (of) {
    case "reasons":
      return <Reasons {...props} />;
    case "importance":
      return <Importance {...props} />;
    case "compared":
      return <Compared {...props} />;
    case "recommendations":
      return <Recommendations {...props} />;
    case "winAgain":
      return <WinAgainChoice {...props} />;
    case "quote":
      return <Quote {...props} />;
    default:
      return (
        <WrittenAnswer
          key={of}
          label={words[of].label}
          hideLabel
          value={answers[of]}
          onChange={(value) => change({ [of]: value })}
          rows={5}
        />
      );
  }
}

const groups: readonly ReasonGroup[] = ["offer", "people", "ours"];

function Reasons({ opened, words, answers, change }: Props) {
  const { reasons: ticked } = answers;
  const idOf = new Map(opened.reasons.map(({ id, key }) => [key, id]));
  return (
    <>
      {groups.map((group) => {
        const offered = offeredReasons[group].flatMap((key) => {
          const id = idOf.get(key);
          return id === undefined ? [] : [{ key, id }];
        });
        if (offered.length === 0) return null;
        return (
          <fieldset key={group} className={classes.group}>
            <legend className={classes.label}>{words.reasons.groups[group]}</legend>
            <div className={classes.chips}>
              {offered.map(({ key, id }) => (
                <label key={key} className={classes.chip}>
                  <input
                    type="checkbox"
                    checked={ticked.some(({ reasonId }) => reasonId === id)}
                    onChange={({ currentTarget: { checked } }) =>
                      change({
                        reasons: checked
                          ? [...ticked, { reasonId: id, note: "" }]
                          : ticked.filter(({ reasonId }) => reasonId !== id),
                      })
                    }
                  />
                  <span className={classes.chipFace}>{words.reasons.names[key]}</span>
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
      <WrittenAnswer
        label={words.reasons.other}
        value={answers.otherReason}
        onChange={(otherReason) => change({ otherReason })}
        most={1000}
        rows={2}
      />
    </>
  );
}

function Recommendations({ words, answers, change }: Props) {
  const { recommendations } = answers;
  const write = (place: number, words: string) => {
    const both = [0, 1].map((at) => recommendations[at] ?? { id: mintId(), words: "" });
    change({
      recommendations: [
        ...both.map((one, at) => (at === place ? { ...one, words } : one)),
        ...recommendations.slice(2),
      ],
    });
  };
  return (
    <>
      {[words.recommendations.first, words.recommendations.second].map((label, place) => (
        <WrittenAnswer
          key={label}
          label={label}
          value={recommendations[place]?.words ?? ""}
          onChange={(value) => write(place, value)}
          most={2000}
          rows={3}
        />
      ))}
    </>
  );
}

function Choices<Value extends string>({
  label,
  hideLabel = false,
  choices,
  value,
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  choices: readonly (readonly [value: Value, label: string])[];
  value: Value | null;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend className={hideLabel ? "only-for-screen-readers" : classes.label}>{label}</legend>
      <div className={classes.choices}>
        {choices.map(([each, said]) => (
          <label key={each} className={classes.choice}>
            <input type="radio" name={name} checked={value === each} onChange={() => onChange(each)} />
            <span>{said}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function WinAgainChoice({ words: { winAgain }, answers, change }: Props) {
  const choices: readonly (readonly [WinAgain, string])[] = [
    ["yes", winAgain.yes],
    ["maybe", winAgain.maybe],
    ["no", winAgain.no],
  ];
  return (
    <>
      <Choices
        label={winAgain.title}
        hideLabel
        choices={choices}
        value={answers.winAgain}
        onChange={(value) => change({ winAgain: value })}
      />
      <WrittenAnswer
        label={winAgain.note}
        value={answers.winAgainNote}
        onChange={(winAgainNote) => change({ winAgainNote })}
        rows={3}
      />
    </>
  );
}

function Quote({ words: { quote }, answers, change }: Props) {
  const choices: readonly (readonly [QuoteConsent, string])[] = [
    ["no", quote.no],
    ["unnamed", quote.unnamed],
    ["named", quote.named],
  ];
  return (
    <>
      <WrittenAnswer
        label={quote.label}
        hideLabel
        value={answers.quote}
        onChange={(said) => change({ quote: said })}
        most={1000}
        rows={3}
      />
      {answers.quote.trim() !== "" && (
        <Choices
          label={quote.consent}
          choices={choices}
          value={answers.quoteConsent}
          onChange={(quoteConsent) => change({ quoteConsent })}
        />
      )}
      {answers.quote.trim() !== "" && answers.quoteConsent === "named" && (
        <WrittenAnswer
          label={quote.name}
          oneLine
          value={answers.quoteName}
          onChange={(quoteName) => change({ quoteName })}
          most={200}
        />
      )}
    </>
  );
}
