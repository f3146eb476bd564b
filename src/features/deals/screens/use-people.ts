import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import type { MemberShape, teamContract } from "../../team/contract.ts";
import { mayImport } from "../import/access.ts";

const team = apiOf<typeof teamContract>("team");

async function everybody(signal: AbortSignal): Promise<MemberShape[]> {
  const people: MemberShape[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof team.listMembers.call>> = await team.listMembers.call(
      { limit: 200, ...(after ? { after } : {}) },
      { signal },
    );
    people.push(...page.rows);
    after = page.next;
  } while (after);
  return people;
}

/** Everybody deals can belong to. Its key lies below the team's, so that it is read again when people change. */
export function usePeople() {
  return useQuery({
    queryKey: [["team", "listMembers", "everybody"]],
    queryFn: ({ signal }) => everybody(signal),
    staleTime: 60_000,
  });
}

export function useMe() {
  return useQuery(team.me.queryOptions());
}

/** An import writes everybody's deals; a rep adds their own. */
export function useMayImport(): boolean {
  const member = useMe().data?.member;
  return member ? mayImport(member) : false;
}

/** Marketing reads deals and adds none. */
export function useMayAddDeals(): boolean {
  const member = useMe().data?.member;
  return member?.role !== "marketing" || member.isOwner;
}
