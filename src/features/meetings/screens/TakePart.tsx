import { PlusIcon } from "@lucide/icons";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { mayWrite } from "../ideas/rules.ts";
import type { MeetingView } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";
import { HearingNote } from "./HearingNote.tsx";
import { IdeaPaper } from "./IdeaPaper.tsx";
import type { Desk, DeskIdea } from "./idea-desk.ts";
import { groupOf, ideasForMe, type ShownIdea, standingIdeas } from "./ideas-in-view.ts";
import classes from "./Live.module.css";
import { listWords, roundAsks, roundNames } from "./meeting-words.ts";
import { RoundTimer } from "./RoundTimer.tsx";
import { useDeskIdeas } from "./use-desk.ts";
import type { LiveMeeting } from "./use-live-meeting.ts";
import { VoteList } from "./VoteList.tsx";

type Props = { live: LiveMeeting; view: MeetingView; desk: Desk };

/** The meeting in one's hand: what is asked now, how long, one's own and one's group's ideas; then the vote. */
export function TakePart({ live, view, desk }: Props) {
  const { meeting, people, me, topics } = view;
  const deskIdeas = useDeskIdeas(desk);
  const ideas = standingIdeas(view, deskIdeas);
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const [topicId, setTopicId] = useState<string | null>(null);
  const phase = phaseOf(meeting);
  const group = groupOf(view);
  const kind = meeting.round === null ? null : (meeting.rounds[meeting.round]?.kind ?? null);
  const writer = { leads: me.leads, isInvited: me.invited, groupNumber: group };
  const blank = { groupNumber: group, mergedInto: null, removed: false };
  const mayBegin = mayWrite(meeting, writer, blank) && phase === "round";
  const beside = people.filter(({ id, groupNumber }) => id !== me.id && groupNumber === group && group !== null);
  // What came too late to be in the meeting is nothing to vote for.
  const isIn = ({ kept }: ShownIdea) => phase === "round" || kept?.kind !== "refused";
  const shown = ideasForMe(view, ideas).filter(isIn);
  const waiting = deskIdeas.filter(({ kept }) => kept.kind === "waiting").length;
  const begin = () => {
    const id = crypto.randomUUID();
    desk.begin(id, topicId);
    // It stays mine on this screen; the server says so whenever the meeting is asked for whole.
    live.patch((before) => ({ ...before, me: { ...before.me, ideaIds: [...before.me.ideaIds, id] } }));
    setFresh((before) => [...before, id]);
  };
  useShortcut("i", begin, "Write an idea", { enabled: mayBegin });

  return (
    <div className={classes.part}>
      <header className={classes.head}>
        <div className={classes.headLine}>
          <h2 className={classes.roundName}>{kind ? roundNames[kind] : "Vote"}</h2>
          {kind && <RoundTimer meeting={meeting} serverNow={live.serverNow} size="bar" />}
        </div>
        <p className={classes.asks}>
          {kind ? roundAsks[kind] : "Which of these are worth trying on open deals? Everybody’s votes count the same."}
        </p>
        {group !== null && kind !== "alone" && phase === "round" && (
          <p className={classes.beside}>
            <strong>Group {group}</strong>
            {beside.length > 0 && `, with ${listWords(beside.map(({ name }) => name))}`}
          </p>
        )}
        <HearingNote hearing={live.hearing} waiting={waiting} />
      </header>

      {topics.length > 0 && (
        <details className={classes.agenda} open={kind === "alone"}>
          <summary>What it is about</summary>
          <ul>
            {topics.map((topic) => (
              <li key={topic.id}>{topic.words}</li>
            ))}
          </ul>
        </details>
      )}

      <LateIdeas
        late={deskIdeas.filter(({ id, kept }) => kept.kind === "refused" && !shown.some((idea) => idea.id === id))}
        onDiscard={desk.discard}
      />
      {phase === "voting" ? (
        <VoteList live={live} view={view} ideas={shown} />
      ) : (
        <>
          <ul className={classes.papers} aria-label={kind === "alone" ? "Your ideas" : "Ideas"}>
            {shown.map((idea) => (
              <li key={idea.id}>
                <IdeaPaper
                  idea={idea}
                  meetingId={meeting.id}
                  desk={desk}
                  mayWrite={mayWrite(meeting, writer, { ...blank, groupNumber: idea.groupNumber })}
                  mayRemove={idea.isMine || me.leads}
                  isFresh={fresh.includes(idea.id)}
                />
              </li>
            ))}
          </ul>
          {mayBegin && (
            <div className={classes.begin}>
              {topics.length > 1 && (
                <NativeSelect
                  aria-label="What the next idea is about"
                  value={topicId ?? ""}
                  onChange={(event) => setTopicId(event.currentTarget.value || null)}
                  data={[
                    { value: "", label: "About anything" },
                    ...topics.map((topic) => ({ value: topic.id, label: topic.words.slice(0, 80) })),
                  ]}
                />
              )}
              <Button leftSection={<Icon of={PlusIcon} size={18} strokeWidth={1.8} />} onClick={begin}>
                {shown.some(({ isMine }) => isMine) ? "Another idea" : "Write an idea"}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}

/** Words that reached the server when their round was over: still here, to be said aloud or let go. */
function LateIdeas({ late, onDiscard }: { late: readonly DeskIdea[]; onDiscard: (id: string) => void }) {
  if (late.length === 0) return null;
  return (
    <section className={classes.late} aria-label="Not in the meeting">
      <p>These words came too late for their round. Say them aloud, and whoever leads can write them down.</p>
      <ul>
        {late.map(({ id, words }) => (
          <li key={id}>
            <span>“{words}”</span>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onDiscard(id)}>
              Let it go<span className="only-for-screen-readers">: {words.slice(0, 60)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
