import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import type { StoryComment, StoryShape, storiesContract } from "../contract.ts";
import { CommentForm } from "./CommentForm.tsx";
import { speakerInWords } from "./name-teller.ts";
import classes from "./Stories.module.css";
import { TakeDown } from "./TakeDown.tsx";
import { TakenDown } from "./TakenDown.tsx";

const stories = apiOf<typeof storiesContract>("stories");

/** What colleagues say to a story, in their order. */
export function Conversation({ story }: { story: StoryShape }) {
  const { conversation, whyNoComment } = story;
  return (
    <Section title={conversation.length === 0 ? "Comments" : `Comments (${conversation.length})`}>
      {conversation.length > 0 && (
        <ol className={classes.conversation}>
          {conversation.map((comment) => (
            <li key={comment.id}>
              <Comment story={story} comment={comment} />
            </li>
          ))}
        </ol>
      )}
      {whyNoComment === null ? (
        <CommentForm key={conversation.length} story={story} />
      ) : (
        <p className={classes.notice} role="note">
          Nothing can be said here now. {whyNoComment}
        </p>
      )}
    </Section>
  );
}

function Comment({ story, comment }: { story: StoryShape; comment: StoryComment }) {
  const known = useQueryClient();
  const [changing, setChanging] = useState(false);
  const { id, body, writtenOn, mine, takenDown, teller } = comment;
  const asked = stories.showStory.queryKey({ input: { id: story.id } });
  const refused = (error: unknown) => showNotice({ tone: "refused", message: told(error).title });
  const bringBack = async () => {
    const said = { storyId: story.id, id, version: 0, body, anonymous: teller.kind === "anonymous" };
    try {
      known.setQueryData(asked, await stories.saveComment.call(said));
    } catch (error) {
      refused(error);
    }
  };
  const remove = async () => {
    try {
      known.setQueryData(asked, await stories.deleteComment.call({ storyId: story.id, id }));
      showUndo("Your comment is deleted.", () => void bringBack());
    } catch (error) {
      refused(error);
    }
  };
  if (changing) return <CommentForm story={story} comment={comment} onDone={() => setChanging(false)} />;
  return (
    <article className={classes.comment}>
      <div className={classes.speaker}>
        <strong>{speakerInWords(comment)}</strong>
        <span className={classes.quiet}>
          <DayText on={writtenOn} />
        </span>
        <div className={classes.commentActions}>
          {mine && (
            <>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setChanging(true)}>
                Change
              </Button>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void remove()}>
                Delete
              </Button>
            </>
          )}
          {(!mine || takenDown) && <TakeDown storyId={story.id} commentId={id} isDown={takenDown !== null} />}
        </div>
      </div>
      {takenDown && <TakenDown what="comment" {...takenDown} />}
      <p className={classes.told}>{body}</p>
    </article>
  );
}
