import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Flag } from "../../../ui/Flag.tsx";
import type { FlagReading } from "../../red-flags/contract.ts";
import type { RepairTask } from "../contract.ts";
import classes from "./FinishTask.module.css";

export type Turn = { task: RepairTask; before: FlagReading; after: FlagReading };

/** What the repair did to the flag, in the record's own words. */
export function BeforeAndAfter({ task, before, after, onClose }: Turn & { onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null);
  // What had the focus is gone with the form; the next thing to press takes it.
  useEffect(() => close.current?.focus(), []);
  return (
    <div className={classes.form}>
      <p className={classes.outcome} role="status">
        {sentence(task, before, after)}
      </p>
      <ol className={classes.turn}>
        <li>
          <p className={classes.when}>Before</p>
          <Flag state={before.kind} name={before.name} evidence={before.evidence} />
        </li>
        <li>
          <p className={classes.when}>Now</p>
          <Flag state={after.kind} name={after.name} evidence={after.evidence} />
        </li>
      </ol>
      <div className={classes.buttons}>
        <Button ref={close} onClick={onClose}>
          Go on
        </Button>
      </div>
    </div>
  );
}

function sentence({ dealName }: RepairTask, before: FlagReading, after: FlagReading): string {
  if (after.kind === "down" && before.kind === "down") return `It is noted on ${dealName}. The flag was down already.`;
  if (after.kind === "down") return `The flag is down on ${dealName}.`;
  if (after.kind === "unknown")
    return `It is noted on ${dealName}. The record cannot say yet whether the flag is down.`;
  return `It is noted on ${dealName}. The flag is still up; below is why.`;
}
