import { DayText, InstantText } from "../../../ui/DateText.tsx";
import type { LossKind } from "../../deals/contract.ts";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefShape } from "../contract.ts";
import classes from "./Debrief.module.css";

const kindNames: Record<LossKind, string> = {
  competitor: "They chose a competitor",
  "no-decision": "They held off",
  disqualified: "It was not for us",
  unknown: "Not known",
};

type Props = {
  debrief: DebriefShape;
  reasons: Pick<ReasonShape, "id" | "name">[];
  steps: Pick<StepStanding, "stepId" | "name">[];
};

/** What was said in a debrief, dated; empty answers are left out. */
export function RecordedDebrief({ debrief, reasons, steps }: Props) {
  const { answers } = debrief;
  const namesOf = (ids: string[], named: { id: string; name: string }[]) =>
    ids
      .map((id) => named.find((one) => one.id === id)?.name ?? "A reason that is no longer in the catalogue")
      .join(", ");
  const facts: { name: string; value: string }[] = [
    { name: "How it ended", value: answers.lossKind ? kindNames[answers.lossKind] : "" },
    {
      name: "Reasons",
      value: namesOf(
        answers.reasons.map((one) => one.reasonId),
        reasons,
      ),
    },
    {
      name: "Steps missed",
      value: namesOf(
        answers.missedStepIds,
        steps.map(({ stepId, name }) => ({ id: stepId, name })),
      ),
    },
    { name: "A clean loss", value: answers.cleanLoss ? "We did everything right." : "" },
    { name: "What was ours", value: answers.ownPart },
    { name: "What worked", value: answers.whatWorked },
    { name: "What we do differently", value: answers.doDifferently },
    { name: "Commitments", value: answers.commitments.map((one) => one.wording).join("\n") },
  ];
  return (
    <>
      <p className={classes.note}>
        {debrief.recordedByName ?? "Somebody"} recorded this{" "}
        {debrief.recordedAt && <InstantText at={debrief.recordedAt} say="day" />}
        {debrief.reopenedAt && (
          <>
            ; the deal was opened again <InstantText at={debrief.reopenedAt} say="day" />
          </>
        )}
        .
      </p>
      <dl className={classes.answers}>
        {facts
          .filter(({ value }) => value)
          .map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {answers.turningPointAt && (
          <div>
            <dt>Turning point</dt>
            <dd>
              <InstantText at={answers.turningPointAt} say="day" /> {answers.turningPointNote}
            </dd>
          </div>
        )}
        {answers.checkUpOn && (
          <div>
            <dt>Check-up</dt>
            <dd>
              <DayText on={answers.checkUpOn} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
