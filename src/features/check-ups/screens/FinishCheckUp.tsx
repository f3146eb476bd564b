import { Button, Checkbox, Radio, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addDays, addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import classes from "./CheckUps.module.css";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");

const ends = [
  {
    value: "reopened",
    label: "They want to talk again",
    about: "A new deal with the same people, linked to this loss. The loss stays what it was.",
  },
  { value: "later", label: "Call again later", about: "The next call gets its day now." },
  { value: "unreached", label: "Nobody answered", about: "You try again on another day." },
  { value: "never", label: "No further call", about: "The loss leaves the lists. It can be brought back." },
] as const;
type End = (typeof ends)[number]["value"];

/** How the call went. "They want to talk again" begins a new deal with it. */
export function FinishCheckUp({ checkUp, onClose }: { checkUp: CheckUpShape; onClose: () => void }) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const today = todayOf(useReader());
  const [end, setEnd] = useState<End | null>(null);
  const [chosenOn, setChosenOn] = useState<string | null>(null);
  const [unreached, setUnreached] = useState(false);
  const [note, setNote] = useState(checkUp.note);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const name = checkUp.accountName ?? checkUp.dealName;
  const callsAgain = end === "later" || end === "unreached";
  const nextOn = chosenOn ?? (end === "unreached" ? addDays(today, 7) : addMonths(today, 3));

  const undo = () => {
    void checkUps.undoCheckUp
      .call({ id: checkUp.id })
      .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
      .finally(() => known.invalidateQueries());
  };
  const save = async () => {
    if (!end) return;
    setSaving(true);
    setRefusal(null);
    try {
      const done = await checkUps.finishCheckUp.call({
        id: checkUp.id,
        outcome: end === "unreached" ? "later" : end,
        reached: end !== "unreached" && !(end === "never" && unreached),
        note: note.trim(),
        ...(callsAgain ? { nextOn } : {}),
      });
      onClose();
      const { reopenedAs } = done;
      if (reopenedAs) {
        showNotice({
          message: `${reopenedAs.name} stands in your pipeline.`,
          action: { label: "Go to the new deal", run: () => navigate(`/deals/${reopenedAs.dealId}`) },
        });
      } else if (end === "reopened") showNotice({ message: `${checkUp.dealName} is open already and goes on.` });
      else showUndo(callsAgain ? `The next call with ${name} has its day.` : `${name} will not be called again.`, undo);
      await known.invalidateQueries();
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Radio.Group
        aria-label="How did the call go?"
        value={end ?? ""}
        onChange={(value) => {
          setEnd(ends.find((one) => one.value === value)?.value ?? null);
          setChosenOn(null);
        }}
      >
        <div className={classes.ends}>
          {ends.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </div>
      </Radio.Group>
      {callsAgain && (
        <DayInput
          label={end === "later" ? "Call again on" : "Try again on"}
          value={nextOn}
          min={today}
          onChange={setChosenOn}
          choices={
            end === "later"
              ? [
                  { label: "In a month", day: addMonths(today, 1) },
                  { label: "In 3 months", day: addMonths(today, 3) },
                  { label: "In 9 months", day: addMonths(today, 9) },
                ]
              : [
                  { label: "Tomorrow", day: addDays(today, 1) },
                  { label: "In a week", day: addDays(today, 7) },
                ]
          }
        />
      )}
      <Textarea
        label={end === "never" ? "Why not?" : "What they said"}
        description={end === "never" ? "If you know it. It stands with the loss." : undefined}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {end === "never" && (
        <Checkbox
          label="I never reached anybody there"
          checked={unreached}
          onChange={(event) => setUnreached(event.currentTarget.checked)}
        />
      )}
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.formButtons}>
        <Button type="submit" loading={saving} disabled={end === null}>
          {end === "reopened" ? "Begin the new deal" : "Save"}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Not called yet
        </Button>
      </div>
    </form>
  );
}
