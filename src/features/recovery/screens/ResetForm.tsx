import { Button, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Told } from "../../../platform/browser/api.ts";
import { addDays } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { ResetSheet } from "../resets/contract.ts";
import type { ResetSaid } from "./use-reset.ts";
import classes from "./WhatNow.module.css";

type Props = {
  sheet: ResetSheet;
  saving: boolean;
  problem: Told | undefined;
  onSet: (said: ResetSaid) => void;
  onClose: () => void;
};

/** What is taken from a loss before it is left: the lesson, the promise, and from when on. What is known is filled in. */
export function ResetForm({ sheet, saving, problem, onSet, onClose }: Props) {
  const today = todayOf(useReader());
  const [lesson, setLesson] = useState(sheet.lesson);
  const [from, setFrom] = useState<string | null>(today);
  const [flagId, setFlagId] = useState(sheet.proposed[0]?.flagId);
  const proposed = sheet.proposed.find((one) => one.flagId === flagId);
  const [reworded, setReworded] = useState<{ id: string; wording: string } | null>(null);
  const wording = reworded && reworded.id === proposed?.id ? reworded.wording : (proposed?.wording ?? "");

  const set = (event: FormEvent) => {
    event.preventDefault();
    if (saving || from === null) return;
    const commitment = proposed && {
      ...{ id: proposed.id, flagId: proposed.flagId, repairId: proposed.repairId },
      wording: wording.trim() || proposed.wording,
    };
    onSet({ lesson: lesson.trim(), resetsOn: from, commitment: commitment ?? null });
  };
  return (
    <form className={classes.asked} onSubmit={set}>
      <Textarea
        label="What I take from it"
        description="One sentence is enough. Only you read it."
        autosize
        minRows={2}
        maxLength={4000}
        data-autofocus
        value={lesson}
        error={problem?.code === "LESSON_NEEDED" ? problem.title : undefined}
        onChange={(event) => setLesson(event.currentTarget.value)}
      />
      {sheet.commitments.length > 0 && (
        <div className={classes.kept}>
          <span className={classes.label}>You promised</span>
          {sheet.commitments.map(({ id, wording: promised }) => (
            <p key={id} className={classes.quote}>
              {promised}
            </p>
          ))}
        </div>
      )}
      {proposed && (
        <div className={classes.kept}>
          {proposed.isKept ? (
            <>
              <span className={classes.label}>What I do when it comes up again</span>
              <p className={classes.quote}>{proposed.wording}</p>
            </>
          ) : (
            <Textarea
              label="What I do when it comes up again"
              autosize
              maxLength={500}
              value={wording}
              onChange={(event) => setReworded({ id: proposed.id, wording: event.currentTarget.value })}
            />
          )}
          {proposed.because && (
            <p className={classes.quiet}>
              <SayDays>{proposed.because}</SayDays>
            </p>
          )}
          {sheet.proposed.length > 1 && (
            <NativeSelect
              label="Or about another sign"
              size="xs"
              data={sheet.proposed.map((one) => ({ value: one.flagId, label: one.flagName }))}
              value={proposed.flagId}
              onChange={(event) => setFlagId(event.currentTarget.value)}
            />
          )}
        </div>
      )}
      <DayInput
        label="From when on"
        value={from}
        min={today}
        onChange={setFrom}
        required
        error={problem?.code === "DAY_BEHIND" ? problem.title : undefined}
        choices={[
          { label: "Now", day: today },
          { label: "Tomorrow", day: addDays(today, 1) },
          { label: "In a week", day: addDays(today, 7) },
        ]}
      />
      {problem && problem.code !== "LESSON_NEEDED" && problem.code !== "DAY_BEHIND" && <Refusal problem={problem} />}
      <div className={classes.formButtons}>
        <Button type="submit" loading={saving} disabled={from === null}>
          Leave it behind
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Not yet
        </Button>
      </div>
    </form>
  );
}
