import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayChangeInsights } from "../access.ts";
import type { insightsContract } from "../contract.ts";
import type { InsightRun } from "../run/contract.ts";

export const insights = apiOf<typeof insightsContract>("insights");
const team = apiOf<typeof teamContract>("team");

const askAgainMs = 1_500;

export const isUnderWay = ({ state }: Pick<InsightRun, "state">) => state === "waiting" || state === "running";

/** What went wrong with a small request beside a screen, said at its foot. */
export function sayRefused(error: unknown): void {
  const { title, detail } = told(error);
  showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
}

/**
 * Where looking at all deals together stands, asked again while it goes on; everything that is shown is asked for once more
 * when it is done.
 */
export function useRun() {
  const known = useQueryClient();
  const query = useQuery(
    insights.showRun.queryOptions({
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? askAgainMs : false),
    }),
  );
  const put = (run: InsightRun) => known.setQueryData(insights.showRun.queryKey(), run);
  const ask = useMutation({ mutationFn: () => insights.askRun.call(), onSuccess: put, onError: sayRefused });
  const cancel = useMutation({ mutationFn: () => insights.cancelRun.call(), onSuccess: put, onError: sayRefused });

  const underWay = query.data !== undefined && isUnderWay(query.data);
  const was = useRef(underWay);
  useEffect(() => {
    if (was.current && !underWay) void known.invalidateQueries({ queryKey: insights.key() });
    was.current = underWay;
  }, [underWay, known]);

  return { run: query.data, error: query.error, ask: () => ask.mutate(), cancel: () => cancel.mutate() };
}

/** What this person may do here: ask for a new look, decide what may be used. */
export function useMayInsights(): { ask: boolean; change: boolean } {
  const member = useQuery(team.me.queryOptions()).data?.member;
  if (!member) return { ask: false, change: false };
  return { ask: member.isOwner || member.role !== "marketing", change: mayChangeInsights(member) };
}
