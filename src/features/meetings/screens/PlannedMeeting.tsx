import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { MeetingView } from "../live/contract.ts";
import { meetings } from "./ask-meetings.ts";
import { GroupBoard, groupName } from "./GroupBoard.tsx";
import { boardOf } from "./group-board.ts";
import { LastMeeting } from "./LastMeeting.tsx";
import { listWords, periodWords, topicNames, voteWords } from "./meeting-words.ts";
import classes from "./Planned.module.css";
import { RoundTrack } from "./RoundTrack.tsx";
import type { LiveMeeting } from "./use-live-meeting.ts";
import { useMeetingAct, useRunning } from "./use-meeting-act.ts";

type Props = { live: LiveMeeting; view: MeetingView };

/** Before it begins: for who leads the groups and the start, for everybody what it is about and with whom they sit. */
export function PlannedMeeting({ live, view }: Props) {
  const reader = useReader();
  const { meeting, me, people, topics, before } = view;
  const group = people.find(({ id }) => id === me.id)?.groupNumber ?? null;
  const beside = people.filter(({ id, groupNumber }) => id !== me.id && groupNumber === group && group !== null);
  return (
    <div className={classes.planned}>
      <div className={classes.main}>
        {me.invited && !me.mayEdit && (
          <section className={classes.mine}>
            <p>
              {group === null ? (
                "Groups are drawn before it begins."
              ) : (
                <>
                  You are in <strong>{groupName(group).toLowerCase()}</strong>
                  {beside.length > 0 && `, with ${listWords(beside.map(({ name }) => name))}`}.
                </>
              )}{" "}
              Open this page on your phone when it begins.
            </p>
          </section>
        )}
        <Section title="What it is about" lead={`Losses of ${periodWords(meeting, reader)}`}>
          {topics.length === 0 ? (
            <p className={classes.quiet}>The agenda is still empty.</p>
          ) : (
            <ol className={classes.topics}>
              {topics.map((topic) => (
                <li key={topic.id}>
                  <span className={classes.kind}>{topicNames[topic.kind]}</span>
                  <span>{topic.words}</span>
                </li>
              ))}
            </ol>
          )}
        </Section>
        {before && <LastMeeting before={before} />}
        {(me.mayEdit || me.leads) && <Groups live={live} view={view} />}
      </div>
      <aside className={classes.side}>
        <Section title="Rounds">
          <RoundTrack rounds={meeting.rounds} />
          <p className={classes.quiet}>Then everybody gives {voteWords(meeting.votesEach, reader)}.</p>
        </Section>
        {(me.mayEdit || me.leads) && <Leading live={live} view={view} />}
      </aside>
    </div>
  );
}

function Groups({ live, view }: Props) {
  const { meeting, people } = view;
  const { act, busy } = useMeetingAct(meeting.id);
  const isDrawn = people.some(({ groupNumber }) => groupNumber !== null);
  const draw = async () => {
    const whole = await act(() =>
      meetings.drawGroups.call({ id: meeting.id, version: meeting.version, of: "invited" }),
    );
    if (whole) live.take(whole);
  };
  const move = (memberId: string, groupNumber: number) => {
    live.patch((before) => ({
      ...before,
      people: before.people.map((person) => (person.id === memberId ? { ...person, groupNumber } : person)),
    }));
    void act(() => meetings.moveToGroup.call({ id: meeting.id, memberId, groupNumber }));
  };
  return (
    <Section
      title="Groups"
      lead="Three or four who rarely work together; nobody sits with only their own people."
      actions={
        <Button variant="default" loading={busy} onClick={() => void draw()}>
          {isDrawn ? "Draw again" : "Draw the groups"}
        </Button>
      }
    >
      <GroupBoard
        board={boardOf(people)}
        onMove={move}
        noteOf={(number) => noteOf(people.filter(({ groupNumber }) => groupNumber === number).length)}
      />
    </Section>
  );
}

const noteOf = (size: number) =>
  size === 1 ? "Alone in a group." : size > 4 ? "More than four: some will only listen." : undefined;

function Leading({ live, view }: Props) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const { meeting, me } = view;
  const { act, busy } = useMeetingAct(meeting.id);
  const running = useRunning(live, meeting.id);
  const callOff = async () => {
    const cancelled = await act(() => meetings.cancelMeeting.call({ id: meeting.id }));
    if (!cancelled) return;
    navigate("/team/meetings");
    showNotice({ message: `“${meeting.title}” is called off.` });
    await known.invalidateQueries({ queryKey: meetings.key() });
  };
  return (
    <div className={classes.leading}>
      {me.leads ? (
        <Button loading={running.busy} onClick={() => void running.run({ kind: "start" })}>
          Start the meeting
        </Button>
      ) : (
        <p className={classes.quiet}>{meeting.leadName ?? "Somebody"} leads it and starts it.</p>
      )}
      {me.mayEdit && (
        <>
          <Button component={UiLink} variant="default" href={`/team/meetings/${meeting.id}/plan`}>
            Change the plan
          </Button>
          <Button variant="subtle" color="gray" loading={busy} onClick={() => void callOff()}>
            Call it off
          </Button>
        </>
      )}
    </div>
  );
}
