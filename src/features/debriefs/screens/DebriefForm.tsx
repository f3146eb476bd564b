import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { showUndo } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { useSecondsSpent } from "../../../ui/TwoMinuteRing.tsx";
import type { DebriefAnswers, DebriefShape, DebriefSheet } from "../contract.ts";
import { Feelings } from "../feelings/screens/Feelings.tsx";
import { namedCompetitor } from "../reason-quality/rules.ts";
import { CheckUpDay } from "./CheckUpDay.tsx";
import { Commitments } from "./Commitments.tsx";
import classes from "./Debrief.module.css";
import { DebriefBar } from "./DebriefBar.tsx";
import { DebriefLead } from "./DebriefLead.tsx";
import { FoldedPart, ShorterNote } from "./FoldedPart.tsx";
import { followPromise } from "./follow-promise.ts";
import { isShort } from "./is-short.ts";
import { findKeptSeconds, type KeptDraft, type KeptPlace, keepSeconds } from "./kept-draft.ts";
import { LossKindChoice } from "./LossKindChoice.tsx";
import { OtherReasons } from "./OtherReasons.tsx";
import { OurPart } from "./OurPart.tsx";
import { Question } from "./Question.tsx";
import { TurningPoint } from "./TurningPoint.tsx";
import { useDraft } from "./use-draft.ts";

type Props = {
  sheet: DebriefSheet;
  place: KeptPlace;
  kept: KeptDraft | null;
  onRecorded: (recorded: DebriefShape) => void;
};

/** One calm page: everything the record already answers is filled in, and Ctrl+Enter records it at any point. */
export function DebriefForm({ sheet, place, kept, onRecorded }: Props) {
  const { deal } = sheet;
  const lost = deal.status === "lost";
  const known = useQueryClient();
  const draft = useDraft(sheet, place, kept);
  const { answers, state, recording } = draft;
  const seconds = useSecondsSpent(findKeptSeconds(place), !recording);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [folded, setFolded] = useState(() => isShort(sheet));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => keepSeconds(place, seconds), [place, seconds]);

  const change = (part: Partial<DebriefAnswers>) => {
    const commitments = lost && part.reasons ? { commitments: followPromise(answers, part.reasons, sheet) } : {};
    draft.change({ ...part, ...commitments });
  };
  const record = async () => {
    setRefusal(null);
    try {
      const recorded = await draft.record(seconds);
      keepSeconds(place, null);
      onRecorded(recorded);
      await known.invalidateQueries({ predicate: (query) => !JSON.stringify(query.queryKey).includes("openDebrief") });
    } catch (error) {
      const { code } = told(error);
      if (code !== "OTHER_DRAFT" && code !== "ALREADY_RECORDED") setRefusal(error);
      if (code === "SCOPE_NEEDED" || code === "NOTHING_NAMED") setFolded(false);
      if (code === "SCOPE_NEEDED") requestAnimationFrame(() => showUnanswered(form.current));
    }
  };
  useShortcut("mod+Enter", () => void record(), "Record the debrief", { enabled: !recording });

  const unfold = () => {
    setFolded(false);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[data-unfolded] input")?.focus());
  };
  const settle = (whose: "theirs" | "mine") => {
    const mine = draft.settle(whose);
    if (whose === "theirs") showUndo("You go on with the other window's answers.", () => draft.change(mine));
  };

  return (
    <Page
      title={lost ? `We lost ${deal.name}` : `We won ${deal.name}`}
      lead={<DebriefLead deal={deal} />}
      back={{ label: deal.accountName ?? deal.name, href: `/deals/${deal.id}` }}
      width="reading"
    >
      <form
        ref={form}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void record();
        }}
      >
        {sheet.heldBy && (
          <p className={classes.held}>{sheet.heldBy} began this debrief. You go on where they stopped.</p>
        )}
        {isShort(sheet) && <ShorterNote inRow={sheet.lossInRow ?? 0} />}
        {lost && (
          <LossKindChoice
            value={answers.lossKind}
            onChange={(lossKind) => change({ lossKind })}
            competitor={answers.competitor}
            competitors={sheet.competitors}
            onCompetitor={(competitor) => change({ competitor })}
            named={namedCompetitor(answers.competitor, answers, sheet.competitors)}
          />
        )}
        {lost && <OurPart sheet={sheet} answers={answers} onChange={change} />}
        {folded ? (
          <FoldedPart sheet={sheet} answers={answers} onUnfold={unfold} />
        ) : (
          <div className={classes.unfolded} data-unfolded="">
            <OtherReasons sheet={sheet} answers={answers} onChange={change} />
            {lost && <TurningPoint sheet={sheet} answers={answers} onChange={change} />}
            <Question title={lost ? "What do you take from it?" : "What made the difference?"}>
              <Textarea
                label="What worked"
                autosize
                minRows={2}
                maxLength={4000}
                value={answers.whatWorked}
                onChange={(event) => change({ whatWorked: event.currentTarget.value })}
              />
              <Textarea
                label={lost ? "What I do differently next time" : "What I would do even better"}
                autosize
                minRows={2}
                maxLength={4000}
                value={answers.doDifferently}
                onChange={(event) => change({ doDifferently: event.currentTarget.value })}
              />
            </Question>
          </div>
        )}
        {!lost && <OurPart sheet={sheet} answers={answers} onChange={change} />}
        {lost && <Commitments sheet={sheet} answers={answers} onChange={(commitments) => change({ commitments })} />}
        {lost && (
          <CheckUpDay
            because={sheet.checkUpBecause}
            proposed={sheet.proposed.checkUpOn}
            day={answers.checkUpOn}
            onChange={(checkUpOn) => change({ checkUpOn })}
          />
        )}
        <Feelings dealId={deal.id} closedAt={deal.closedAt} />
        <DebriefBar
          dealId={deal.id}
          state={state}
          recording={recording}
          refusal={refusal}
          seconds={seconds}
          onSettle={settle}
        />
      </form>
    </Page>
  );
}

/** Brings the question that is still open into sight, ready to be answered. */
function showUnanswered(form: HTMLFormElement | null): void {
  const open = form?.querySelector("[data-unanswered]");
  open?.scrollIntoView({ block: "center" });
  open?.querySelector("input")?.focus({ preventScroll: true });
}
