import { Button, Checkbox, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Form } from "../../../ui/Form.tsx";
import type { StoryComment, StoryShape, storiesContract } from "../contract.ts";
import { fewPeople } from "../rules.ts";
import classes from "./Stories.module.css";

const stories = apiOf<typeof storiesContract>("stories");

type Props = { story: StoryShape; comment?: StoryComment; onDone?: () => void };

/** A comment, with one's name or without. Below one's own story without a name, one speaks as the author. */
export function CommentForm({ story, comment, onDone }: Props) {
  const known = useQueryClient();
  const before = useQuery(stories.showBeforeWriting.queryOptions());
  const [id] = useState(() => comment?.id ?? crypto.randomUUID());
  const [body, setBody] = useState(comment?.body ?? "");
  const [anonymous, setAnonymous] = useState(false);
  const isAuthor = story.mine && story.teller.kind === "anonymous";
  const mayBeUnnamed = comment === undefined && !isAuthor && before.data?.whyNotKept === null;
  const save = useMutation({
    mutationFn: () =>
      stories.saveComment.call({ storyId: story.id, id, version: comment?.version ?? 0, body, anonymous }),
    onSuccess: (shown) => {
      known.setQueryData(stories.showStory.queryKey({ input: { id: story.id } }), shown);
      onDone?.();
      return known.invalidateQueries({ queryKey: stories.listStories.key() });
    },
  });
  return (
    <Form
      onSubmit={() => save.mutate()}
      saving={save.isPending}
      problem={save.error ? told(save.error) : undefined}
      saveLabel={comment ? "Save" : isAuthor ? "Comment as the author" : "Comment"}
      wholeScreen={false}
      others={
        onDone && (
          <Button variant="subtle" color="gray" onClick={onDone}>
            Leave it as it was
          </Button>
        )
      }
    >
      <Textarea
        label={comment ? "Your comment" : "What would you say to them?"}
        required
        autosize
        minRows={2}
        maxLength={4000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {mayBeUnnamed && (
        <Checkbox
          label="Without my name"
          checked={anonymous}
          onChange={(event) => setAnonymous(event.currentTarget.checked)}
        />
      )}
      {anonymous && before.data && before.data.people < fewPeople && (
        <p className={classes.quiet}>So few people use this workspace that others may guess it was you.</p>
      )}
      {isAuthor && !comment && <p className={classes.quiet}>You appear as “the author”; your name stays out.</p>}
    </Form>
  );
}
