import { Checkbox } from "@mantine/core";
import { useMemo } from "react";
import { FlagMark } from "../../../ui/Flag.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import classes from "./Debrief.module.css";
import { isTicked, mayBeClean, type OurItem, ourItems, tick } from "./our-part.ts";
import { Question } from "./Question.tsx";

type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onChange: (part: Partial<DebriefAnswers>) => void };

/** What was ours: what the record shows is ticked already, with its evidence; a clean loss is an answer like the others. */
export function OurPart({ sheet, answers, onChange }: Props) {
  const lost = sheet.deal.status === "lost";
  const items = useMemo(() => ourItems(sheet), [sheet]);
  const clean = mayBeClean(answers, sheet.reasons);
  if (!lost && items.length === 0) return null;
  return (
    <Question
      title={lost ? "What was ours?" : "What did we skip all the same?"}
      hint={
        lost
          ? items.some(({ step }) => step)
            ? "What the deal's record shows is ticked already. Untick what is not so."
            : "Tick what applies."
          : undefined
      }
    >
      <div className={classes.ticks}>
        {items.map((item) => (
          <Checkbox
            key={item.key}
            label={nameOf(item)}
            description={<About item={item} />}
            checked={isTicked(item, answers)}
            onChange={(event) => onChange(tick(item, event.currentTarget.checked, answers))}
          />
        ))}
        {lost && (
          <Checkbox
            label="None of it: we did everything right"
            description={clean ? "A clean loss. It counts as one." : "Untick what was ours first."}
            disabled={!clean}
            checked={answers.cleanLoss}
            onChange={(event) => onChange({ cleanLoss: event.currentTarget.checked })}
          />
        )}
      </div>
    </Question>
  );
}

function nameOf({ reason, step }: OurItem): string {
  return reason?.name ?? step?.name ?? "";
}

function About({ item: { reason, step } }: { item: OurItem }) {
  return (
    <>
      {reason?.roleQuestion && <span className={classes.about}>{reason.roleQuestion}</span>}
      {step && (
        <span className={classes.shown}>
          <FlagMark state="up" />
          <span>
            <SayDays>{step.evidence}</SayDays>
          </span>
        </span>
      )}
    </>
  );
}
