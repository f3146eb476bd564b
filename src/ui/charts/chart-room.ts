import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** What a sheet's column holds, in the size that letters have on paper; saved pictures are as wide. */
const paperWidth = 720;

type Room = {
  frame: RefObject<HTMLDivElement | null>;
  width: number;
  /** Does something while the chart is drawn as wide as paper; nobody sees it on the screen. */
  onPaper: <Result>(work: () => Result) => Result;
};

/** How wide a chart may be: as its frame is, and as a sheet is while the page is printed. */
export function useRoom(): Room {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(paperWidth);
  const [isPaper, setPaper] = useState(false);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => element.clientWidth > 0 && setWidth(element.clientWidth);
    const watch = new ResizeObserver(look);
    watch.observe(element);
    look();
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    // Both are waited for by the browser: by the time it lays out the sheets, the chart must have been drawn anew.
    const before = () => flushSync(() => setPaper(true));
    const after = () => flushSync(() => setPaper(false));
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);

  const onPaper = useCallback(<Result>(work: () => Result): Result => {
    flushSync(() => setPaper(true));
    try {
      return work();
    } finally {
      flushSync(() => setPaper(false));
    }
  }, []);

  return { frame, width: isPaper ? paperWidth : width, onPaper };
}
