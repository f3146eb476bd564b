import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { RunAct } from "../running/contract.ts";
import { meetings } from "./ask-meetings.ts";
import type { LiveMeeting } from "./use-live-meeting.ts";

/** Does something in a meeting; says so where it could not be done, and looks again at where the meeting stands. */
export function useMeetingAct(id: string) {
  const known = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async <Done>(run: () => Promise<Done>): Promise<Done | undefined> => {
    setBusy(true);
    try {
      return await run();
    } catch (error) {
      const { code, title, detail } = told(error);
      // A second click, or somebody else's, came first: where it stands now is on its way by itself.
      if (code !== "CHANGED_MEANWHILE") showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
      await known.invalidateQueries({ queryKey: meetings.showMeeting.key({ input: { id } }) });
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy };
}

/** For who leads: the rounds and their clock. The screen follows at once, everybody else by event. */
export function useRunning(live: LiveMeeting, id: string) {
  const { act, busy } = useMeetingAct(id);
  const version = live.view?.meeting.version ?? 0;
  const run = async (what: RunAct) => {
    const meeting = await act(() => meetings.runMeeting.call({ id, version, act: what }));
    if (!meeting) return false;
    live.patch((view) => (view.meeting.version > meeting.version ? view : { ...view, meeting }));
    return true;
  };
  return { run, busy };
}
