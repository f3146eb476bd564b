import { Checkbox, NativeSelect, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { addDays } from "../../../../platform/dates.ts";
import { DayInput } from "../../../../ui/DayInput.tsx";
import { OtherWindow } from "../../../../ui/OtherWindow.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { dayOf, todayOf } from "../../../../ui/words.ts";
import type { PostMortemSheet } from "../contract.ts";
import classes from "./Conversation.module.css";
import { clockOf, instantOf, modeWords } from "./conversation-words.ts";
import type { Prepared } from "./use-preparation.ts";

type Props = { sheet: PostMortemSheet; prepared: Prepared };

/** How it is held: who leads, when, and whether the seller listens. Kept as it is settled. */
export function Preparation({ sheet, prepared }: Props) {
  const { postMortem, people } = sheet;
  const { value, settleOn, keeping, settle } = prepared;
  return (
    <section className={classes.part} aria-label="How it is held">
      <h2>How it is held</h2>
      {keeping.kind === "elsewhere" && (
        <OtherWindow
          title="This was settled otherwise in another window."
          detail="Nothing is saved over it before you choose which to go on with."
          onSettle={settle}
        />
      )}
      <Radio.Group
        aria-label="How it is held"
        value={value.mode ?? ""}
        onChange={(mode) => settleOn({ mode: modeWords.find((one) => one.mode === mode)?.mode ?? null })}
      >
        <div className={classes.choices}>
          {modeWords.map(({ mode, name, about }) => (
            <Radio key={mode} value={mode} label={name} description={about} />
          ))}
        </div>
      </Radio.Group>
      <NativeSelect
        label={value.mode === "form" ? "Who looks after it" : "Who leads it"}
        value={value.leadId ?? ""}
        data={[{ value: "", label: "Nobody yet" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => settleOn({ leadId: event.currentTarget.value || null })}
      />
      {value.mode !== "form" && (
        <>
          <PlannedFor at={value.plannedFor} onChange={(plannedFor) => settleOn({ plannedFor })} />
          {postMortem.ownerName !== null && postMortem.ownerId !== value.leadId && (
            <Checkbox
              label={`${postMortem.ownerName} is invited to listen`}
              description={value.plannedFor === null ? "They see it once it has a day." : "It stands on their Today."}
              checked={value.repInvited}
              onChange={(event) => settleOn({ repInvited: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </section>
  );
}

/** A day and a time: only both together are a plan. */
function PlannedFor({ at, onChange }: { at: string | null; onChange: (at: string | null) => void }) {
  const reader = useReader();
  const today = todayOf(reader);
  const [day, setDay] = useState(at === null ? null : dayOf(at, reader.timeZone));
  const [time, setTime] = useState(at === null ? "10:00" : clockOf(at, reader.timeZone));
  const change = (nextDay: string | null, nextTime: string) => {
    setDay(nextDay);
    setTime(nextTime);
    onChange(instantOf(nextDay, nextTime, reader.timeZone));
  };
  return (
    <div className={classes.when}>
      <DayInput
        label="When"
        value={day}
        onChange={(next) => change(next, time)}
        choices={[
          { label: "Tomorrow", day: addDays(today, 1) },
          { label: "In a week", day: addDays(today, 7) },
        ]}
      />
      <TextInput
        className={classes.time}
        type="time"
        label="At"
        value={time}
        disabled={day === null}
        onChange={(event) => change(day, event.currentTarget.value)}
      />
    </div>
  );
}
