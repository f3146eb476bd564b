import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import type { teamContract } from "../../features/team/contract.ts";
import { apiOf, told } from "../../platform/browser/api.ts";

const team = apiOf<typeof teamContract>("team");

/** Who is here, asked once when the page opens. What it says of a person is also the answer to every screen's `me`. */
export const whoIsHere = queryOptions({
  queryKey: team.whoIsHere.queryKey(),
  queryFn: async ({ client, signal }) => {
    const here = await team.whoIsHere.call(undefined, { signal });
    if (here.me) client.setQueryData(team.me.queryKey(), here.me);
    return here;
  },
  staleTime: 60_000,
});

/** A refusal stays a refusal however often it is asked; only a connection or a busy database is worth another try. */
const worthAnotherTry = (error: unknown) => {
  const { status } = told(error);
  return status === 0 || status === 503;
};

/** A session that ended meanwhile shows in any answer; then the sign-in is asked for over the page. */
const askWhoIsHere = (error: unknown) => {
  if (told(error).code === "NOT_SIGNED_IN") void queries.invalidateQueries({ queryKey: whoIsHere.queryKey });
};

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsHere }),
  mutationCache: new MutationCache({ onError: askWhoIsHere }),
  defaultOptions: {
    // The server may be on this very machine: it answers also when the browser says there is no network.
    queries: { networkMode: "always", staleTime: 10_000, retry: (count, error) => count < 3 && worthAnotherTry(error) },
    mutations: { networkMode: "always", retry: (count, error) => count < 2 && worthAnotherTry(error) },
  },
});
