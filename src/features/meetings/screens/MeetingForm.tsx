import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { ActionBar } from "../../../ui/ActionBar.tsx";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { countWords } from "../../../ui/words.ts";
import type { MeetingPlan, MeetingProposal } from "../plan/contract.ts";
import { AgendaEditor } from "./AgendaEditor.tsx";
import { meetings } from "./ask-meetings.ts";
import { PeopleChooser } from "./PeopleChooser.tsx";
import classes from "./Plan.module.css";
import { type PlanDraft, planOf } from "./plan-draft.ts";
import { RoundsEditor } from "./RoundsEditor.tsx";

type Props = {
  id: string;
  /** 0: a new one. */
  version: number;
  begin: PlanDraft;
  proposal: MeetingProposal;
};

/** A meeting's plan: when, about what, who, and how long each round takes. */
export function MeetingForm({ id, version, begin, proposal }: Props) {
  const reader = useReader();
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [draft, setDraft] = useState(begin);
  const set = (part: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { periodFrom, periodTo } = draft;
  const isOtherPeriod = periodFrom !== proposal.periodFrom || periodTo !== proposal.periodTo;
  const isPeriod = periodFrom !== null && periodTo !== null && periodFrom <= periodTo;
  const asked = useQuery(
    meetings.proposeMeeting.queryOptions({
      input: { ...(periodFrom ? { from: periodFrom } : {}), ...(periodTo ? { to: periodTo } : {}) },
      enabled: isOtherPeriod && isPeriod,
      placeholderData: keepPreviousData,
    }),
  );
  const offered = isOtherPeriod ? (asked.data ?? proposal) : proposal;
  const plan = planOf(draft, reader.timeZone);
  const save = useMutation({
    mutationFn: (planned: MeetingPlan) => meetings.planMeeting.call({ ...planned, id, version }),
    onSuccess: async (planned) => {
      // A new one has its groups at once; where they can't be drawn now, the next screen has the button.
      const draw = { id, version: planned.meeting.version, of: "invited" } as const;
      const view = version === 0 ? await meetings.drawGroups.call(draw).catch(() => planned) : planned;
      known.setQueryData(meetings.showMeeting.queryKey({ input: { id } }), view);
      await known.invalidateQueries({ queryKey: meetings.listMeetings.key() });
      navigate(`/team/meetings/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plan && !save.isPending) save.mutate(plan);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {save.error && <Refusal problem={told(save.error)} />}
      <div className={classes.what}>
        <TextInput
          label="What it is called"
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <div className={classes.fields}>
          <DayInput label="Day" value={draft.day} onChange={(day) => set({ day })} required />
          <TextInput
            type="time"
            label="From"
            value={draft.time}
            onChange={(event) => set({ time: event.currentTarget.value })}
            required
            withAsterisk={false}
          />
        </div>
      </div>
      <Section
        title="About what"
        lead="What the losses, debriefs and customers of these days have to say. No seller is named."
      >
        <div className={classes.fields}>
          <DayInput label="Losses from" value={periodFrom} onChange={(day) => set({ periodFrom: day })} required />
          <DayInput
            label="To"
            value={periodTo}
            onChange={(day) => set({ periodTo: day })}
            required
            {...(periodFrom && periodTo && periodTo < periodFrom ? { error: "The period ends before it begins." } : {})}
          />
        </div>
        <AgendaEditor
          topics={draft.topics}
          onChange={(topics) => set({ topics })}
          proposed={offered.topics}
          keptBack={[
            offered.unquoted > 0
              ? `${countWords(offered.unquoted, "recommendation", "recommendations", reader)} of customers who did not agree to be quoted, or whom everybody would know although they are not named, stay on their deals’ pages.`
              : "",
            offered.unshared > 0
              ? `${countWords(offered.unshared, "lesson", "lessons", reader)} stay with their sellers, as your workspace’s settings want it.`
              : "",
          ].filter(Boolean)}
        />
      </Section>
      <Section title="Who">
        <PeopleChooser
          people={proposal.people}
          leadId={draft.leadId}
          memberIds={draft.memberIds}
          onChange={(part) => set(part)}
        />
      </Section>
      <Section title="Rounds" lead="Each round carries the ideas of the one before into a larger circle.">
        <RoundsEditor rounds={draft.rounds} votesEach={draft.votesEach} onChange={(part) => set(part)} />
      </Section>
      <ActionBar>
        <Button type="submit" loading={save.isPending} disabled={!plan || draft.memberIds.length === 0}>
          {version === 0 ? "Plan the meeting" : "Save the plan"}
        </Button>
        <Button
          component={UiLink}
          variant="subtle"
          color="gray"
          href={version === 0 ? "/team/meetings" : `/team/meetings/${id}`}
        >
          {version === 0 ? "Not now" : "Leave it as it was"}
        </Button>
        {draft.memberIds.length === 0 && <span className={classes.quiet}>Invite somebody first.</span>}
      </ActionBar>
    </form>
  );
}
