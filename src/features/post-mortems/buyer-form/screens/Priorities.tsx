import { useId, useState } from "react";
import type { CustomerAnswers } from "../../customer-answers/contract.ts";
import type { FormShape } from "../contract.ts";
import classes from "./Answer.module.css";
import type { FormWords } from "./form-words.ts";
import { fill } from "./load-words.ts";
import { comparedOf, isSame, rated } from "./order-questions.ts";
import { Scale, ScaleEnds } from "./Scale.tsx";
import { WrittenAnswer } from "./WrittenAnswer.tsx";

type Props = {
  opened: FormShape;
  words: FormWords;
  answers: CustomerAnswers;
  change: (part: Partial<CustomerAnswers>) => void;
};

const nameOf = (words: FormWords, { key, name }: { key: string | null; name: string }) =>
  (key !== null && words.importance.names[key]) || name;

/** How much each of the team's priorities counted, and up to three of the customer's own. */
export function Importance({ opened, words, answers, change }: Props) {
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

/** Us and their choice, on what counted most. */
export function Compared({ opened, words, answers, change }: Props) {
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
