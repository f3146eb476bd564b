import { Button, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { Timeline } from "../../../ui/Timeline.tsx";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import classes from "./Debrief.module.css";
import { momentsOf, shownAtFirst } from "./list-moments.ts";
import { Question } from "./Question.tsx";

type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onChange: (part: Partial<DebriefAnswers>) => void };

/** Where the almost-yes became a no: a moment of the timeline, proposed where the record shows one. */
export function TurningPoint({ sheet, answers, onChange }: Props) {
  const moments = useMemo(() => momentsOf(sheet.timeline), [sheet.timeline]);
  const { turningPointAt: at, turningPointNote: note } = answers;
  // Two things can happen at one instant; which of them was meant is known only here.
  const [chosenId, setChosenId] = useState<string | null>(null);
  const turn = moments.find((moment) => moment.at === at && (chosenId === null || moment.id === chosenId));
  const [first] = useState(() => shownAtFirst(moments, turn?.id));
  // Where nothing of it tells much, hiding the little there is would leave nothing to choose from.
  const [all, setAll] = useState(first.length === 0);
  if (moments.length === 0) return null;

  const choose = (id: string) => {
    const moment = moments.find((one) => one.id === id);
    if (!moment) return;
    setChosenId(id);
    // A note the record proposed belongs to its own moment.
    const proposed = note === sheet.proposed.turningPointNote;
    onChange({
      turningPointAt: moment.at,
      turningPointNote: !proposed ? note : moment.at === sheet.proposed.turningPointAt ? note : "",
    });
  };
  return (
    <Question title="Where did the almost-yes become a no?" hint="Choose the moment; leave it open if you cannot tell.">
      {first.length > 0 && first.length < moments.length && (
        <Button
          className={classes.add}
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? "Only talks, stages and dates" : `Everything that happened (${moments.length})`}
        </Button>
      )}
      <Timeline
        label="Where did the almost-yes become a no?"
        events={all ? moments : moments.filter((moment) => first.includes(moment) || moment === turn)}
        turningPointId={turn?.id}
        onTurningPoint={choose}
      />
      {turn && (
        <div className={classes.turn}>
          <TextInput
            label="What happened there"
            maxLength={1000}
            value={note}
            onChange={(event) => onChange({ turningPointNote: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => onChange({ turningPointAt: null, turningPointNote: "" })}
          >
            I cannot tell
          </Button>
        </div>
      )}
    </Question>
  );
}
