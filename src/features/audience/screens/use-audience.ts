import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayKeepAudience } from "../access.ts";
import type { audienceContract } from "../contract.ts";

export const audience = apiOf<typeof audienceContract>("audience");
const team = apiOf<typeof teamContract>("team");

/** Undefined until it is known. */
export function useKeepsAudience(): boolean | undefined {
  const member = useQuery(team.me.queryOptions()).data?.member;
  return member && mayKeepAudience(member);
}

/** What went wrong with a small request beside a screen, said at its foot. */
export function sayRefused(error: unknown): void {
  const { title, detail } = told(error);
  showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
}
