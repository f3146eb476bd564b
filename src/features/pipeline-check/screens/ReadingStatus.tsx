import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import classes from "./PipelineCheck.module.css";

/** Said while deals are being read; its room is always there, so that nothing moves when it goes. */
export function ReadingStatus({ refreshing }: { refreshing: number }) {
  const reader = useReader();
  return (
    <p className={classes.reading} role="status">
      {refreshing > 0 ? `${countWords(refreshing, "open deal is", "open deals are", reader)} being read …` : ""}
    </p>
  );
}
