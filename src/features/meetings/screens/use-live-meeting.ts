import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { followEvents, type Hearing } from "../../../platform/browser/follow-events.ts";
import type { MeetingNews, MeetingView } from "../live/contract.ts";
import { applyNews } from "../live/rules.ts";
import { meetings } from "./ask-meetings.ts";

const isNews = (data: unknown): data is MeetingNews =>
  typeof data === "object" && data !== null && "events" in data && "upTo" in data && "after" in data && "now" in data;

type HeardIdeas = Extract<MeetingNews["events"][number], { kind: "ideas" }>["detail"]["ideas"];
type Told = {
  /** What others typed, for ideas that are open to be written in. */
  onIdeas?: (ideas: HeardIdeas) => void;
  /** Something was missed for good: what is open is to be asked for anew. */
  onLost?: () => void;
};

/** How far the server's clock is ahead: of the last answers the one that was on its way the shortest. */
const remembered = 8;

/**
 * A meeting as it is now. Asked for whole once, then kept up by what the server tells; where anything between was missed, it is
 * asked for whole again.
 */
export function useLiveMeeting(id: string, { onIdeas, onLost }: Told = {}) {
  const known = useQueryClient();
  const asked = meetings.showMeeting.queryOptions({
    input: { id },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const shown = useQuery(asked);
  const [hearing, setHearing] = useState<Hearing>("connecting");
  const [line, setLine] = useState(0);
  const [isShut, setIsShut] = useState(false);
  const clocks = useRef<number[]>([]);
  const view = shown.data;
  const follows = view ? view.me.invited || view.me.leads : false;

  const noteClock = (now: string) => {
    clocks.current = [...clocks.current, Date.parse(now) - Date.now()].slice(-remembered);
  };
  const askAgain = async () => {
    const fresh = await known.fetchQuery({ ...asked, staleTime: 0 }).catch(() => null);
    if (fresh) noteClock(fresh.now);
    onLost?.();
    setLine((before) => before + 1);
  };
  const onMessage = useEffectEvent((kind: string, data: unknown) => {
    if (kind === "over") {
      setIsShut(true);
      void known.invalidateQueries({ queryKey: meetings.showMeeting.key({ input: { id } }) });
      return;
    }
    const before = known.getQueryData<MeetingView>(asked.queryKey);
    if (kind === "begin-again" || !before) {
      void askAgain();
      return;
    }
    if (!isNews(data)) return;
    noteClock(data.now);
    const after = applyNews(before, data);
    if (!after) {
      void askAgain();
      return;
    }
    known.setQueryData(asked.queryKey, after);
    for (const event of data.events) if (event.kind === "ideas") onIdeas?.(event.detail.ideas);
  });
  const lastEvent = useEffectEvent(() => known.getQueryData<MeetingView>(asked.queryKey)?.lastEvent ?? 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is asked for by its number
  useEffect(() => {
    if (!follows || isShut) return;
    return followEvents({
      address: (after) => `/api/meetings/${id}/events?after=${after}`,
      after: lastEvent(),
      onEvents: (messages) => {
        for (const { kind, data } of messages) onMessage(kind, data);
      },
      onHearing: setHearing,
      onRefused: () => setIsShut(true),
    });
  }, [id, follows, isShut, line]);

  if (view && clocks.current.length === 0) clocks.current = [Date.parse(view.now) - shown.dataUpdatedAt];
  return {
    view,
    error: shown.error,
    retry: () => void shown.refetch(),
    /** "away": what is shown may be old; it is caught up with when the line is back. */
    hearing: isShut ? ("away" as const) : hearing,
    isShut,
    /** The server's clock, from this device's own. */
    serverNow: () => Date.now() + Math.max(...clocks.current, Number.NEGATIVE_INFINITY),
    /** What one just did, shown before the server tells everybody. */
    patch: (change: (view: MeetingView) => MeetingView) =>
      known.setQueryData<MeetingView>(asked.queryKey, (before) => before && change(before)),
    /** An answer that holds the whole meeting; one that is older than what was told meanwhile is left. */
    take: (whole: MeetingView) =>
      known.setQueryData<MeetingView>(asked.queryKey, (before) =>
        before && before.lastEvent > whole.lastEvent ? before : whole,
      ),
  };
}
export type LiveMeeting = ReturnType<typeof useLiveMeeting>;

/** The server's clock, each quarter of a second while it matters; right at once after a sleep. */
export function useTicking(serverNow: () => number, running: boolean): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const again = () => tick((count) => count + 1);
    const timer = setInterval(again, 250);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [running]);
  return serverNow();
}
