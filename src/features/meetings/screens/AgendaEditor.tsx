import { ArrowDownIcon, ArrowUpIcon, PlusIcon, XIcon } from "@lucide/icons";
import { ActionIcon, Button, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import type { MeetingTopic } from "../live/contract.ts";
import type { ProposedTopic } from "../plan/contract.ts";
import { topicNames } from "./meeting-words.ts";
import classes from "./Plan.module.css";
import { moved, stillProposed, takeUp } from "./plan-draft.ts";

type Props = {
  topics: readonly MeetingTopic[];
  onChange: (topics: MeetingTopic[]) => void;
  proposed: readonly ProposedTopic[];
  /** What is kept back, in words. */
  keptBack: readonly string[];
};

const fewProposals = 6;

/** What the meeting is about: taken from what the period brought, in any words and order, and questions of one's own. */
export function AgendaEditor({ topics, onChange, proposed, keptBack }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const [showsAll, setShowsAll] = useState(false);
  const open = stillProposed(proposed, topics);
  const listed = showsAll ? open : open.slice(0, fewProposals);
  const change = (at: number, words: string) =>
    onChange(topics.map((topic, place) => (place === at ? { ...topic, words } : topic)));
  const ask = () => {
    const question: MeetingTopic = {
      ...{ id: crypto.randomUUID(), kind: "question", words: "", dealId: null, sourceId: null, reasonId: null },
    };
    onChange([...topics, question]);
    // The new field is there after this render.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus());
  };
  return (
    <div className={classes.agenda}>
      {topics.length === 0 && <p className={classes.quiet}>Nothing is on the agenda yet.</p>}
      <ol className={classes.topics} ref={list}>
        {topics.map((topic, at) => (
          <li key={topic.id} className={classes.topic}>
            <span className={classes.kind}>{topicNames[topic.kind]}</span>
            <Textarea
              className={classes.words}
              aria-label={`Point ${at + 1} of the agenda`}
              value={topic.words}
              onChange={(event) => change(at, event.currentTarget.value)}
              maxLength={500}
              autosize
              minRows={1}
            />
            <span className={classes.moves}>
              <ActionIcon
                aria-label={`Point ${at + 1} one up`}
                disabled={at === 0}
                onClick={() => onChange(moved(topics, at, -1))}
              >
                <Icon of={ArrowUpIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Point ${at + 1} one down`}
                disabled={at === topics.length - 1}
                onClick={() => onChange(moved(topics, at, 1))}
              >
                <Icon of={ArrowDownIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Take point ${at + 1} off the agenda`}
                onClick={() => onChange(topics.filter((_, place) => place !== at))}
              >
                <Icon of={XIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon of={PlusIcon} size={16} strokeWidth={1.7} />}
          onClick={ask}
        >
          Ask a question of your own
        </Button>
      </div>
      {open.length > 0 && (
        <div className={classes.proposed}>
          <h3 className={classes.small}>Also from this period</h3>
          <ul className={classes.proposals}>
            {listed.map((topic) => (
              <li key={`${topic.kind} ${topic.words}`} className={classes.proposal}>
                <span className={classes.proposalWords}>
                  <span className={classes.kind}>{topicNames[topic.kind]}</span> {topic.words}
                  <span className={classes.because}>{topic.because}</span>
                </span>
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => onChange([...topics, takeUp(topic, crypto.randomUUID())])}
                >
                  Add<span className="only-for-screen-readers">: {topic.words}</span>
                </Button>
              </li>
            ))}
          </ul>
          {listed.length < open.length && (
            <div>
              <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(true)}>
                Show {open.length - listed.length} more
              </Button>
            </div>
          )}
        </div>
      )}
      {keptBack.map((words) => (
        <p key={words} className={classes.quiet}>
          {words}
        </p>
      ))}
    </div>
  );
}
