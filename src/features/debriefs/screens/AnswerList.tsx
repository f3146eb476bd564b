import type { ReactNode } from "react";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import type { LossKind } from "../../deals/contract.ts";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefAnswers } from "../contract.ts";
import classes from "./Debrief.module.css";

const kindNames: Record<LossKind, string> = {
  competitor: "They chose a competitor",
  "no-decision": "They held off",
  disqualified: "It was not for us",
  unknown: "Not known",
};

type Lesson = "do-differently" | "what-worked";
/** What can be made of one of a debrief's two lessons, from the feature that keeps it. */
export type Learn = (debriefId: string, lesson: Lesson) => ReactNode;

type Props = {
  answers: DebriefAnswers;
  reasons: Pick<ReasonShape, "id" | "name">[];
  steps: Pick<StepStanding, "stepId" | "name">[];
  learn?: ((lesson: Lesson) => ReactNode) | undefined;
};

/** The answers of a debrief; empty ones are left out. */
export function AnswerList({ answers, reasons, steps, learn }: Props) {
  const facts: { name: string; value: string; lesson?: Lesson }[] = [
    { name: "How it ended", value: endInWords(answers) },
    { name: "Reasons", value: answers.reasons.map((one) => reasonInWords(one, reasons)).join("\n") },
    { name: "Steps missed", value: answers.missedStepIds.map((id) => stepInWords(id, steps)).join("\n") },
    { name: "A clean loss", value: answers.cleanLoss ? "We did everything right." : "" },
    { name: "What was ours", value: answers.ownPart },
    { name: "What worked", value: answers.whatWorked, lesson: "what-worked" as const },
    { name: "What we do differently", value: answers.doDifferently, lesson: "do-differently" as const },
    { name: "Commitments", value: answers.commitments.map(({ wording }) => wording).join("\n") },
  ].filter(({ value }) => value !== "");
  return (
    <dl className={classes.answers}>
      {facts.map(({ name, value, lesson }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {lesson && learn && <div className={classes.learn}>{learn(lesson)}</div>}
          </dd>
        </div>
      ))}
      {answers.turningPointAt && (
        <div>
          <dt>Turning point</dt>
          <dd>
            <InstantText at={answers.turningPointAt} say="day" />
            {answers.turningPointNote && `: ${answers.turningPointNote}`}
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
  );
}

/** "They chose a competitor: Bellstride". */
function endInWords({ lossKind, competitor }: DebriefAnswers): string {
  if (!lossKind) return "";
  return lossKind === "competitor" && competitor ? `${kindNames.competitor}: ${competitor}` : kindNames[lossKind];
}

function reasonInWords({ reasonId, productScope, note }: DebriefAnswers["reasons"][number], reasons: Props["reasons"]) {
  const name = reasons.find(({ id }) => id === reasonId)?.name ?? "A reason that is no longer in the catalogue";
  const scope =
    productScope && (productScope === "inherent" ? "inherent to the product" : "we could do it differently");
  const more = [scope, note].filter(Boolean).join("; ");
  return more ? `${name} (${more})` : name;
}

function stepInWords(stepId: string, steps: Props["steps"]): string {
  return steps.find((step) => step.stepId === stepId)?.name ?? "A step that is no longer in the process";
}
