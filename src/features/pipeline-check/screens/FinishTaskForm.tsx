import { Button, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addDays, addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { todayOf } from "../../../ui/words.ts";
import type { DealPage } from "../../deals/contract.ts";
import type { RedFlagShape } from "../../red-flags/contract.ts";
import type { pipelineCheckContract, RepairTask } from "../contract.ts";
import type { Turn } from "./BeforeAndAfter.tsx";
import classes from "./FinishTask.module.css";
import { instantOnDay, learnedBy } from "./learned-by.ts";
import { type Person, WhoIsIt } from "./WhoIsIt.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

type Props = {
  task: RepairTask;
  flag: RedFlagShape;
  deal: DealPage;
  onFinished: (turn: Turn) => Promise<void>;
  onClose: () => void;
};

const ways = [
  { value: "call", label: "Call" },
  { value: "email", label: "E-mail" },
  { value: "meeting", label: "Meeting" },
  { value: "none", label: "Nothing to log" },
] as const;
type Way = (typeof ways)[number]["value"];
const isWay = (value: string): value is Way => ways.some((way) => way.value === value);

/** Asks only what can lower this flag; everything may stay empty but what was done. */
export function FinishTaskForm({ task, flag, deal, onFinished, onClose }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  const asks = learnedBy(flag.thresholds.kind);
  const step = deal.steps.find(({ stepId }) => stepId === flag.stepId);
  // Made once, so that a repeated attempt is the same write.
  const [ids] = useState(() => ({ activity: crypto.randomUUID(), answer: crypto.randomUUID() }));
  const [way, setWay] = useState<Way>(flag.thresholds.kind === "unanswered-message" ? "email" : "call");
  const [answered, setAnswered] = useState(true);
  const [on, setOn] = useState(today);
  const [person, setPerson] = useState<Person | null>(null);
  const [answer, setAnswer] = useState("");
  const [saidBy, setSaidBy] = useState("");
  const [closeOn, setCloseOn] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  const save = async () => {
    setSaving(true);
    setRefusal(null);
    try {
      const turn = await pipelineCheck.finishTask.call({
        id: task.id,
        note: note.trim(),
        activity:
          way === "none"
            ? null
            : {
                id: ids.activity,
                kind: way,
                answered: way === "call" ? answered : null,
                happenedAt: instantOnDay(on, reader),
              },
        contact: person && person.name.trim() !== "" ? { ...person, name: person.name.trim() } : null,
        stepAnswer:
          step && answer.trim() !== ""
            ? { id: ids.answer, stepId: step.stepId, answer: answer.trim(), saidBy: saidBy.trim() }
            : null,
        expectedCloseOn: closeOn,
      });
      await onFinished(turn);
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  useShortcut("mod+Enter", () => void save(), "Save what was learned", { inDialog: true, enabled: !saving });

  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className={classes.about}>
        {task.flagName} on {task.dealName}.
      </p>
      {task.openingLine && <blockquote className={classes.line}>{task.openingLine}</blockquote>}
      {asks === "person" && (
        <WhoIsIt
          title={flag.thresholds.kind === "single-contact" ? "Whom did you win?" : "Who decides?"}
          role={flag.thresholds.kind === "single-contact" ? "unknown" : "decision-maker"}
          contacts={flag.thresholds.kind === "single-contact" ? [] : deal.contacts}
          person={person}
          onChange={setPerson}
        />
      )}
      {asks === "step" && step && (
        <>
          <Textarea
            label={step.question}
            description="The answer is what lowers the flag."
            autosize
            minRows={2}
            maxLength={2000}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          <TextInput
            label="Who said it"
            list="people-on-deal"
            autoComplete="off"
            maxLength={200}
            value={saidBy}
            onChange={(event) => setSaidBy(event.currentTarget.value)}
          />
          <datalist id="people-on-deal">
            {deal.contacts.map(({ contactId, name }) => (
              <option key={contactId} value={name} />
            ))}
          </datalist>
        </>
      )}
      {asks === "close-date" && (
        <DayInput
          label="New close date"
          description={deal.expectedCloseOn ? undefined : "None is recorded on this deal."}
          value={closeOn}
          min={today}
          onChange={setCloseOn}
          choices={[
            { label: "In 2 weeks", day: addDays(today, 14) },
            { label: "In a month", day: addMonths(today, 1) },
            { label: "In 3 months", day: addMonths(today, 3) },
          ]}
        />
      )}
      <fieldset className={classes.fieldset}>
        <legend>What did you do?</legend>
        <SegmentedControl
          aria-label="What did you do?"
          data={ways.map((one) => ({ ...one }))}
          value={way}
          onChange={(value) => isWay(value) && setWay(value)}
          fullWidth
        />
        {way === "call" && (
          <SegmentedControl
            aria-label="Did they answer?"
            data={[
              { value: "yes", label: "They answered" },
              { value: "no", label: "Nobody answered" },
            ]}
            value={answered ? "yes" : "no"}
            onChange={(value) => setAnswered(value === "yes")}
          />
        )}
        {way !== "none" && (
          <DayInput
            label="When"
            value={on}
            max={today}
            onChange={(day) => day && setOn(day)}
            choices={[
              { label: "Today", day: today },
              { label: "Yesterday", day: addDays(today, -1) },
            ]}
          />
        )}
      </fieldset>
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving}>
          The repair is done
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Not yet
        </Button>
      </div>
    </form>
  );
}
