import type { Column } from "../../../../../ui/DataTable.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import classes from "../../screens/Figures.module.css";
import { Share } from "../../screens/Share.tsx";
import type { WaitTold } from "../waits/contract.ts";
import { reachedWords, shortSpan } from "./tell-work.ts";

/** Half no longer waited by then, and between which times that may well lie. */
function Half({ wait }: { wait: WaitTold }) {
  const reader = useReader();
  if (wait.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const { median, low, high } = wait;
  return (
    <span>
      {reachedWords(median, reader)}{" "}
      {median.kind === "at" && (
        <span className={classes.quiet}>
          ({low.kind === "at" ? shortSpan(low.minutes, reader) : "more"} to{" "}
          {high.kind === "at" ? shortSpan(high.minutes, reader) : "more"})
        </span>
      )}
    </span>
  );
}

/** The share that no longer waited after the hours asked for. */
function Within({ wait }: { wait: WaitTold }) {
  if (wait.kind === "too-few") return <Share share={wait} />;
  return wait.within ? <Share share={{ kind: "known", ...wait.within }} /> : <span className={classes.quiet}>–</span>;
}

/** How long half of them waited, and how many no longer did after the hours asked for. */
export const waitColumns = <Row extends { figures: { wait: WaitTold } }>(
  half: string,
  withinHours: number,
): Column<Row>[] => [
  { id: "half", heading: half, align: "right", wrap: true, cell: ({ figures }) => <Half wait={figures.wait} /> },
  {
    id: "within",
    heading: `Within ${withinHours} h`,
    align: "right",
    wrap: true,
    cell: ({ figures }) => <Within wait={figures.wait} />,
  },
];
