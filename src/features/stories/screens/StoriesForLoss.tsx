import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { CardList } from "../../../ui/LinkCard.tsx";
import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { storiesContract } from "../contract.ts";
import classes from "./Stories.module.css";
import { StoryCard } from "./StoryCard.tsx";

const stories = apiOf<typeof storiesContract>("stories");

/** After a debriefed loss: colleagues who lost for the same reasons, and how they moved on. Where there is none, nothing. */
export default function StoriesForLoss({ dealId }: { dealId: string }) {
  const suggested = useQuery(stories.suggestStories.queryOptions({ input: { dealId, limit: 2 } }));
  const rows = suggested.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title="They lost for the same reason, and moved on">
      <CardList items={rows} keyOf={({ id }) => id} card={(story) => <StoryCard story={story} level="h3" />} />
      <p className={classes.quiet}>
        <UiLink href={`/comeback/stories/write?deal=${dealId}`}>Tell yours</UiLink> when you feel like it.
      </p>
    </Section>
  );
}
