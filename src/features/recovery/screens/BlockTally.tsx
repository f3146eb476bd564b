import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { BlockAims, BlockCounts } from "../filling-blocks/contract.ts";
import classes from "./Block.module.css";

const rows = [
  { key: "referrals", name: "Referrals" },
  { key: "calls", name: "Calls" },
  { key: "networking", name: "Networking" },
] as const;

/** How much of each was done, beside what was aimed for. More than aimed for is simply more. */
export function BlockTally({ counts, aims }: { counts: BlockCounts; aims: BlockAims }) {
  const reader = useReader();
  return (
    <ul className={classes.tallies}>
      {rows
        .filter(({ key }) => aims[key] > 0 || counts[key].made > 0)
        .map(({ key, name }) => {
          const { made, talked, meetings } = counts[key];
          const aim = aims[key];
          return (
            <li key={key} className={classes.tally}>
              <span className={classes.tallyName}>{name}</span>
              <span className={classes.tallyCount}>
                <strong>{numberWords(made, reader)}</strong>
                {aim > 0 && ` of ${numberWords(aim, reader)}`}
              </span>
              <span className={classes.track} aria-hidden="true">
                <span className={classes.done} style={{ width: `${Math.min(1, made / Math.max(1, aim)) * 100}%` }} />
              </span>
              <span className={classes.tallyDetail}>
                {made > 0
                  ? `${numberWords(talked, reader)} talked${meetings > 0 ? `, ${countWords(meetings, "meeting", "meetings", reader)}` : ""}`
                  : "\u00a0"}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
