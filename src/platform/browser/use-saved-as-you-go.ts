import { useCallback, useEffect, useRef, useState } from "react";
import { told } from "./ask.ts";

export type Kept<Value> = { version: number; value: Value };

export type Keeping<Value> =
  | { kind: "saved" }
  | { kind: "saving" }
  /** Not saved, with the reason in words; tried again by itself where that can help. */
  | { kind: "unsaved"; title: string; triesAgain: boolean }
  /** Written in another window meanwhile: nothing is saved over it before somebody chooses. */
  | { kind: "elsewhere"; theirs: Kept<Value> };

type Port<Value> = {
  /** What is there at first; asked once. */
  start: () => Kept<Value>;
  /** Saves over the version that was seen, and says which one that made. */
  save: (version: number, value: Value) => Promise<number>;
  /** What another window wrote, out of the refusal's data. */
  theirsIn: (data: unknown) => Kept<Value> | null;
};

/** Long enough not to save every letter, short enough that a closed tab loses a word at most. */
const pauseMs = 700;
const tryAgainMs = 4_000;
const isOutOfReach = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;

/**
 * Something one person writes, saved as it is written: one save at a time, each over the version the one before it made.
 * It stays on the screen whatever becomes of a save, and nowhere else: it is too private for the browser's storage.
 */
export function useSavedAsYouGo<Value>(port: Port<Value>) {
  const [kept, setKept] = useState(port.start);
  const [value, setValue] = useState(kept.value);
  const [keeping, setKeeping] = useState<Keeping<Value>>({ kind: "saved" });
  const now = useRef({ version: kept.version, value, isUnsaved: false, isStopped: false, isHeld: false });
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const doing = useRef(port);
  doing.current = port;

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    const { current } = now;
    if (!current.isUnsaved || current.isStopped || current.isHeld) return;
    running.current = saveOnce().finally(() => {
      running.current = null;
    });
    await running.current;

    async function saveOnce() {
      current.isUnsaved = false;
      setKeeping({ kind: "saving" });
      const saved = current.value;
      try {
        current.version = await doing.current.save(current.version, saved);
        setKept({ version: current.version, value: saved });
        if (!current.isUnsaved) setKeeping({ kind: "saved" });
      } catch (error) {
        current.isUnsaved = true;
        const { status, title, data } = told(error);
        const theirs = doing.current.theirsIn(data);
        if (theirs) {
          current.isHeld = true;
          setKeeping({ kind: "elsewhere", theirs });
          return;
        }
        const triesAgain = isOutOfReach(status);
        setKeeping({ kind: "unsaved", title, triesAgain });
        if (triesAgain) timer.current = setTimeout(() => void flush(), tryAgainMs);
      }
    }
  }, []);

  const change = useCallback(
    (next: Value) => {
      Object.assign(now.current, { value: next, isUnsaved: true });
      setValue(next);
      if (now.current.isHeld) return;
      // Not kept before it is: what is said of it is true while one types, too.
      setKeeping({ kind: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );

  /** Goes on with what the other window wrote, or saves over it. */
  const settle = (whose: "theirs" | "mine") => {
    if (keeping.kind !== "elsewhere") return;
    const { theirs } = keeping;
    Object.assign(now.current, { version: theirs.version, isHeld: false });
    setKept(theirs);
    if (whose === "mine") {
      change(now.current.value);
      return;
    }
    Object.assign(now.current, { value: theirs.value, isUnsaved: false });
    setValue(theirs.value);
    setKeeping({ kind: "saved" });
  };

  /** Ends saving, once what is on its way has arrived, and says over which version: what is written goes elsewhere now. */
  const stop = async (): Promise<number> => {
    clearTimeout(timer.current);
    now.current.isStopped = true;
    while (running.current) await running.current;
    return now.current.version;
  };
  /** It did not go there after all. */
  const goOn = () => {
    now.current.isStopped = false;
    if (now.current.isUnsaved) change(now.current.value);
  };

  useEffect(() => {
    const onHidden = () => document.visibilityState === "hidden" && void flush();
    const onOnline = () => void flush();
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("online", onOnline);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("online", onOnline);
      void flush();
    };
  }, [flush]);

  return { value, version: kept.version, keeping, change, settle, flush, stop, goOn };
}
