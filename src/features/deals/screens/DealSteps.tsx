import { Button } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./DealSteps.module.css";
import { StepAnswer } from "./StepAnswer.tsx";
import { StepMark, stepStates } from "./StepMark.tsx";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** The steps our process wants, where each stands on this deal with its evidence, and one tap to record one. */
export function DealSteps({ deal }: { deal: DealPage }) {
  const [answering, setAnswering] = useState<string | null>(null);
  const record = useDealWrite(deal.id, {
    write: ({ step, ...answer }: { step: StepStanding; id: string; done: boolean; happenedAt: string }) =>
      deals.answerStep.call({ dealId: deal.id, stepId: step.stepId, ...answer }),
    show: (before, { step, done }) =>
      done ? withStep(before, { ...step, state: "done", evidence: "Recorded just now." }) : before,
    done: (_standing, { step, done }) => {
      if (done) showUndo(`${step.name}: done.`, () => say(step, false));
    },
  });
  const say = (step: StepStanding, done: boolean) =>
    record.mutate({ step, done, id: crypto.randomUUID(), happenedAt: new Date().toISOString() });
  const nothingRecorded = deal.steps.length > 0 && deal.steps.every(({ state }) => state === "not-recorded");
  if (deal.steps.length === 0) {
    return (
      <Section title="Steps">
        <p className={classes.none}>
          Your process has no steps yet.{" "}
          <UiLink href="/settings/process">Choose what you want done on every deal</UiLink>
        </p>
      </Section>
    );
  }
  return (
    <Section
      title="Steps"
      lead={
        nothingRecorded ? "None is recorded on this deal yet, so nobody can say what was missed." : inCounts(deal.steps)
      }
    >
      <ul className={classes.list}>
        {deal.steps.map((step) => (
          <li key={step.stepId} className={classes.step} data-state={step.state}>
            <StepMark state={step.state} />
            <p className={classes.name}>
              <span className="only-for-screen-readers">{stepStates[step.state]}: </span>
              {step.name}
            </p>
            {deal.mayChange && (
              <StepButtons
                step={step}
                isAnswering={answering === step.stepId}
                onDone={() => say(step, true)}
                onAnswer={(on) => setAnswering(on ? step.stepId : null)}
              />
            )}
            <div className={classes.more}>
              {(step.answer || step.saidBy) && <Said step={step} />}
              <p className={classes.evidence}>{nothingRecorded ? step.question : <SayDays>{step.evidence}</SayDays>}</p>
              {answering === step.stepId && (
                <StepAnswer
                  deal={deal}
                  step={step}
                  onDone={() => setAnswering(null)}
                  onLeave={() => {
                    setAnswering(null);
                    document.getElementById(`answer ${step.stepId}`)?.focus();
                  }}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type ButtonsProps = {
  step: StepStanding;
  isAnswering: boolean;
  onDone: () => void;
  onAnswer: (on: boolean) => void;
};

function StepButtons({ step, isAnswering, onDone, onAnswer }: ButtonsProps) {
  const isDone = step.state === "done" || step.state === "late";
  return (
    <div className={classes.actions}>
      {!isDone && (
        <Button variant="default" size="compact-sm" onClick={onDone}>
          Done<span className="only-for-screen-readers">: {step.name}</span>
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        id={`answer ${step.stepId}`}
        aria-expanded={isAnswering}
        onClick={() => onAnswer(!isAnswering)}
      >
        {isDone ? "Change" : "Who, when"}
        <span className="only-for-screen-readers">: {step.name}</span>
      </Button>
    </div>
  );
}

function Said({ step }: { step: StepStanding }) {
  return (
    <p className={classes.said}>
      {step.answer && `“${step.answer}”`}
      {step.saidBy && <span className={classes.by}>{step.saidBy}</span>}
    </p>
  );
}

function withStep(deal: DealPage, step: StepStanding): DealPage {
  return { ...deal, steps: deal.steps.map((one) => (one.stepId === step.stepId ? step : one)) };
}

/** "5 done, 1 late, 2 missed." */
function inCounts(steps: StepStanding[]): string {
  const parts = (["done", "late", "missed", "not-due"] as const)
    .map((state) => ({ state, count: steps.filter((step) => step.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stepStates[state].toLowerCase()}`);
  return `${parts.join(", ")}.`;
}
