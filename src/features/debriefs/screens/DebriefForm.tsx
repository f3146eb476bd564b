import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { Page } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { Timeline } from "../../../ui/Timeline.tsx";
import { TwoMinuteRing, useSecondsSpent } from "../../../ui/TwoMinuteRing.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { eventKind } from "../../deals/timeline/rules.ts";
import type { DebriefShape, DebriefSheet } from "../contract.ts";
import { CheckUpDay } from "./CheckUpDay.tsx";
import { Commitments } from "./Commitments.tsx";
import classes from "./Debrief.module.css";
import { DraftConflict } from "./DraftConflict.tsx";
import { LossKindChoice } from "./LossKindChoice.tsx";
import { OurPart } from "./OurPart.tsx";
import { Question } from "./Question.tsx";
import { type DraftState, useDraft } from "./use-draft.ts";

type Props = { sheet: DebriefSheet; onRecorded: (recorded: DebriefShape) => void };

/** One calm page: everything the record already answers is filled in, and Ctrl+Enter records it at any point. */
export function DebriefForm({ sheet, onRecorded }: Props) {
  const { deal } = sheet;
  const lost = deal.status === "lost";
  const known = useQueryClient();
  const draft = useDraft(sheet);
  const { answers, change } = draft;
  const seconds = useSecondsSpent(sheet.debrief?.secondsSpent ?? 0, !draft.recording);
  const [refusal, setRefusal] = useState<unknown>(null);

  const record = async () => {
    setRefusal(null);
    try {
      const recorded = await draft.record(seconds);
      await known.invalidateQueries({ predicate: (query) => !JSON.stringify(query.queryKey).includes("openDebrief") });
      onRecorded(recorded);
    } catch (error) {
      const { code } = told(error);
      if (code !== "OTHER_DRAFT" && code !== "ALREADY_RECORDED") setRefusal(error);
    }
  };
  useShortcut("mod+Enter", () => void record(), "Record the debrief", { enabled: !draft.recording });

  const events = [...sheet.timeline].reverse().map((entry, index) => ({
    id: `${entry.at} ${index}`,
    at: entry.at,
    title: entry.title,
    detail: entry.detail || undefined,
    kind: eventKind(entry),
  }));
  const turn = events.find((event) => event.at === answers.turningPointAt);

  return (
    <Page
      title={lost ? `We lost ${deal.name}` : `We won ${deal.name}`}
      lead={
        lost
          ? "Two minutes: what was ours, and where else it is about to happen."
          : "Two minutes: what did we do right, and can it be repeated?"
      }
      aside={<TwoMinuteRing secondsSpent={seconds} />}
      back={{ label: deal.accountName ?? deal.name, href: `/deals/${deal.id}` }}
      width="reading"
    >
      <DraftConflict state={draft.state} onSettle={draft.settle} />
      {sheet.heldBy && <p className={classes.held}>{sheet.heldBy} began this debrief. You go on where they stopped.</p>}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void record();
        }}
      >
        {lost && <LossKindChoice value={answers.lossKind} onChange={(lossKind) => change({ lossKind })} />}
        <OurPart sheet={sheet} answers={answers} onChange={change} />
        {lost && events.length > 0 && (
          <Question title="Where did the almost-yes become a no?" hint="Choose the moment. Skip it if you cannot tell.">
            {answers.turningPointNote && <p className={classes.note}>{answers.turningPointNote}</p>}
            <div className={classes.timeline}>
              <Timeline
                label="The turning point"
                events={events}
                turningPointId={turn?.id}
                onTurningPoint={(id) =>
                  change({ turningPointAt: events.find((event) => event.id === id)?.at ?? null, turningPointNote: "" })
                }
              />
            </div>
          </Question>
        )}
        <Question title={lost ? "What worked, and what do you do differently?" : "What made the difference?"}>
          <Textarea
            label="What worked"
            autosize
            minRows={2}
            value={answers.whatWorked}
            onChange={(event) => change({ whatWorked: event.currentTarget.value })}
          />
          <Textarea
            label={lost ? "What I do differently" : "What I would do even better"}
            autosize
            minRows={2}
            value={answers.doDifferently}
            onChange={(event) => change({ doDifferently: event.currentTarget.value })}
          />
        </Question>
        {lost && (
          <Commitments
            sheet={sheet}
            commitments={answers.commitments}
            onChange={(commitments) => change({ commitments })}
          />
        )}
        {lost && (
          <CheckUpDay
            because={sheet.checkUpBecause}
            day={answers.checkUpOn}
            onChange={(checkUpOn) => change({ checkUpOn })}
          />
        )}

        {refusal !== null && <Refusal problem={told(refusal)} />}
        <div className={classes.bar}>
          <Button type="submit" loading={draft.recording}>
            Record the debrief
          </Button>
          <Button component={UiLink} href={`/deals/${deal.id}`} variant="subtle">
            Go on later
          </Button>
          <Saved state={draft.state} />
        </div>
      </form>
    </Page>
  );
}

function Saved({ state }: { state: DraftState }) {
  const words =
    state.kind === "offline"
      ? `Not saved yet: ${state.title} What you wrote is kept in this browser.`
      : state.kind === "saving"
        ? "Saving …"
        : "Saved as you go";
  return (
    <p className={classes.saved} role="status">
      {words}
    </p>
  );
}
