import { createORPCClient, isDefinedError, ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { AnyContractRouter, ContractRouterClient } from "@orpc/contract";

const link = new RPCLink({ url: () => `${window.location.origin}/api/rpc` });

/** A feature's routes as plain functions, typed by its contract: for a page that keeps nothing but its own state. */
export function clientOf<Contract extends AnyContractRouter>(name: string): ContractRouterClient<Contract> {
  // Every feature calls through the same link; its name is the first word of the path.
  return createORPCClient(link, { path: [name] });
}

/** What the person is told when a request did not do what they asked. */
export type Told = {
  code: string;
  status: number;
  title: string;
  detail?: string;
  /** The names of the fields that were not accepted, the first one first. */
  wrong?: readonly string[];
  data: unknown;
};

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
    const issues = error.code === "BAD_REQUEST" ? issuesOf(error.data) : [];
    const wrong = [...new Set(issues.flatMap(({ field }) => field ?? []))];
    return {
      code: error.code,
      status: error.status,
      title: [...new Set(issues.map(({ message }) => message))].join(" ") || error.message,
      ...(wrong.length > 0 ? { wrong } : {}),
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

function issuesOf(data: unknown): { field: string | null; message: string }[] {
  if (typeof data !== "object" || !data || !("issues" in data) || !Array.isArray(data.issues)) return [];
  return data.issues.map((issue: unknown) => {
    if (typeof issue !== "object" || !issue) return { field: null, message: "" };
    const field = "path" in issue && Array.isArray(issue.path) ? issue.path[0] : null;
    return {
      field: typeof field === "string" ? field : null,
      message: "message" in issue ? String(issue.message) : "",
    };
  });
}
