import { QueryClient } from "@tanstack/react-query";
import { told } from "../../platform/browser/api.ts";

/** A refusal stays a refusal however often it is asked; only a connection or a busy database is worth another try. */
const worthAnotherTry = (error: unknown) => {
  const { status } = told(error);
  return status === 0 || status === 503;
};

export const queries = new QueryClient({
  defaultOptions: {
    // The server may be on this very machine: it answers also when the browser says there is no network.
    queries: { networkMode: "always", staleTime: 10_000, retry: (count, error) => count < 3 && worthAnotherTry(error) },
    mutations: { networkMode: "always", retry: (count, error) => count < 2 && worthAnotherTry(error) },
  },
});
