import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { recoveryContract } from "../contract.ts";

export const recovery = apiOf<typeof recoveryContract>("recovery");

/** Does something to a block at once, shows everywhere what became of it, and says so when it could not be done. */
export function useBlockActs() {
  const known = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (run: () => Promise<unknown>, done?: () => void) => {
    setBusy(true);
    try {
      await run();
      done?.();
    } catch (error) {
      const { title, detail } = told(error);
      showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
    }
    await known.invalidateQueries({ queryKey: recovery.key() });
    setBusy(false);
  };
  return { act, busy };
}

/** What the server's clock says now, each second; after a phone's sleep it is right at once, whatever the phone's own clock says. */
export function useServerNow(asOf: string, answeredAt: number, running: boolean): number {
  const ahead = Date.parse(asOf) - answeredAt;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const tick = () => setNow(Date.now());
    const timer = window.setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [running]);
  return now + ahead;
}
