import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import type { MemberShape, teamContract } from "../contract.ts";

const team = apiOf<typeof teamContract>("team");

/** Everybody in the team, page after page: a manager may stand on another page than their people. */
export function useTeam() {
  const members = useInfiniteQuery(
    team.listMembers.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 200, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const { hasNextPage, isFetching, isError, fetchNextPage } = members;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return { ...members, people: members.data?.pages.flatMap((page) => page.rows) ?? [] };
}

/** Who is signed in here. */
export function useMe(): MemberShape | undefined {
  return useQuery(team.me.queryOptions()).data?.member;
}
