import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import type { CheckedRule, pipelineCheckContract } from "../contract.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

/** Quick while it is a matter of a moment; a long reading of many deals is asked after now and then. */
const soonMs = 700;
const laterMs = 4_000;
const soonTimes = 15;

/** The rules held against the open deals; asked again gently while deals are being read. */
export function useCheck(ownerId?: string) {
  return useQuery(
    pipelineCheck.showCheck.queryOptions({
      input: ownerId ? { ownerId } : {},
      refetchInterval: ({ state }) =>
        state.data && state.data.refreshing > 0 ? (state.dataUpdateCount < soonTimes ? soonMs : laterMs) : false,
    }),
  );
}

/** A list is asked for again once all deals are read, not while they are: rows stay where they are under a hand. */
export function readingOf(check: { refreshing: number; readAt: string | null }): string {
  return check.refreshing > 0 ? "reading" : (check.readAt ?? "");
}

/** The same flag may be promised about twice, with another repair. */
export function ruleKey(rule: CheckedRule): string {
  return rule.commitment?.id ?? rule.flagId;
}
