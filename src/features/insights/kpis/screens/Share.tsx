import { useReader } from "../../../../ui/ReaderContext.tsx";
import { percentWords } from "../../../../ui/words.ts";
import type { ShareTold } from "../contract.ts";
import classes from "./Figures.module.css";

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
