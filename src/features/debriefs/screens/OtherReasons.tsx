import { Textarea } from "@mantine/core";
import { useMemo } from "react";
import type { Control, ReasonShape } from "../../reasons/contract.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import { asksForOwnPart } from "../rules.ts";
import classes from "./Debrief.module.css";
import { likelyFirst, ourItems } from "./our-part.ts";
import { Question } from "./Question.tsx";
import { ReasonChips } from "./ReasonChips.tsx";

type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onChange: (part: Partial<DebriefAnswers>) => void };

type Group = { control: Control; title: string };
/** Ours was asked about before; after a win it is what can be repeated, and comes first. */
const afterLoss: Group[] = [
  { control: "theirs", title: "Theirs" },
  { control: "shared", title: "Partly ours" },
  { control: "ours", title: "Ours to change" },
];
const afterWin: Group[] = [
  { control: "ours", title: "What we did" },
  { control: "shared", title: "Partly ours" },
  { control: "theirs", title: "Theirs" },
];

/** Every other reason, what is theirs and what is ours apart; and the question back when all of it is somebody else's. */
export function OtherReasons({ sheet, answers, onChange }: Props) {
  const lost = sheet.deal.status === "lost";
  const others = useMemo(() => {
    const told = new Set(ourItems(sheet).map(({ reason }) => reason?.id));
    return likelyFirst(
      sheet.reasons.filter((reason) => !told.has(reason.id)),
      sheet,
    );
  }, [sheet]);
  const chosen = new Set(answers.reasons.map(({ reasonId }) => reasonId));
  const named = sheet.reasons.filter((reason) => chosen.has(reason.id));

  const choose = (reason: ReasonShape, on: boolean) => {
    const rest = answers.reasons.filter((one) => one.reasonId !== reason.id);
    onChange({
      reasons: on ? [...rest, { reasonId: reason.id, productScope: null, note: "" }] : rest,
      ...(on && reason.control === "ours" ? { cleanLoss: false } : {}),
    });
  };
  const say = (reasonId: string, part: Partial<DebriefAnswers["reasons"][number]>) =>
    onChange({ reasons: answers.reasons.map((one) => (one.reasonId === reasonId ? { ...one, ...part } : one)) });

  const asks = lost && asksForOwnPart(named) && answers.missedStepIds.length === 0 && !answers.cleanLoss;
  return (
    <Question title={lost ? "What else decided it?" : "Why did they choose us?"}>
      {(lost ? afterLoss : afterWin).map(({ control, title }) => (
        <ReasonChips
          key={control}
          title={title}
          reasons={others.filter((reason) => reason.control === control)}
          answers={answers}
          asksAboutProduct={lost}
          onChoose={choose}
          onSay={say}
        />
      ))}
      {lost && named.some(({ id }) => sheet.unheardReasonIds.includes(id)) && (
        <p className={classes.asked} role="note">
          Price is named, but no subject, answer or change of the amount on this deal mentions it. Did they say so, or
          do we suppose it? If it was something else, name that too.
        </p>
      )}
      {(asks || answers.ownPart !== "") && (
        <Textarea
          label="And what was ours?"
          description="Nothing you named is ours alone. If a part was ours, say which; if not, leave this empty."
          autosize
          minRows={2}
          maxLength={2000}
          value={answers.ownPart}
          onChange={(event) => onChange({ ownPart: event.currentTarget.value })}
        />
      )}
    </Question>
  );
}
