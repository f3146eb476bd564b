import { CheckIcon } from "@lucide/icons";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { votedFor } from "../ideas/rules.ts";
import type { MeetingView } from "../live/contract.ts";
import { meetings } from "./ask-meetings.ts";
import type { ShownIdea } from "./ideas-in-view.ts";
import classes from "./Live.module.css";
import { voteWords } from "./meeting-words.ts";
import type { LiveMeeting } from "./use-live-meeting.ts";

type Props = { live: LiveMeeting; view: MeetingView; ideas: readonly ShownIdea[] };

/** Tap to vote, tap again to take it back. How others voted is shown nowhere here: it would vote for one. */
export function VoteList({ live, view, ideas }: Props) {
  const reader = useReader();
  const [sending, setSending] = useState<readonly string[]>([]);
  const { meeting, me } = view;
  const voted = votedFor(view.ideas, me.votedIdeaIds);
  const left = Math.max(0, meeting.votesEach - voted.length);
  const note = (id: string, isVoted: boolean) =>
    live.patch((before) => ({
      ...before,
      me: {
        ...before.me,
        votedIdeaIds: isVoted
          ? [...new Set([...before.me.votedIdeaIds, id])]
          : before.me.votedIdeaIds.filter((each) => votedFor(before.ideas, [each])[0] !== id),
      },
    }));
  const vote = async (id: string) => {
    const isVoted = !voted.includes(id);
    if (sending.includes(id) || (isVoted && left === 0)) return;
    setSending((before) => [...before, id]);
    note(id, isVoted);
    try {
      await meetings.voteForIdea.call({ meetingId: meeting.id, id, voted: isVoted });
    } catch (error) {
      note(id, !isVoted);
      showNotice({ tone: "refused", message: told(error).title });
    }
    setSending((before) => before.filter((each) => each !== id));
  };
  if (ideas.length === 0) return <p className={classes.quiet}>No idea was written down.</p>;
  return (
    <div className={classes.voting}>
      <p className={classes.left} role="status">
        {left === 0
          ? "All your votes are given. Take one back to give it to another."
          : `${voteWords(left, reader)} left`}
      </p>
      <ul className={classes.votes} aria-label="Ideas to vote for">
        {ideas.map(({ id, words, merged }) => {
          const isVoted = voted.includes(id);
          return (
            <li key={id}>
              <button
                type="button"
                className={classes.vote}
                aria-pressed={isVoted}
                aria-disabled={(!isVoted && left === 0) || undefined}
                onClick={() => void vote(id)}
              >
                <span className={classes.voteMark} aria-hidden="true">
                  {isVoted && <Icon of={CheckIcon} size={18} strokeWidth={2.4} />}
                </span>
                <span className={classes.voteWords}>
                  {words}
                  {merged.map((each) => (
                    <span key={each.id} className={classes.alsoWords}>
                      {each.words}
                    </span>
                  ))}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
