import type { ReactNode } from "react";
import classes from "./Flag.module.css";
import { useReader } from "./ReaderContext.tsx";
import { SayDays } from "./SayDays.tsx";
import { sinceWords } from "./words.ts";

export type FlagState = "up" | "down" | "unknown";

const SAID: Record<FlagState, string> = { up: "Flag up", down: "Flag down", unknown: "Not known" };

/** ▲ up, ✓ down, ? unknown in a dashed ring. On its own for a table cell; say the state in words beside it. */
export function FlagMark({ state }: { state: FlagState }) {
  return (
    <svg className={classes.shape} data-state={state} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {state === "up" && <path d="M8 2.2 14.6 13.4H1.4Z" />}
      {state === "down" && <path d="M3 8.6 6.6 12.2 13.2 4.4" />}
      {state === "unknown" && (
        <>
          <circle cx="8" cy="8" r="6.8" />
          <path d="M6.3 6.5a1.75 1.75 0 1 1 2.5 1.6c-.55.27-.8.6-.8 1.2" />
          <path d="M8 11.35v.1" />
        </>
      )}
    </svg>
  );
}

type Props = {
  state: FlagState;
  /** "Gone quiet" */
  name: string;
  /** One sentence of what was seen, or of what is missing, days as 2026-05-03: "No conversation since 2026-05-03." */
  evidence: string;
  /** The day it took this state, YYYY-MM-DD; "since Tuesday" is made from it. */
  sinceOn?: string | undefined;
  /** What can be done about it: buttons or links. */
  actions?: ReactNode;
};

/** A red flag on an open deal: its state by shape and word, the evidence in one sentence, and since when. */
export function Flag({ state, name, evidence, sinceOn, actions }: Props) {
  const reader = useReader();
  return (
    <div className={classes.flag} data-state={state}>
      <FlagMark state={state} />
      <div className={classes.body}>
        <div className={classes.head}>
          <span className="only-for-screen-readers">{SAID[state]}: </span>
          <span className={classes.name}>{name}</span>
          {sinceOn && <span className={classes.since}>{sinceWords(sinceOn, reader)}</span>}
        </div>
        <p className={classes.evidence}>
          <SayDays>{evidence}</SayDays>
        </p>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
