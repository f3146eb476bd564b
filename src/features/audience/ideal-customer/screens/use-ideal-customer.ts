import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import { showUndo } from "../../../../ui/notices.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { mayChangeInsights } from "../../../insights/access.ts";
import type { insightsContract } from "../../../insights/contract.ts";
import type { teamContract } from "../../../team/contract.ts";
import { audience, sayRefused, useKeepsAudience } from "../../screens/use-audience.ts";
import type { IdealCustomerShown } from "../contract.ts";

const team = apiOf<typeof teamContract>("team");
const insights = apiOf<typeof insightsContract>("insights");

const askAgainMs = 1_500;
const isUnderWay = ({ state }: IdealCustomerShown) => state === "waiting" || state === "running";

/** The scorecard as it was learnt last, asked for again while a new one is made; its lists follow when that is done. */
export function useIdealCustomer() {
  const known = useQueryClient();
  const keeps = useKeepsAudience();
  const asked = audience.showIdealCustomer.queryOptions({
    enabled: keeps === true,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? askAgainMs : false),
  });
  const shown = useQuery(asked);
  const learn = useMutation({
    mutationFn: () => audience.askIdealCustomer.call(),
    onSuccess: (now) => known.setQueryData(asked.queryKey, now),
    onError: sayRefused,
  });
  const underWay = shown.data !== undefined && isUnderWay(shown.data);
  const was = useRef(underWay);
  useEffect(() => {
    if (was.current && !underWay) void known.invalidateQueries({ queryKey: audience.key() });
    was.current = underWay;
  }, [underWay, known]);
  return { asked, shown, underWay, learn: () => learn.mutate() };
}

/** How conditions are worded for whoever reads. */
export function useWording() {
  const reader = useReader();
  const currency = useQuery(team.me.queryOptions()).data?.workspace.currency ?? "EUR";
  return { reader, currency };
}

type Use = "known-at-open" | "left-out" | null;

/** Says of a column that it is known at the opening; the scorecard is learnt anew for it. Undefined for who may not. */
export function useDecideColumn() {
  const known = useQueryClient();
  const member = useQuery(team.me.queryOptions()).data?.member;
  const mutationFn = async (decision: { heading: string; use: Use }) => {
    await insights.decideField.call(decision);
    return audience.askIdealCustomer.call();
  };
  const show = (now: IdealCustomerShown) => known.setQueryData(audience.showIdealCustomer.queryKey(), now);
  const back = useMutation({ mutationFn, onSuccess: show, onError: sayRefused });
  const decide = useMutation({
    mutationFn,
    onSuccess: (now, { heading }) => {
      show(now);
      showUndo(`“${heading}” may be used from now on. The scorecard is being learnt again.`, () =>
        back.mutate({ heading, use: null }),
      );
    },
    onError: sayRefused,
  });
  if (!member || !mayChangeInsights(member)) return undefined;
  return { deciding: decide.isPending, allow: (heading: string) => decide.mutate({ heading, use: "known-at-open" }) };
}
