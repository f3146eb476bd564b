import { InstantText } from "./DateText.tsx";
import classes from "./Evidence.module.css";
import { FlagMark, type FlagState } from "./Flag.tsx";
import { SayDays } from "./SayDays.tsx";

type Props = {
  reading: {
    kind: FlagState;
    /** One sentence, days as 2026-05-03. */
    evidence: string;
    since: string | null;
  };
  /** Stage, owner: what tells the deal from others. */
  where: string;
};

/** In a table of deals: what the record shows about a flag, and since when it has been up. */
export function Evidence({ reading: { kind, evidence, since }, where }: Props) {
  return (
    <span className={classes.evidence}>
      <FlagMark state={kind} />
      <span>
        <SayDays>{evidence}</SayDays>
        <span className={classes.where}>
          {where}
          {since && kind === "up" && (
            <>
              {" · "}
              <InstantText at={since} say="since" />
            </>
          )}
        </span>
      </span>
    </span>
  );
}
