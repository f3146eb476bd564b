import { useId, useState } from "react";
import type { CustomerAnswers, QuoteConsent, WinAgain } from "../../customer-answers/contract.ts";
import type { FormShape } from "../contract.ts";
import { offeredReasons, type ReasonGroup } from "../rules.ts";
import classes from "./Answer.module.css";
import type { FormWords } from "./form-words.ts";
import { fill } from "./load-words.ts";
import { mintId } from "./mint-id.ts";
import { comparedOf, isSame, type QuestionKey, rated } from "./order-questions.ts";
import { Scale, ScaleEnds } from "./Scale.tsx";
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

const nameOf = (words: FormWords, { key, name }: { key: string | null; name: string }) =>
  (key !== null && words.importance.names[key]) || name;

function Importance({ opened, words, answers, change }: Props) {
  const { priorities } = answers;
  const { scale, own, add, remove } = words.importance;
  const theirs = priorities.filter(({ priorityId }) => priorityId === null);
  const weigh = (about: { priorityId: string | null; name: string }) => ({
    ...{ low: scale.low, high: scale.high, beside: true },
    value: priorities.find((one) => isSame(one, about))?.importance ?? null,
    onChange: (importance: number | null) => change({ priorities: rated(priorities, about, { importance }) }),
  });
  return (
    <div className={classes.scales}>
      <ScaleEnds low={scale.low} high={scale.high} />
      {opened.priorities.map((one) => (
        <Scale key={one.id} label={nameOf(words, one)} {...weigh({ priorityId: one.id, name: one.name })} />
      ))}
      {theirs.map(({ name }) => (
        <div key={name} className={classes.own}>
          <Scale label={name} {...weigh({ priorityId: null, name })} />
          <button
            type="button"
            className={classes.quiet}
            onClick={() => change({ priorities: priorities.filter((one) => !isSame(one, { priorityId: null, name })) })}
          >
            {fill(remove, { name })}
          </button>
        </div>
      ))}
      {theirs.length < 3 && (
        <AddOwn
          label={own}
          add={add}
          onAdd={(name) => change({ priorities: rated(priorities, { priorityId: null, name }, { importance: null }) })}
        />
      )}
    </div>
  );
}

function AddOwn({ label, add, onAdd }: { label: string; add: string; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const id = useId();
  const done = () => {
    if (name.trim() === "") return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <div className={classes.written}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <div className={classes.addRow}>
        <input
          id={id}
          type="text"
          autoComplete="off"
          maxLength={120}
          className={classes.field}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || name.trim() === "") return;
            event.preventDefault();
            done();
          }}
        />
        <button type="button" className={classes.other} onClick={done} disabled={name.trim() === ""}>
          {add}
        </button>
      </div>
    </div>
  );
}

function Compared({ opened, words, answers, change }: Props) {
  const { us, winner, scale, more, nothingRated } = words.compared;
  const { priorities } = answers;
  const offered = new Map(opened.priorities.map((one) => [one.id, one]));
  const compared = comparedOf(priorities);
  return (
    <div className={classes.scales}>
      {compared.length > 0 && <ScaleEnds low={scale.low} high={scale.high} />}
      {compared.map((one) => {
        const asked = one.priorityId === null ? undefined : offered.get(one.priorityId);
        const name = asked ? nameOf(words, asked) : one.name;
        const side = (who: "us" | "winner", label: string) => (
          <Scale
            label={label}
            {...{ low: scale.low, high: scale.high, value: one[who], beside: true }}
            onChange={(value) => change({ priorities: rated(priorities, one, { [who]: value }) })}
          />
        );
        return (
          <fieldset key={one.priorityId ?? one.name} className={classes.pair}>
            <legend className={classes.pairName}>{name}</legend>
            {side("us", fill(us, { company: opened.companyName }))}
            {side("winner", winner)}
          </fieldset>
        );
      })}
      <WrittenAnswer
        label={compared.length > 0 ? more : nothingRated}
        value={answers.compared}
        onChange={(value) => change({ compared: value })}
        rows={compared.length > 0 ? 2 : 4}
      />
    </div>
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
