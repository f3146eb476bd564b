import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayTakeDown } from "../access.ts";
import type { storiesContract } from "../contract.ts";

const stories = apiOf<typeof storiesContract>("stories");
const team = apiOf<typeof teamContract>("team");

type Props = { storyId: string; commentId: string | null; isDown: boolean };

/** For admins: out of everybody's sight with a reason, and back. */
export function TakeDown({ storyId, commentId, isDown }: Props) {
  const known = useQueryClient();
  const me = useQuery(team.me.queryOptions());
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  const what = commentId === null ? "story" : "comment";
  const again = () => known.invalidateQueries({ queryKey: stories.key() });
  const back = useMutation({
    mutationFn: () => stories.putBack.call({ storyId, commentId }),
    onSuccess: async () => {
      await again();
      showNotice({ message: `The ${what} can be read again.` });
    },
    onError: (error) => showNotice({ tone: "refused", message: told(error).title }),
  });
  const down = useMutation({
    mutationFn: () => stories.takeDown.call({ storyId, commentId, why }),
    onSuccess: async () => {
      await again();
      setAsking(false);
      showUndo(`The ${what} is taken down. Whoever wrote it sees why.`, () => back.mutate());
    },
  });
  if (!me.data || !mayTakeDown(me.data.member)) return null;
  const small = commentId === null ? {} : { size: "compact-xs" as const };
  if (isDown) {
    return (
      <Button variant="default" {...small} loading={back.isPending} onClick={() => back.mutate()}>
        Bring it back
      </Button>
    );
  }
  return (
    <>
      <Button variant="subtle" color="gray" {...small} onClick={() => setAsking(true)}>
        Take it down
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={`Take this ${what} down`}>
        <Form
          onSubmit={() => down.mutate()}
          saving={down.isPending}
          problem={down.error ? told(down.error) : undefined}
          saveLabel="Take it down"
        >
          <Textarea
            label="Why"
            description="Whoever wrote it reads this, and nobody else. You are not told who that is."
            required
            autosize
            minRows={3}
            maxLength={1000}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
        </Form>
      </Dialog>
    </>
  );
}
