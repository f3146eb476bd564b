import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { QrCode } from "../../../ui/QrCode.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { MeetingView } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";
import { ideasByGroup, type ShownIdea, standingIdeas, votesCast } from "./ideas-in-view.ts";
import { dealWords, peopleWords, roundNames, voteWords } from "./meeting-words.ts";
import classes from "./Projector.module.css";
import { RoundTimer } from "./RoundTimer.tsx";

type Props = { view: MeetingView; serverNow: () => number };

/** What the wall shows at each point of a meeting. */
export function ProjectorBody({ view, serverNow }: Props) {
  switch (phaseOf(view.meeting)) {
    case "planned":
      return <Gathering view={view} />;
    case "round":
      return <Round view={view} serverNow={serverNow} />;
    case "voting":
      return <Voting view={view} />;
    case "worksheet":
      return <Worksheets view={view} />;
    case "ended":
      return <Decided view={view} />;
    case "cancelled":
      return <p className={classes.say}>This meeting is called off.</p>;
  }
}

function Gathering({ view: { meeting, people, topics } }: { view: MeetingView }) {
  const reader = useReader();
  const groups = [...new Set(people.flatMap(({ groupNumber }) => groupNumber ?? []))].sort((one, other) => one - other);
  const here = people.filter(({ joined }) => joined).length;
  return (
    <div className={classes.gathering}>
      <div className={classes.way}>
        <div className={classes.code}>
          <QrCode
            text={`${window.location.origin}/team/meetings/${meeting.id}`}
            label="The way into this meeting, for a phone’s camera"
          />
        </div>
        <p className={classes.hint}>
          Point your phone’s camera here, or open Comeback: Team, Meetings.
          {here > 0 && ` ${numberWords(here, reader)} of ${peopleWords(people.length, reader)} are here.`}
        </p>
      </div>
      <div className={classes.about}>
        {topics.length > 0 && (
          <ul className={classes.topics} aria-label="What it is about" data-many={topics.length > 5 || undefined}>
            {topics.map((topic) => (
              <li key={topic.id}>{topic.words}</li>
            ))}
          </ul>
        )}
        <ul className={classes.groups} aria-label="Groups">
          {groups.map((number) => (
            <li key={number}>
              <strong>Group {number}</strong>
              {people
                .filter(({ groupNumber }) => groupNumber === number)
                .map(({ name }) => name)
                .join(", ")}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const wallAsks = {
  alone: "Each for yourself: what would have saved these deals?",
  pairs: "Two of you make two thoughts one.",
  fours: "What is worth trying on open deals?",
  all: "Each group tells its best idea.",
} as const;

function Round({ view, serverNow }: Props) {
  const reader = useReader();
  const { meeting } = view;
  const kind = meeting.rounds[meeting.round ?? 0]?.kind ?? "all";
  const ideas = standingIdeas(view, []).filter(({ words }) => words.trim() !== "");
  return (
    <div className={classes.round} data-kind={kind}>
      <div className={classes.clockSide}>
        <h2 className={classes.name}>{roundNames[kind]}</h2>
        <RoundTimer meeting={meeting} serverNow={serverNow} size="wall" />
        <p className={classes.say}>{wallAsks[kind]}</p>
        {kind === "alone" && (
          <p className={classes.hint}>
            {ideas.length === 0
              ? "Write on your phone. Nobody reads it in this round."
              : `${countWords(ideas.length, "thought", "thoughts", reader)} so far. Nobody reads them in this round.`}
          </p>
        )}
      </div>
      {kind !== "alone" && <Wall ideas={ideas} />}
    </div>
  );
}

/** As many as a wall holds in letters that can be read. */
const mostOnWall = 48;

const sizes = ["huge", "larger", "large", "middle", "small", "smallest"];

/** The largest letters in which all of it is on the wall: tried from above whenever the words or the wall change. */
function useLargestLetters(words: string) {
  const frame = useRef<HTMLDivElement>(null);
  const fit = useCallback(() => {
    const { current } = frame;
    if (!current) return;
    for (const size of sizes) {
      current.dataset.size = size;
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = current;
      if (scrollWidth <= clientWidth + 1 && scrollHeight <= clientHeight + 1) return;
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words may need other letters
  useLayoutEffect(fit, [fit, words]);
  useEffect(() => {
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [fit]);
  return frame;
}

function Wall({ ideas, counts = false }: { ideas: readonly ShownIdea[]; counts?: boolean }) {
  const reader = useReader();
  const shown = ideas.slice(-mostOnWall);
  const frame = useLargestLetters(shown.map(({ words, merged, votes }) => [words, merged.length, votes].join()).join());
  if (shown.length === 0) return <p className={classes.nothing}>Ideas appear here as you write them.</p>;
  return (
    <div className={classes.ideas} ref={frame}>
      {ideasByGroup(shown).map(({ group, ideas: those }) => (
        <section key={group ?? "all"} className={classes.group}>
          <h3>{group === null ? "All" : `Group ${group}`}</h3>
          <ul>
            {those.map(({ id, words, votes, merged, practiceId }) => (
              <li key={id} data-adopted={practiceId !== null || undefined}>
                {counts && (
                  <span className={classes.votes}>
                    <span aria-hidden="true">{votes}</span>
                    <span className="only-for-screen-readers">{voteWords(votes, reader)}: </span>
                  </span>
                )}
                <span>
                  {words}
                  {merged.length > 0 && (
                    <span className={classes.hint}>
                      {" "}
                      and {countWords(merged.length, "more", "more", reader)} like it
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Voting({ view }: { view: MeetingView }) {
  const reader = useReader();
  const ideas = standingIdeas(view, []).filter(({ words }) => words.trim() !== "");
  const { cast, outOf } = votesCast(view, ideas);
  return (
    <div className={classes.round}>
      <div className={classes.clockSide}>
        <h2 className={classes.name}>Vote</h2>
        <p className={classes.figure}>
          {numberWords(cast, reader)}
          <span> of {numberWords(outOf, reader)} votes</span>
        </p>
        <p className={classes.say}>
          On your phone: {voteWords(view.meeting.votesEach, reader)} each, for what is worth trying on open deals.
        </p>
      </div>
      <Wall ideas={ideas} counts />
    </div>
  );
}

function Worksheets({ view: { people, practices } }: { view: MeetingView }) {
  const reader = useReader();
  const here = people.filter(({ joined }) => joined);
  const through = here.filter(({ worksheetDone }) => worksheetDone).length;
  return (
    <div className={classes.round}>
      <div className={classes.clockSide}>
        <h2 className={classes.name}>Your open deals</h2>
        <p className={classes.figure}>
          {numberWords(through, reader)}
          <span> of {numberWords(here.length, reader)} are through</span>
        </p>
        <p className={classes.say}>On your phone: tick where you will do it. A tick becomes a task.</p>
      </div>
      <Practices practices={practices} />
    </div>
  );
}

function Practices({ practices }: Pick<MeetingView, "practices">) {
  const reader = useReader();
  return (
    <ul className={classes.practices} aria-label="What we do from now on">
      {practices.map(({ id, title, ticks }) => (
        <li key={id}>
          {title}
          <span className={classes.hint}>{ticks === 0 ? "not ticked yet" : `${dealWords(ticks, reader)} ticked`}</span>
        </li>
      ))}
    </ul>
  );
}

function Decided({ view }: { view: MeetingView }) {
  return (
    <div className={classes.round}>
      <div className={classes.clockSide}>
        <h2 className={classes.name}>What we do from now on</h2>
        <p className={classes.say}>The record is in your mail. Next time we begin with what became of it.</p>
      </div>
      <Practices practices={view.practices} />
    </div>
  );
}
