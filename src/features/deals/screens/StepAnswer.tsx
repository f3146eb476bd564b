import { Button, Chip, Group, Input, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { dayOf, todayOf } from "../../../ui/words.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./DealSteps.module.css";
import { instantOn } from "./tell-day.ts";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** One function for every render, so that it runs only when the field arrives. */
const focusOnArrival = (field: HTMLTextAreaElement | null) => field?.focus();

type Props = {
  deal: DealPage;
  step: StepStanding;
  onDone: () => void;
  /** Left without an answer: whoever opened it takes the focus back. */
  onLeave: () => void;
};

/** One step with its evidence: what was said, by whom, on which day. */
export function StepAnswer({ deal, step, onDone, onLeave }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  const [answer, setAnswer] = useState(step.answer ?? "");
  const [saidBy, setSaidBy] = useState(step.saidBy ?? "");
  const [on, setOn] = useState<string | null>(step.happenedAt ? dayOf(step.happenedAt, reader.timeZone) : today);
  const save = useDealWrite(deal.id, {
    write: (input: { id: string; done: boolean }) =>
      deals.answerStep.call({
        dealId: deal.id,
        stepId: step.stepId,
        ...input,
        answer,
        saidBy,
        happenedAt: instantOn(on ?? today, reader),
      }),
    done: onDone,
    sayRefusal: false,
  });
  const say = (done: boolean) => save.mutate({ id: crypto.randomUUID(), done });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say(true);
  };
  const names = [...new Set(deal.contacts.map(({ name }) => name))].slice(0, 8);
  return (
    <form
      className={classes.answer}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onLeave()}
      aria-label={step.name}
    >
      <p className={classes.question}>{step.question}</p>
      {save.error && <Refusal problem={told(save.error)} />}
      <Textarea
        label="What you learned"
        autosize
        minRows={1}
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        ref={focusOnArrival}
      />
      {names.length > 0 && (
        <Input.Wrapper label="Who said it" labelElement="div">
          <Group gap={8}>
            {names.map((name) => (
              <Chip key={name} size="xs" checked={saidBy === name} onChange={(on) => setSaidBy(on ? name : "")}>
                {name}
              </Chip>
            ))}
          </Group>
        </Input.Wrapper>
      )}
      <TextInput
        label={names.length > 0 ? "Or somebody else" : "Who said it"}
        maxLength={200}
        value={names.includes(saidBy) ? "" : saidBy}
        onChange={(event) => setSaidBy(event.currentTarget.value)}
      />
      <DayInput label="When" value={on} onChange={setOn} max={today} required />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={save.isPending && save.variables.done}>
          Done on this day
        </Button>
        <Button size="xs" variant="default" loading={save.isPending && !save.variables.done} onClick={() => say(false)}>
          Not done
        </Button>
        <Button size="xs" variant="subtle" onClick={onLeave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
