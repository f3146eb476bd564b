import { Checkbox, Chip, Group, Textarea } from "@mantine/core";
import type { Control, ReasonShape } from "../../reasons/contract.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import { asksForOwnPart } from "../rules.ts";
import { ChosenReasons } from "./ChosenReasons.tsx";
import classes from "./Debrief.module.css";
import { Question } from "./Question.tsx";

type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onChange: (part: Partial<DebriefAnswers>) => void };

const groups: { control: Control; title: string }[] = [
  { control: "ours", title: "Ours to change" },
  { control: "shared", title: "Partly ours" },
  { control: "theirs", title: "Theirs" },
];

/** What was ours: the role questions and this deal's missed steps first, then every other reason, ours and theirs apart. */
export function OurPart({ sheet, answers, onChange }: Props) {
  const lost = sheet.deal.status === "lost";
  const chosen = new Set(answers.reasons.map((reason) => reason.reasonId));
  const setChosen = (reason: ReasonShape, on: boolean) =>
    onChange({
      reasons: on
        ? [...answers.reasons, { reasonId: reason.id, productScope: null, note: "" }]
        : answers.reasons.filter((one) => one.reasonId !== reason.id),
      ...(on ? { cleanLoss: false } : {}),
    });
  const setMissed = (stepId: string, on: boolean) =>
    onChange({
      missedStepIds: on ? [...answers.missedStepIds, stepId] : answers.missedStepIds.filter((one) => one !== stepId),
      ...(on ? { cleanLoss: false } : {}),
    });

  const roleQuestions = sheet.reasons.filter((reason) => reason.roleQuestion !== null);
  const others = sheet.reasons.filter((reason) => reason.roleQuestion === null);
  const missable = sheet.steps.filter((step) => step.state === "missed" || step.state === "late");
  const named = sheet.reasons.filter((reason) => chosen.has(reason.id));

  return (
    <>
      <Question
        title={lost ? "What was ours?" : "Which steps did we skip all the same?"}
        {...(lost
          ? { hint: "Tick what applies. What the deal's record shows is ticked already, with its evidence." }
          : {})}
      >
        {lost && roleQuestions.length > 0 && (
          <div className={classes.ticks}>
            {roleQuestions.map((reason) => (
              <Checkbox
                key={reason.id}
                label={reason.roleQuestion}
                checked={chosen.has(reason.id)}
                onChange={(event) => setChosen(reason, event.currentTarget.checked)}
              />
            ))}
          </div>
        )}
        {missable.length > 0 && (
          <div className={classes.ticks}>
            <p className={classes.group}>Steps missed or late on this deal</p>
            {missable.map((step) => (
              <Checkbox
                key={step.stepId}
                label={step.name}
                description={step.evidence}
                checked={answers.missedStepIds.includes(step.stepId)}
                onChange={(event) => setMissed(step.stepId, event.currentTarget.checked)}
              />
            ))}
          </div>
        )}
        {!lost && missable.length === 0 && (
          <p className={classes.hint}>None: every step was done in time, or none was recorded.</p>
        )}
      </Question>

      <Question title={lost ? "What else decided it?" : "Why did they choose us?"}>
        {groups.map(({ control, title }) => {
          const reasons = others.filter((reason) => reason.control === control);
          return (
            reasons.length > 0 && (
              <div key={control}>
                <p className={classes.group}>{title}</p>
                <Group gap={8}>
                  {reasons.map((reason) => (
                    <Chip key={reason.id} checked={chosen.has(reason.id)} onChange={(on) => setChosen(reason, on)}>
                      {reason.name}
                    </Chip>
                  ))}
                </Group>
              </div>
            )
          );
        })}
        <ChosenReasons reasons={named} answers={answers} onChange={onChange} lost={lost} />
        {lost && asksForOwnPart(named) && answers.missedStepIds.length === 0 && (
          <Textarea
            label="And what was ours?"
            description="Every reason you named is somebody else's. If a part was ours, say which; if not, leave it empty."
            autosize
            minRows={2}
            value={answers.ownPart}
            onChange={(event) => onChange({ ownPart: event.currentTarget.value })}
          />
        )}
        {lost && answers.missedStepIds.length === 0 && !named.some((reason) => reason.control === "ours") && (
          <Checkbox
            label="We did everything right"
            description="A clean loss: no step was missed. It counts as one."
            checked={answers.cleanLoss}
            onChange={(event) => onChange({ cleanLoss: event.currentTarget.checked })}
          />
        )}
      </Question>
    </>
  );
}
