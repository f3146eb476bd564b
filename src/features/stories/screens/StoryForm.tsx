import { Button, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useSavedAsYouGo } from "../../../platform/browser/use-saved-as-you-go.ts";
import { ActionBar } from "../../../ui/ActionBar.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { BeforeWriting, StoryText, StoryWriting, storiesContract } from "../contract.ts";
import { isWhole } from "../rules.ts";
import { DraftState } from "./DraftState.tsx";
import { keptDraftIn } from "./kept-draft-in.ts";
import classes from "./Stories.module.css";
import { StoryDeal } from "./StoryDeal.tsx";
import { StoryReasons } from "./StoryReasons.tsx";
import { TakenDown } from "./TakenDown.tsx";
import { WithOrWithoutName } from "./WithOrWithoutName.tsx";

const stories = apiOf<typeof storiesContract>("stories");

type Props = {
  id: string;
  writing: StoryWriting;
  before: BeforeWriting;
  /** From where somebody came: the reason and the deal of the loss they just had. */
  begin: { reasonId: string | null; dealId: string | null };
};

export function StoryForm({ id, writing, before, begin }: Props) {
  const navigate = useNavigateTo();
  const known = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [telling, setTelling] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const { told: published } = writing;
  const { value, keeping, change, settle, stop, goOn } = useSavedAsYouGo<StoryText>({
    start: () =>
      writing.draft
        ? { version: writing.draft.version, value: writing.draft.text }
        : { version: 0, value: published?.text ?? emptyStory(begin) },
    save: async (version, text) => (await stories.saveDraft.call({ id, version, text: storable(text) })).version,
    theirsIn: keptDraftIn,
  });
  const set = (part: Partial<StoryText>) => change({ ...value, ...part });
  const told_ = published !== null;

  const tell = async () => {
    if (telling) return;
    setRefusal(null);
    setMissing(!isWhole(trimmed(value)));
    if (!isWhole(trimmed(value))) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    setTelling(true);
    await stop();
    try {
      await stories.tellStory.call({ id, version: published?.version ?? 0, text: storable(value) });
      await known.invalidateQueries({ queryKey: stories.key() });
      showNotice({ message: told_ ? "Your story is told as it is now." : "Your story is told. Thank you for it." });
      navigate(`/comeback/stories/${id}`);
    } catch (error) {
      setRefusal(error);
      setTelling(false);
      goOn();
    }
  };
  const throwAway = async () => {
    await stop();
    try {
      if (writing.draft || keeping.kind !== "saved" || value !== emptyStory(begin))
        await stories.deleteDraft.call({ id }).catch((error) => {
          if (told(error).code !== "NOT_FOUND") throw error;
        });
      await known.invalidateQueries({ queryKey: stories.key() });
      showNotice({ message: told_ ? "Your change is thrown away." : "Your draft is thrown away." });
      navigate(told_ ? `/comeback/stories/${id}` : "/comeback/stories");
    } catch (error) {
      setRefusal(error);
      goOn();
    }
  };
  useShortcut("mod+Enter", () => void tell(), "Tell the story", { enabled: !telling });
  const lacks = (text: string) => missing && text.trim() === "";

  return (
    <Page
      title={told_ ? "Change your story" : "Tell the one that got away"}
      lead="Whoever loses for the same reason next will be glad of it. Only you see this until you tell it."
      back={{ label: "Stories", href: "/comeback/stories" }}
      width="reading"
    >
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void tell();
        }}
      >
        {published?.takenDown && <TakenDown what="story" {...published.takenDown} />}
        <TextInput
          label="What do you call it?"
          required
          maxLength={200}
          error={lacks(value.title) && "Give it a name somebody will remember."}
          value={value.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label="What happened?"
          required
          autosize
          minRows={5}
          maxLength={10_000}
          error={lacks(value.happened) && "Say what happened."}
          value={value.happened}
          onChange={(event) => set({ happened: event.currentTarget.value })}
        />
        <Textarea
          label="How did you move on?"
          description="What others will come for: what you did that day, that week, and what helped."
          required
          autosize
          minRows={4}
          maxLength={10_000}
          error={lacks(value.movedOn) && "Say how you moved on, even if it took long."}
          value={value.movedOn}
          onChange={(event) => set({ movedOn: event.currentTarget.value })}
        />
        <StoryReasons
          reasonIds={value.reasonIds}
          isMissing={missing && value.reasonIds.length === 0}
          onChange={(reasonIds) => set({ reasonIds })}
        />
        <WithOrWithoutName
          anonymous={value.anonymous}
          before={before}
          isNamedAlready={published !== null && !published.text.anonymous}
          onChange={(anonymous) => set({ anonymous })}
        />
        <StoryDeal dealId={value.dealId} anonymous={value.anonymous} onChange={(dealId) => set({ dealId })} />
        <ActionBar>
          {refusal !== null && <Refusal problem={told(refusal)} />}
          <div className={classes.bar}>
            <Button type="submit" loading={telling}>
              {told_ ? "Tell it like this" : "Tell it"}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void throwAway()}>
              Throw it away
            </Button>
            <DraftState keeping={keeping} whyNotKept={before.whyNotKept} onSettle={settle} />
          </div>
        </ActionBar>
      </form>
    </Page>
  );
}

const emptyStory = ({ reasonId, dealId }: Props["begin"]): StoryText => ({
  ...{ title: "", happened: "", movedOn: "", anonymous: false, dealId },
  reasonIds: reasonId ? [reasonId] : [],
});

const trimmed = (text: StoryText): StoryText => ({
  ...text,
  title: text.title.trim(),
  happened: text.happened.trim(),
  movedOn: text.movedOn.trim(),
});

/** A deal stands in a story with a name only. */
const storable = (text: StoryText): StoryText => ({ ...text, dealId: text.anonymous ? null : text.dealId });
