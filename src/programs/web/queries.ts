import { QueryClient } from "@tanstack/react-query";
import { told } from "../../platform/browser/api.ts";

/** A refusal stays a refusal however often it is asked; only a connection or a busy database is worth another try. */
const worthAnotherTry = (error: unknown) => {
  const { status } = told(error);
  return status === 0 || status === 503;
};

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => count < 3 && worthAnotherTry(error) },
    mutations: { retry: (count, error) => count < 2 && worthAnotherTry(error) },
  },
});
