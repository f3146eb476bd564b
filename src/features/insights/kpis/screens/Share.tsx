import { useReader } from "../../../../ui/ReaderContext.tsx";
import { percentWords } from "../../../../ui/words.ts";
import type { ShareTold } from "../contract.ts";
import classes from "./Figures.module.css";
import { pointsWords } from "./tell-stages.ts";

/** A share with the range it may well lie in, or that it is too few to say. */
export function Share({ share }: { share: ShareTold }) {
  const reader = useReader();
  if (share.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const percent = (value: number) => percentWords(value, reader);
  return (
    <span>
      {percent(share.value)}{" "}
      <span className={classes.quiet}>
        ({percent(share.low)} to {percent(share.high)})
      </span>
    </span>
  );
}

/** A difference of two shares in points, with the range it may well lie in; grey where it may as well be none. */
export function Change({ change }: { change: ShareTold | null }) {
  const reader = useReader();
  if (change === null) return <span className={classes.quiet}>–</span>;
  if (change.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const isClear = change.low > 0 || change.high < 0;
  const points = (value: number) => pointsWords(value, reader);
  return (
    <span className={isClear ? undefined : classes.quiet}>
      {points(change.value)}{" "}
      <span className={classes.quiet}>
        ({points(change.low)} to {points(change.high)})
      </span>
    </span>
  );
}
