import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { StoryShape, storiesContract } from "../contract.ts";

const stories = apiOf<typeof storiesContract>("stories");

/** Gone at once and for good; undo tells the same story again, without its conversation. */
export function DeleteStory({ story }: { story: StoryShape }) {
  const navigate = useNavigateTo();
  const known = useQueryClient();
  const { id, title, happened, movedOn, reasons, deal, teller } = story;
  const refused = (error: unknown) => showNotice({ tone: "refused", message: told(error).title });
  const again = useMutation({
    mutationFn: () =>
      stories.tellStory.call({
        id,
        version: 0,
        text: {
          ...{ title, happened, movedOn, reasonIds: reasons.map((reason) => reason.id) },
          ...{ dealId: deal?.id ?? null, anonymous: teller.kind === "anonymous" },
        },
      }),
    onSuccess: () => known.invalidateQueries({ queryKey: stories.key() }),
    onError: refused,
  });
  const remove = useMutation({
    mutationFn: () => stories.deleteStory.call({ id }),
    onSuccess: async () => {
      navigate("/comeback/stories");
      known.removeQueries({ queryKey: stories.showStory.key({ input: { id } }) });
      await known.invalidateQueries({ queryKey: stories.key() });
      showUndo(
        story.conversation.length > 0 ? "Your story is deleted, with its comments." : "Your story is deleted.",
        () => again.mutate(),
      );
    },
    onError: refused,
  });
  return (
    <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
      Delete it
    </Button>
  );
}
