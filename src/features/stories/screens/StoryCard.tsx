import { HeartHandshakeIcon, MessageSquareIcon } from "@lucide/icons";
import { DayText } from "../../../ui/DateText.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { LinkCard } from "../../../ui/LinkCard.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import type { StoryRow } from "../contract.ts";
import { tellerInWords } from "./name-teller.ts";
import classes from "./Stories.module.css";

type Props = { story: StoryRow; level: "h2" | "h3" };

/** A story at a glance: what it is called, how they moved on, who told it, and whether it helped. */
export function StoryCard({ story, level }: Props) {
  const reader = useReader();
  const { id, title, movedOn, reasons, teller, toldOn, helped, comments, mine, takenDown } = story;
  return (
    <LinkCard
      title={title}
      level={level}
      href={`/comeback/stories/${id}`}
      above={reasons.map(({ name }) => name).join(" · ")}
      facts={
        <>
          <span>
            {tellerInWords(teller, mine)}, <DayText on={toldOn} />
          </span>
          {helped > 0 && (
            <span className={classes.count}>
              <Icon of={HeartHandshakeIcon} size={15} /> helped {countWords(helped, "person", "people", reader)}
            </span>
          )}
          {comments > 0 && (
            <span className={classes.count}>
              <Icon of={MessageSquareIcon} size={15} /> {countWords(comments, "comment", "comments", reader)}
            </span>
          )}
          {takenDown && <span className={classes.down}>Taken down: {takenDown.why}</span>}
        </>
      }
    >
      <p className={classes.movedOn}>{movedOn}</p>
    </LinkCard>
  );
}
