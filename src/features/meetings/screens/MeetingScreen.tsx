import { Button, SegmentedControl } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { MeetingView } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";
import { meetings } from "./ask-meetings.ts";
import { EndUnled } from "./EndUnled.tsx";
import { HearingNote } from "./HearingNote.tsx";
import type { Desk } from "./idea-desk.ts";
import { peopleWords, whenPlanned } from "./meeting-words.ts";
import { PlannedMeeting } from "./PlannedMeeting.tsx";
import { RunMeeting } from "./RunMeeting.tsx";
import { TakePart } from "./TakePart.tsx";
import { reopenAll, useDesk } from "./use-desk.ts";
import { type LiveMeeting, useLiveMeeting } from "./use-live-meeting.ts";
import { WorksheetPart } from "./WorksheetPart.tsx";

const back = { label: "Meetings", href: "/team/meetings" };

/** One meeting, wherever it stands: planned, its rounds, the vote, the worksheets; for who leads and for who is in it. */
export default function MeetingScreen() {
  const { meetingId = "" } = useParams({ strict: false });
  return <Followed key={meetingId} id={meetingId} />;
}

function Followed({ id }: { id: string }) {
  const desk = useRef<Desk | null>(null);
  const live = useLiveMeeting(id, {
    onIdeas: (ideas) => desk.current?.hear(ideas),
    onLost: () => desk.current && void reopenAll(desk.current, id),
  });
  const { view } = live;
  const mine = useDesk(id, view?.me.id);
  desk.current = mine;
  // Words that came too late for a round, or found no connection, are tried again when there is a chance.
  const chance = `${live.hearing} ${view?.meeting.version ?? 0}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried again when the line or the meeting is another
  useEffect(() => {
    if (live.hearing === "live") mine?.sendAll();
  }, [mine, chance]);
  if (!view) {
    if (!live.error) return <Skeletons shape="page" />;
    return <NotOpen id={id} error={live.error} onRetry={live.retry} />;
  }
  if (!mine) return <Skeletons shape="page" />;
  return <Shown live={live} view={view} desk={mine} />;
}

/** What is said in a meeting is for those who are in it; what it decided is for everybody. */
function NotOpen({ id, error, onRetry }: { id: string; error: unknown; onRetry: () => void }) {
  const { code, title, detail } = told(error);
  const isClosed = code === "NOT_FOUND" || code === "NOT_ALLOWED";
  return (
    <Page title="A meeting" back={back}>
      <ErrorState
        happened={isClosed ? "This meeting is for those who are invited." : title}
        toDo={isClosed ? "When it has ended, everybody may read what it decided." : detail}
        {...(isClosed
          ? {
              actions: (
                <Button component={UiLink} variant="default" href={`/team/meetings/${id}/record`}>
                  Its record
                </Button>
              ),
            }
          : { onRetry })}
      />
    </Page>
  );
}

type Props = { live: LiveMeeting; view: MeetingView; desk: Desk };

function Shown({ live, view, desk }: Props) {
  const reader = useReader();
  const navigate = useNavigateTo();
  const { meeting, me, people } = view;
  const phase = phaseOf(meeting);
  const isOn = phase === "round" || phase === "voting" || phase === "worksheet";
  const [part, setPart] = useState<"lead" | "take-part">("lead");
  const isLeading = me.leads && (part === "lead" || !me.invited);
  const isThere = people.some(({ id, joined }) => id === me.id && joined);
  useJoining(live, meeting.id, isOn && me.invited && !isThere);
  useEffect(() => {
    if (phase === "ended") navigate(`/team/meetings/${meeting.id}/record`);
  }, [phase, meeting.id, navigate]);
  return (
    <Page
      title={meeting.title}
      lead={
        isOn
          ? undefined
          : `${phase === "cancelled" ? "Called off. It was planned for " : ""}${whenPlanned(meeting.plannedFor, reader)} · ${peopleWords(people.length, reader)}${meeting.leadName ? ` · led by ${meeting.leadName}` : ""}`
      }
      back={back}
      aside={
        isOn &&
        me.leads &&
        me.invited && (
          <SegmentedControl
            aria-label="What you see"
            size="xs"
            value={part}
            onChange={(value) => setPart(value === "lead" ? "lead" : "take-part")}
            data={[
              { value: "lead", label: "Lead" },
              { value: "take-part", label: "Take part" },
            ]}
          />
        )
      }
      actions={
        me.leads &&
        phase !== "cancelled" && (
          <Button
            component="a"
            variant="default"
            href={`/team/meetings/${meeting.id}/projector`}
            target="_blank"
            rel="noopener"
          >
            Open the projector
          </Button>
        )
      }
    >
      {live.isShut && isOn && (
        <ErrorState
          happened="This meeting is not followed any more."
          toDo="You may have been taken off the list, or signed out. Load the page again."
          onRetry={() => window.location.reload()}
          retryLabel="Load again"
        />
      )}
      {isOn && me.mayEnd && <EndUnled meeting={meeting} />}
      {phase === "planned" && <PlannedMeeting live={live} view={view} />}
      {isOn && isLeading && <RunMeeting live={live} view={view} desk={desk} />}
      {isOn && !isLeading && phase !== "worksheet" && <TakePart live={live} view={view} desk={desk} />}
      {phase === "worksheet" && !isLeading && (
        <>
          <HearingNote hearing={live.hearing} />
          <WorksheetPart view={view} />
        </>
      )}
    </Page>
  );
}

/** Whoever is invited and opens a meeting that is under way is there. */
function useJoining(live: LiveMeeting, id: string, isMissing: boolean) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it is true
  useEffect(() => {
    if (!isMissing) return;
    let isOver = false;
    const join = async () => {
      const me = await meetings.joinMeeting.call({ id }).catch(() => null);
      if (me)
        live.patch((view) => ({ ...view, people: view.people.map((person) => (person.id === me.id ? me : person)) }));
      else if (!isOver) timer = setTimeout(() => void join(), 3000);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    void join();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, isMissing]);
}
