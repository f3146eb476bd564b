import { Button, Radio } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { addDays, addMonths } from "../../../../platform/dates.ts";
import { DayInput } from "../../../../ui/DayInput.tsx";
import { showUndo } from "../../../../ui/notices.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { dayOf, todayOf } from "../../../../ui/words.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { PostMortemSheet } from "../contract.ts";
import classes from "./Conversation.module.css";
import { instantOf, winAgainWords } from "./conversation-words.ts";
import type { Notes } from "./use-notes.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

type Props = {
  sheet: PostMortemSheet;
  notes: Notes;
  plannedFor: string | null;
  onHeld: (sheet: PostMortemSheet) => void;
  onUndone: () => void;
  onClose: () => void;
};

/** It took place: on which day, and, where they see a chance for us, when they are called next. */
export function TookPlace({ sheet, notes, plannedFor, onHeld, onUndone, onClose }: Props) {
  const reader = useReader();
  const known = useQueryClient();
  const today = todayOf(reader);
  const { postMortem, checkUp } = sheet;
  const planned = plannedFor === null ? today : dayOf(plannedFor, reader.timeZone);
  const [heldOn, setHeldOn] = useState<string>(planned < today ? planned : today);
  const [callOn, setCallOn] = useState<string>(checkUp.dueOn);
  const [calls, setCalls] = useState(true);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const { winAgain } = notes.value;
  const seesChance = winAgain === "yes" || winAgain === "maybe";

  const undo = () => {
    void postMortems.takeUpPostMortem.call({ id: postMortem.id }).finally(() => {
      void known.invalidateQueries();
      onUndone();
    });
  };
  const save = async () => {
    setSaving(true);
    setRefusal(null);
    await notes.flush();
    await notes.stop();
    try {
      const held = await postMortems.holdPostMortem.call({
        ...{ id: postMortem.id, ...notes.seen() },
        // Today is now: it was not at the beginning of the day.
        ...(heldOn === today ? {} : { heldAt: instantOf(heldOn, "12:00", reader.timeZone) ?? undefined }),
        checkUpOn: seesChance && calls ? callOn : null,
      });
      onHeld(held);
      showUndo(
        seesChance && calls ? "What they said is kept, and the next call has its day." : "What they said is kept.",
        undo,
      );
      await known.invalidateQueries({ predicate: (query) => !JSON.stringify(query.queryKey).includes("opened once") });
    } catch (error) {
      setRefusal(error);
      setSaving(false);
      notes.goOn();
    }
  };
  return (
    <div className={classes.form}>
      <DayInput
        label="When was it?"
        value={heldOn}
        required
        min={sheet.deal.closedOn}
        max={today}
        onChange={(day) => setHeldOn(day ?? today)}
      />
      {seesChance && (
        <>
          <Radio.Group
            label={`${winAgainWords[winAgain]}. When do you call again?`}
            value={calls ? "yes" : "no"}
            onChange={(value) => setCalls(value === "yes")}
          >
            <div className={classes.choices}>
              <Radio value="yes" label={checkUp.waits ? "The call that waits gets this day" : "On this day"} />
              <Radio value="no" label={checkUp.waits ? "It keeps its day" : "No call"} />
            </div>
          </Radio.Group>
          {calls && (
            <DayInput
              label="Call them on"
              description={checkUp.because}
              value={callOn}
              min={today}
              required
              onChange={(day) => setCallOn(day ?? checkUp.dueOn)}
              choices={[
                { label: "In a week", day: addDays(today, 7) },
                { label: "In 3 months", day: addMonths(today, 3) },
                { label: "In 6 months", day: addMonths(today, 6) },
              ]}
            />
          )}
        </>
      )}
      {winAgain === null && (
        <p className={classes.quiet}>
          Whether they see a chance for us is not written down. You can go back and say it, or leave it open.
        </p>
      )}
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.formButtons}>
        <Button loading={saving} onClick={() => void save()}>
          It took place
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Go on writing
        </Button>
      </div>
    </div>
  );
}
