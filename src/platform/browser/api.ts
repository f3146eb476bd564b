import { createORPCClient, isDefinedError, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { AnyContractRouter, ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";

const link = new RPCLink({ url: () => `${window.location.origin}/api/rpc` });

/**
 * A feature's routes in the browser, typed by its contract (imported as a type only, so that no schema is in the
 * bundle): `const deals = apiOf<typeof dealsContract>("deals")`, then `useQuery(deals.showDeal.queryOptions({ input }))`
 * or `await deals.closeDeal.call(input)`.
 */
export function apiOf<Contract extends AnyContractRouter>(name: string) {
  // Every feature calls through the same link; its name is the first word of the path.
  const client: ContractRouterClient<Contract> = createORPCClient(link, { path: [name] });
  return createTanstackQueryUtils(client, { path: [name] });
}

/** What the person is told when a request did not do what they asked. */
export type Told = { code: string; status: number; title: string; detail?: string; data: unknown };

/** Reads any failure of a request: a refusal in its own words, no connection, or a fault of ours. */
export function told(error: unknown): Told {
  if (error instanceof ORPCError) {
    if (error.status >= 500 && error.code !== "SERVICE_UNAVAILABLE") {
      return {
        code: "UNEXPECTED",
        status: error.status,
        title: "Something failed on our side.",
        detail: "Nothing of it stays, and it was logged. Try again.",
        data: undefined,
      };
    }
    const wrong = error.code === "BAD_REQUEST" ? fieldMessages(error.data) : "";
    return {
      code: error.code,
      status: error.status,
      title: wrong || error.message,
      data: isDefinedError(error) ? error.data : undefined,
    };
  }
  return {
    code: "OFFLINE",
    status: 0,
    title: "Comeback cannot be reached right now.",
    detail: "What you entered is still here. Check the connection and try again.",
    data: undefined,
  };
}

function fieldMessages(data: unknown): string {
  if (typeof data !== "object" || !data || !("issues" in data) || !Array.isArray(data.issues)) return "";
  const messages: string[] = data.issues.map((issue: unknown) =>
    typeof issue === "object" && issue && "message" in issue ? String(issue.message) : "",
  );
  return [...new Set(messages)].join(" ");
}
