import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { DealPage, dealsContract } from "../contract.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** What no write to a deal changes. */
const elsewhere = new Set<unknown>(["team", "salesProcess", "reasons", "imports", "demoTeam"]);

/** Reads again whatever follows from a deal's facts: the deal, its flags, tasks, debriefs and what lists say of it. */
export function readDealsAgain(known: QueryClient): Promise<void> {
  return known.invalidateQueries({
    predicate: ({ queryKey: [path] }) => Array.isArray(path) && !elsewhere.has(path[0]),
  });
}

type Write<Input, Answer> = {
  write: (input: Input) => Promise<Answer>;
  /** The page as it will be: shown before the answer, and taken back if there is a refusal. */
  show?: (deal: DealPage, input: Input) => DealPage;
  /** What follows when it is done, also if what asked for it has left the screen by then. All it needs is in its input. */
  done?: (answer: Answer, input: Input) => void;
  /** False when the caller shows a refusal beside what was entered. */
  sayRefusal?: boolean;
};

/** A write to one deal, shown on its page at once. */
export function useDealWrite<Input, Answer>(
  dealId: string,
  { write, show, done, sayRefusal = true }: Write<Input, Answer>,
) {
  const known = useQueryClient();
  const { queryKey } = deals.showDeal.queryOptions({ input: { id: dealId } });
  const mutationKey = ["write to deal", dealId];
  return useMutation({
    mutationKey,
    mutationFn: write,
    onMutate: async (input) => {
      if (!show) return undefined;
      await known.cancelQueries({ queryKey });
      const before = known.getQueryData(queryKey);
      if (before) known.setQueryData(queryKey, show(before, input));
      return before;
    },
    onSuccess: (answer, input) => done?.(answer, input),
    onError: (error, _input, before) => {
      if (before) known.setQueryData(queryKey, before);
      const { title, detail } = told(error);
      if (sayRefusal) showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
    },
    onSettled: () => {
      // With another write on its way, reading now would bring back what that one is changing.
      if (known.isMutating({ mutationKey }) === 1) void readDealsAgain(known);
    },
  });
}
