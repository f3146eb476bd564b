import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { percentWords } from "../../../ui/words.ts";
import type { InsightRun } from "../run/contract.ts";
import classes from "./Insights.module.css";
import { isUnderWay, useMayInsights, useRun } from "./use-insights.ts";

type Stored<Result> = { result: Result | null; madeAt: string | null; dataUntil: string | null };

type Props<Result> = {
  asked: { isPending: boolean; error: Error | null; data: Stored<Result> | undefined; refetch: () => unknown };
  /** One line of what will be here, while nobody has looked at the deals yet. */
  line: string;
  example?: ReactNode;
  children: (result: Result) => ReactNode;
};

/** A stored result in all its states: not looked yet, being looked at, refused, here, and how old it is. */
export function ShownResult<Result>({ asked, line, example, children }: Props<Result>) {
  const looking = useRun();
  const may = useMayInsights();
  if (asked.isPending) return <Skeletons shape="text" count={8} />;
  if (!asked.data) {
    const { title, detail } = told(asked.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void asked.refetch()} />;
  }
  const { result, madeAt, dataUntil } = asked.data;
  const { run, ask, cancel } = looking;
  if (result !== null) {
    return (
      <>
        {children(result)}
        <Foot madeAt={madeAt} dataUntil={dataUntil} run={run} may={may.ask} onAsk={ask} onCancel={cancel} />
      </>
    );
  }
  if (run && isUnderWay(run)) {
    return (
      <div className={classes.computing}>
        <ProgressBar
          label="Looking at all deals together"
          value={run.state === "waiting" ? null : run.progress}
          detail={run.step || "It begins in a moment. You can go on with something else meanwhile."}
          {...(may.ask ? { onCancel: cancel, cancelLabel: "Stop looking" } : {})}
        />
      </div>
    );
  }
  const button = may.ask && (
    <Button onClick={ask}>{run?.state === "cancelled" ? "Look at the deals again" : "Look at the deals now"}</Button>
  );
  if (run?.state === "failed") {
    return (
      <ErrorState
        happened="The deals could not be looked at together."
        means="Something went wrong on our side, and it was logged."
        {...(may.ask ? { onRetry: ask } : {})}
      />
    );
  }
  return (
    <EmptyState
      line={
        run?.state === "cancelled" ? `${line} Looking was stopped before it was done; nothing is kept of it.` : line
      }
      example={example}
      action={button}
    />
  );
}

type FootProps = {
  madeAt: string | null;
  dataUntil: string | null;
  run: InsightRun | undefined;
  may: boolean;
  onAsk: () => void;
  onCancel: () => void;
};

/** How old a result is, and whether a newer one is on its way; at the foot, where nothing that is read moves by it. */
function Foot({ madeAt, dataUntil, run, may, onAsk, onCancel }: FootProps) {
  const reader = useReader();
  const underWay = run !== undefined && isUnderWay(run);
  return (
    <p className={classes.age}>
      <span>
        {madeAt && (
          <>
            Looked at <InstantText at={madeAt} say="time" />
            {dataUntil && dataUntil !== madeAt && (
              <>
                , with what was known until <InstantText at={dataUntil} say="time" />
              </>
            )}
            .{" "}
          </>
        )}
        <span>
          {run?.state === "running" &&
            `Being looked at again, ${percentWords(run.progress, reader)}${run.step ? `: ${lower(run.step)}` : ""}.`}
          {run?.state === "waiting" && "Something changed since; a newer look follows by itself."}
          {run?.state === "failed" && run.message}
          {run?.state === "cancelled" && "The newer look was stopped."}
        </span>
      </span>
      {may && (
        <Button
          className="not-in-print"
          variant="subtle"
          size="compact-sm"
          onClick={run?.state === "running" ? onCancel : onAsk}
        >
          {run?.state === "running" ? "Stop looking" : underWay ? "Look now" : "Look again"}
        </Button>
      )}
    </p>
  );
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
