import { EllipsisIcon } from "@lucide/icons";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { MeetingView } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";
import { AdoptIdea } from "./AdoptIdea.tsx";
import { meetings } from "./ask-meetings.ts";
import classes from "./IdeaBoard.module.css";
import { IdeaField } from "./IdeaField.tsx";
import type { Desk } from "./idea-desk.ts";
import { ideasByGroup, type ShownIdea, standingIdeas } from "./ideas-in-view.ts";
import { MergeIdea } from "./MergeIdea.tsx";
import { voteWords } from "./meeting-words.ts";
import { useDeskIdeas } from "./use-desk.ts";

type Props = { view: MeetingView; desk: Desk };

/** Every idea by group, for who leads: merge what says the same, put a word right, adopt what the team will do. */
export function IdeaBoard({ view, desk }: Props) {
  const ideas = standingIdeas(view, useDeskIdeas(desk));
  const groups = ideasByGroup(ideas);
  const [merging, setMerging] = useState<ShownIdea | null>(null);
  const [adopting, setAdopting] = useState<ShownIdea | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const meetingId = view.meeting.id;

  const merge = async (id: string, into: string | null, words: string) => {
    try {
      await meetings.mergeIdea.call({ meetingId, id, into });
      if (into !== null) showUndo(words, () => void merge(id, null, ""));
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const drop = (onto: string) => {
    if (dragged !== null && dragged !== onto) void merge(dragged, onto, "Merged.");
    setDragged(null);
  };

  if (groups.length === 0)
    return <p className={classes.none}>Ideas appear here, letter by letter, as they are written.</p>;
  return (
    <div className={classes.board}>
      {groups.map(({ group, ideas: those }) => (
        <section key={group ?? "all"} className={classes.group}>
          <h3 className={classes.groupName}>{group === null ? "All together" : `Group ${group}`}</h3>
          <ul className={classes.ideas}>
            {those.map((idea) => (
              <li
                key={idea.id}
                draggable
                data-dragged={dragged === idea.id || undefined}
                onDragStart={(event) => {
                  event.dataTransfer.setData("text/plain", idea.words);
                  setDragged(idea.id);
                }}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => dragged !== null && dragged !== idea.id && event.preventDefault()}
                onDrop={(event) => {
                  event.preventDefault();
                  drop(idea.id);
                }}
              >
                <IdeaCard
                  idea={idea}
                  view={view}
                  desk={desk}
                  onMerge={() => setMerging(idea)}
                  onAdopt={() => setAdopting(idea)}
                  onTakeOut={(id) => void merge(id, null, "")}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {merging && (
        <MergeIdea
          idea={merging}
          others={ideas.filter(({ id, words }) => id !== merging.id && words.trim() !== "")}
          onClose={() => setMerging(null)}
          onMerge={(into) => {
            setMerging(null);
            void merge(merging.id, into, "Merged.");
          }}
        />
      )}
      {adopting && <AdoptIdea idea={adopting} view={view} onClose={() => setAdopting(null)} />}
    </div>
  );
}

type CardProps = {
  idea: ShownIdea;
  view: MeetingView;
  desk: Desk;
  onMerge: () => void;
  onAdopt: () => void;
  onTakeOut: (id: string) => void;
};

function IdeaCard({ idea, view, desk, onMerge, onAdopt, onTakeOut }: CardProps) {
  const reader = useReader();
  const [isWriting, setIsWriting] = useState(false);
  const { id, words, votes, merged, practiceId, topicId } = idea;
  const meetingId = view.meeting.id;
  const phase = phaseOf(view.meeting);
  const isLate = phase === "voting" || phase === "worksheet";
  const topic = view.topics.length > 1 ? view.topics.find((each) => each.id === topicId) : undefined;
  const about = words.slice(0, 60);

  const write = async () => {
    try {
      if (!desk.has(id)) desk.open(id, topicId, (await meetings.openIdea.call({ meetingId, id })).state);
      setIsWriting(true);
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const remove = async (removed: boolean) => {
    try {
      await meetings.removeIdea.call({ meetingId, id, removed });
      if (removed) showUndo("The idea is removed.", () => void remove(false));
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const done = () => {
    setIsWriting(false);
    desk.close(id);
  };
  return (
    <article className={classes.card} data-adopted={practiceId !== null || undefined}>
      {isWriting && desk.has(id) ? (
        <IdeaField desk={desk} id={id} words={words} label={`The idea “${about}”`} autoFocus onDone={done} />
      ) : (
        <p className={classes.words}>{words}</p>
      )}
      {topic && <p className={classes.topic}>{topic.words}</p>}
      {merged.length > 0 && (
        <ul className={classes.merged} aria-label="Merged into it">
          {merged.map((each) => (
            <li key={each.id}>
              {each.words}
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onTakeOut(each.id)}>
                Take out<span className="only-for-screen-readers">: {each.words.slice(0, 60)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        {(isLate || votes > 0) && <span className={classes.count}>{voteWords(votes, reader)}</span>}
        {practiceId !== null ? (
          <UiLink className={classes.adopted} href={`/team/playbook/${practiceId}`}>
            Adopted
          </UiLink>
        ) : (
          isLate && (
            <Button variant="default" size="compact-sm" onClick={onAdopt}>
              Adopt<span className="only-for-screen-readers">: {about}</span>
            </Button>
          )
        )}
        {isWriting && (
          <Button variant="default" size="compact-sm" onClick={done}>
            Done
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`More about “${about}”`} className={classes.more}>
              <Icon of={EllipsisIcon} size={18} strokeWidth={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onMerge}>Merge into another</Menu.Item>
            {phase !== "worksheet" && <Menu.Item onClick={() => void write()}>Write in it</Menu.Item>}
            {!isLate && practiceId === null && <Menu.Item onClick={onAdopt}>Adopt as a best practice</Menu.Item>}
            <Menu.Item onClick={() => void remove(true)}>Remove</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </article>
  );
}
