import { CloseButton, UnstyledButton } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import classes from "./notices.module.css";
import { useShortcut } from "./shortcuts.ts";

/**
 * What was just done, said once at the foot of the screen, with the way back. Comeback asks for no confirmations: it acts
 * at once and offers undo. Call from anywhere; UiProvider shows them.
 */
export type Notice = {
  /** What happened, in the past tense: "Acme is marked lost." */
  message: string;
  /** "refused" stays until closed. */
  tone?: "done" | "refused" | undefined;
  undo?: (() => void) | undefined;
  /** Instead of undo: somewhere to go from here. */
  action?: { label: string; run: () => void } | undefined;
};

type Shown = Notice & { id: number };

const STAYS_MS = 8000;
const AT_MOST = 3;

let lastId = 0;
let shown: readonly Shown[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Shown[]) {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something at the foot of the screen. Returns a function that takes it away. */
export function showNotice(notice: Notice): () => void {
  lastId += 1;
  const id = lastId;
  change([...shown, { ...notice, id }].slice(-AT_MOST));
  return () => close(id);
}

/** Acts without asking: `showUndo("Acme is marked lost.", () => reopen(acme))`. Z undoes the newest. */
export function showUndo(message: string, undo: () => void): () => void {
  return showNotice({ message, undo });
}

function close(id: number) {
  change(shown.filter((notice) => notice.id !== id));
}

function NoticeCard({ notice }: { notice: Shown }) {
  const [held, setHeld] = useState(false);
  const stays = notice.tone === "refused";

  useEffect(() => {
    if (held || stays) return;
    const timer = window.setTimeout(() => close(notice.id), STAYS_MS);
    return () => window.clearTimeout(timer);
  }, [held, stays, notice.id]);

  const act = (run: () => void) => () => {
    close(notice.id);
    run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a notice only stops it from leaving; nothing is done by it
    <div
      className={classes.notice}
      data-tone={notice.tone ?? "done"}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes.message}>{notice.message}</span>
      {notice.undo && (
        <UnstyledButton className={classes.action} onClick={act(notice.undo)}>
          Undo
        </UnstyledButton>
      )}
      {notice.action && (
        <UnstyledButton className={classes.action} onClick={act(notice.action.run)}>
          {notice.action.label}
        </UnstyledButton>
      )}
      <CloseButton className={classes.close} aria-label="Close this message" onClick={() => close(notice.id)} />
    </div>
  );
}

/** The place notices appear in. UiProvider holds it; nothing else needs to. */
export function Notices() {
  const notices = useSyncExternalStore(subscribe, () => shown);
  const undoable = notices.findLast((notice) => notice.undo);
  useShortcut(
    "z",
    () => {
      if (!undoable) return;
      close(undoable.id);
      undoable.undo?.();
    },
    "Undo what was just done",
    { group: "Everywhere", enabled: undoable !== undefined, inDialog: true },
  );
  return (
    // The region is always there, because a screen reader announces only what changes in a region it already knows.
    <div className={classes.region} role="status" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
