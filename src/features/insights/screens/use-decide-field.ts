import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showUndo } from "../../../ui/notices.tsx";
import { insights, sayRefused } from "./use-insights.ts";

type Use = "known-at-open" | "left-out" | null;
type Decision = { heading: string; use: Use };

const said: Record<"known-at-open" | "left-out", string> = {
  "known-at-open": "may be used from now on",
  "left-out": "is left out from now on",
};

/** Says of a column whether it may be used; all deals are looked at again for it. The way back lets the data decide. */
export function useDecideField() {
  const known = useQueryClient();
  const again = () => void known.invalidateQueries({ queryKey: insights.key() });
  const back = useMutation({
    mutationFn: (decision: Decision) => insights.decideField.call(decision),
    onSuccess: again,
    onError: sayRefused,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (decision: Decision & { use: "known-at-open" | "left-out" }) => insights.decideField.call(decision),
    onSuccess: (_, { heading, use }) => {
      again();
      showUndo(`“${heading}” ${said[use]}. The deals are being looked at again.`, () =>
        back.mutate({ heading, use: null }),
      );
    },
    onError: sayRefused,
  });
  return { decide: mutate, deciding: isPending };
}
