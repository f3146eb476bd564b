import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Reader } from "./words.ts";

function browserReader(now: Date): Reader {
  return {
    locale: navigator.languages[0] ?? navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now,
  };
}

const ReaderContext = createContext<Reader | null>(null);

type Props = {
  children: ReactNode;
  /** The person's own choice; without one, what the browser says. */
  locale?: string | undefined;
  /** The time zone days are counted in: the workspace's, else the browser's. */
  timeZone?: string | undefined;
  /** Stands the clock still, for pictures and tests. */
  now?: Date | undefined;
};

/** Says for whom words, money and days are written below it, and keeps "now" moving: once a minute, and on coming back to the tab. */
export function ReaderProvider({ children, locale, timeZone, now: fixedNow }: Props) {
  const [tick, setTick] = useState(() => new Date());

  useEffect(() => {
    if (fixedNow) return;
    const update = () => document.visibilityState === "visible" && setTick(new Date());
    const timer = window.setInterval(update, 60_000);
    document.addEventListener("visibilitychange", update);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, [fixedNow]);

  const reader = useMemo(() => {
    const found = browserReader(fixedNow ?? tick);
    return { locale: locale ?? found.locale, timeZone: timeZone ?? found.timeZone, now: found.now };
  }, [locale, timeZone, fixedNow, tick]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

/** The reader's locale, time zone and "now", to be handed to the functions of words.ts. */
export function useReader(): Reader {
  const reader = use(ReaderContext);
  if (!reader) throw new Error("useReader needs a UiProvider above it.");
  return reader;
}
