import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { meetings } from "./ask-meetings.ts";

type Cell = { dealId: string; practiceId: string; ticked: boolean };
export const cellKey = ({ dealId, practiceId }: Pick<Cell, "dealId" | "practiceId">) => `${dealId} ${practiceId}`;

type Sending = { waiting: readonly Cell[]; isSending: boolean; wantsDone: boolean | null };

const pauseMs = 500;
const tryAgainMs = 3_000;
const isOutOfReach = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;

const isCell = (kept: unknown): kept is Cell =>
  typeof kept === "object" && kept !== null && "dealId" in kept && "practiceId" in kept && "ticked" in kept;

function readKept(place: string): Cell[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isCell) : [];
  } catch {
    return [];
  }
}

function keep(place: string, cells: readonly Cell[]) {
  try {
    if (cells.length === 0) window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, JSON.stringify(cells));
  } catch {
    // Storage can be switched off; what waits then lasts as long as the page.
  }
}

/** My worksheet, saved as it is ticked. What has not arrived is kept on the device and sent again by itself. */
export function useWorksheet(meetingId: string, memberId: string, practiceIds: string) {
  const known = useQueryClient();
  const asked = meetings.showWorksheet.queryOptions({ input: { id: meetingId } });
  const shown = useQuery(asked);
  const place = `comeback-worksheet-${meetingId}-${memberId}`;
  const [waiting, setWaiting] = useState<readonly Cell[]>(() => readKept(place));
  const [state, setState] = useState<"saved" | "saving" | "unsaved">("saved");
  const [refusal, setRefusal] = useState<string | null>(null);
  const now = useRef<Sending>({ waiting, isSending: false, wantsDone: null });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const put = (cells: readonly Cell[]) => {
    now.current.waiting = cells;
    setWaiting(cells);
    keep(place, cells);
  };
  const send = useEffectEvent(async (): Promise<void> => {
    clearTimeout(timer.current);
    const { current } = now;
    if (current.isSending || (current.waiting.length === 0 && current.wantsDone === null)) return;
    current.isSending = true;
    const sent = current.waiting;
    const wasDone = known.getQueryData(asked.queryKey)?.done ?? false;
    const done = current.wantsDone ?? wasDone;
    current.wantsDone = null;
    setState("saving");
    try {
      const worksheet = await meetings.saveWorksheet.call({ id: meetingId, cells: [...sent], done });
      known.setQueryData(asked.queryKey, worksheet);
      put(current.waiting.filter((cell) => !sent.includes(cell)));
      setState("saved");
      setRefusal(null);
      // Ticks are tasks: of Today, of the deals, of the practices.
      void known.invalidateQueries({
        predicate: ({ queryKey: [head] }) => !isOf(head, "meetings"),
        refetchType: "none",
      });
    } catch (error) {
      const { status, title } = told(error);
      setState("unsaved");
      setRefusal(title);
      if (done !== wasDone) current.wantsDone ??= done;
      if (isOutOfReach(status)) timer.current = setTimeout(() => void send(), tryAgainMs);
    }
    current.isSending = false;
    if (current.waiting.some((cell) => !sent.includes(cell))) timer.current = setTimeout(() => void send(), pauseMs);
  });

  useEffect(() => {
    void send();
    const again = () => void send();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      clearTimeout(timer.current);
    };
  }, []);
  // A practice that is adopted while worksheets are filled in is one column more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the practices are others
  useEffect(() => {
    void known.invalidateQueries({ queryKey: meetings.showWorksheet.key({ input: { id: meetingId } }) });
  }, [practiceIds, meetingId, known]);

  const overlay = new Map(waiting.map((cell) => [cellKey(cell), cell.ticked]));
  return {
    worksheet: shown.data,
    error: shown.error,
    retry: () => void shown.refetch(),
    state,
    refusal,
    isTicked: (cell: Pick<Cell, "dealId" | "practiceId">, saved: boolean) => overlay.get(cellKey(cell)) ?? saved,
    tick: (cell: Cell) => {
      put([...now.current.waiting.filter((each) => cellKey(each) !== cellKey(cell)), cell]);
      setState("saving");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pauseMs);
    },
    finish: (done: boolean) => {
      now.current.wantsDone = done;
      void send();
    },
  };
}

/** Queries are keyed by their feature: [["meetings", …], …]. */
const isOf = (head: unknown, feature: string) => Array.isArray(head) && head[0] === feature;
