import { Button, Chip } from "@mantine/core";
import { useState } from "react";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { DebriefAnswers } from "../contract.ts";
import classes from "./Debrief.module.css";
import { ReasonNote } from "./ReasonNote.tsx";

type Said = DebriefAnswers["reasons"][number];
type Props = {
  title: string;
  /** The most likely first. */
  reasons: ReasonShape[];
  answers: DebriefAnswers;
  /** A product's limits are asked about after a loss only. */
  asksAboutProduct: boolean;
  onChoose: (reason: ReasonShape, on: boolean) => void;
  onSay: (reasonId: string, part: Partial<Said>) => void;
};

const atFirst = 5;

/** The reasons of one kind: the likely ones and the chosen ones in sight, the others one tap away. */
export function ReasonChips({ title, reasons, answers, asksAboutProduct, onChoose, onSay }: Props) {
  const [all, setAll] = useState(false);
  const saidOf = (reason: ReasonShape) => answers.reasons.find(({ reasonId }) => reasonId === reason.id);
  // One more is shown rather than hidden behind a button of its own size.
  const hides = reasons.length > atFirst + 1;
  const shown = all || !hides ? reasons : reasons.filter((reason, place) => place < atFirst || saidOf(reason));
  if (reasons.length === 0) return null;
  return (
    <fieldset className={classes.reasons}>
      <legend className={classes.group}>{title}</legend>
      <div className={classes.chips}>
        {shown.map((reason) => (
          <Chip key={reason.id} checked={saidOf(reason) !== undefined} onChange={(on) => onChoose(reason, on)}>
            {reason.name}
          </Chip>
        ))}
        {hides && (
          <Button variant="subtle" color="gray" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Fewer" : `${reasons.length - shown.length} more`}
            <span className="only-for-screen-readers"> reasons: {title}</span>
          </Button>
        )}
      </div>
      {reasons.map((reason) => {
        const said = saidOf(reason);
        return (
          said && (
            <ReasonNote
              key={reason.id}
              reason={reason}
              said={said}
              asksAboutProduct={asksAboutProduct}
              onSay={(part) => onSay(reason.id, part)}
            />
          )
        );
      })}
    </fieldset>
  );
}
