import { Button } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { MeetingView } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";
import { HearingNote } from "./HearingNote.tsx";
import { IdeaBoard } from "./IdeaBoard.tsx";
import type { Desk } from "./idea-desk.ts";
import { standingIdeas, votesCast } from "./ideas-in-view.ts";
import { JoinCode } from "./JoinCode.tsx";
import { dealWords, peopleWords, phaseNames, roundNames } from "./meeting-words.ts";
import { RoundTimer } from "./RoundTimer.tsx";
import { RoundTrack } from "./RoundTrack.tsx";
import classes from "./Runner.module.css";
import type { LiveMeeting } from "./use-live-meeting.ts";
import { useRunning } from "./use-meeting-act.ts";

type Props = { live: LiveMeeting; view: MeetingView; desk: Desk };

/** For who leads: the clock and its rounds above, every idea below, who is there beside it. */
export function RunMeeting({ live, view, desk }: Props) {
  const reader = useReader();
  const { meeting, people, practices } = view;
  const { run, busy } = useRunning(live, meeting.id);
  const phase = phaseOf(meeting);
  const isRound = phase === "round";
  const isHalted = isRound && meeting.roundEndsAt === null;
  const kind = meeting.round === null ? null : (meeting.rounds[meeting.round]?.kind ?? null);
  const isLast = meeting.round === meeting.rounds.length - 1;
  const ideas = standingIdeas(view, []);
  const votes = votesCast(view, ideas);
  const there = people.filter(({ joined }) => joined);
  const through = there.filter(({ worksheetDone }) => worksheetDone);
  const ticks = practices.reduce((all, each) => all + each.ticks, 0);
  useShortcut("h", () => void run({ kind: isHalted ? "go-on" : "halt" }), "Halt the clock, or go on", {
    ...{ enabled: isRound, group: "In the meeting" },
  });
  useShortcut("m", () => void run({ kind: "more-time", seconds: 60 }), "One minute more", {
    ...{ enabled: isRound, group: "In the meeting" },
  });
  useShortcut("n", () => void run({ kind: "next" }), "Next round", { enabled: isRound, group: "In the meeting" });
  return (
    <div className={classes.runner}>
      <HearingNote hearing={live.hearing} />
      <section className={classes.console} aria-label="Rounds and clock">
        <RoundTrack
          rounds={meeting.rounds}
          current={meeting.round}
          isOver={!isRound}
          {...(isRound || phase === "voting"
            ? { onChoose: (round: number) => void run({ kind: "to-round", round }) }
            : {})}
        />
        <div className={classes.desk}>
          <div className={classes.stand}>
            <h2 className={classes.phase}>{kind ? roundNames[kind] : phase === "round" ? "" : phaseNames[phase]}</h2>
            {isRound && <RoundTimer meeting={meeting} serverNow={live.serverNow} size="desk" />}
            {phase === "voting" && (
              <p className={classes.stands}>
                <strong>{numberWords(votes.cast, reader)}</strong> of {numberWords(votes.outOf, reader)} votes cast.
                Merge what says the same; adopt what you all will do.
              </p>
            )}
            {phase === "worksheet" && (
              <p className={classes.stands}>
                <strong>{numberWords(through.length, reader)}</strong> of {peopleWords(there.length, reader)} are
                through with their worksheet; {dealWords(ticks, reader)} ticked.
              </p>
            )}
          </div>
          <div className={classes.buttons}>
            {isRound && (
              <>
                <Button
                  variant="default"
                  disabled={busy}
                  onClick={() => void run({ kind: isHalted ? "go-on" : "halt" })}
                >
                  {isHalted ? "Go on" : "Halt"}
                </Button>
                <Button variant="default" disabled={busy} onClick={() => void run({ kind: "more-time", seconds: 60 })}>
                  1 minute more
                </Button>
                <Button disabled={busy} onClick={() => void run({ kind: "next" })}>
                  {isLast ? "On to the vote" : "Next round"}
                </Button>
              </>
            )}
            {phase === "voting" && (
              <Button disabled={busy} onClick={() => void run({ kind: "worksheet" })}>
                On to the worksheets
              </Button>
            )}
            {phase === "worksheet" && (
              <Button disabled={busy} onClick={() => void run({ kind: "end" })}>
                End and mail the record
              </Button>
            )}
          </div>
        </div>
      </section>
      <div className={classes.columns}>
        <IdeaBoard view={view} desk={desk} />
        <aside className={classes.side}>
          <section className={classes.box} aria-labelledby="who-is-here">
            <h3 id="who-is-here">
              {numberWords(there.length, reader)} of {peopleWords(people.length, reader)} are here
            </h3>
            <ul className={classes.who}>
              {people.map(({ id, name, joined, groupNumber, worksheetDone }) => (
                <li key={id} data-here={joined || undefined}>
                  <span>
                    {name}
                    {!joined && <span className={classes.quiet}> not here yet</span>}
                    {phase === "worksheet" && worksheetDone && <span className={classes.quiet}> through</span>}
                  </span>
                  {groupNumber !== null && <span className={classes.quiet}>Group {groupNumber}</span>}
                </li>
              ))}
            </ul>
          </section>
          <section className={classes.box} aria-label="The way in">
            <JoinCode meetingId={meeting.id} />
          </section>
          <section className={classes.box} aria-labelledby="run-agenda">
            <h3 id="run-agenda">What it is about</h3>
            <ul className={classes.topics}>
              {view.topics.map((topic) => (
                <li key={topic.id}>
                  {topic.words}
                  {topic.dealId && (
                    <UiLink className={classes.quiet} href={`/deals/${topic.dealId}`}>
                      {" "}
                      the deal
                    </UiLink>
                  )}
                </li>
              ))}
            </ul>
          </section>
        </aside>
      </div>
    </div>
  );
}
