import { IconHeartHandshake, IconMessage } from "@tabler/icons-react";
import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords } from "../../../ui/words.ts";
import type { StoryRow } from "../contract.ts";
import { tellerInWords } from "./name-teller.ts";
import classes from "./Stories.module.css";

type Props = { story: StoryRow; level: "h2" | "h3" };

/** A story at a glance: what it is called, how they moved on, who told it, and whether it helped. */
export function StoryCard({ story, level: Heading }: Props) {
  const reader = useReader();
  const { id, title, movedOn, reasons, teller, toldOn, helped, comments, mine, takenDown } = story;
  return (
    <article className={classes.card}>
      <p className={classes.reasons}>{reasons.map(({ name }) => name).join(" · ")}</p>
      <Heading className={classes.title}>
        <UiLink className={classes.open} href={`/comeback/stories/${id}`}>
          {title}
        </UiLink>
      </Heading>
      <p className={classes.movedOn}>{movedOn}</p>
      <p className={classes.about}>
        <span>
          {tellerInWords(teller, mine)}, <DayText on={toldOn} />
        </span>
        {helped > 0 && (
          <span className={classes.count}>
            <IconHeartHandshake size={15} aria-hidden="true" /> helped {countWords(helped, "person", "people", reader)}
          </span>
        )}
        {comments > 0 && (
          <span className={classes.count}>
            <IconMessage size={15} aria-hidden="true" /> {countWords(comments, "comment", "comments", reader)}
          </span>
        )}
        {takenDown && <span className={classes.down}>Taken down: {takenDown.why}</span>}
      </p>
    </article>
  );
}
