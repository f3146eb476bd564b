import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import type { salesProcessContract } from "../../sales-process/contract.ts";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

/** The pipelines with their stages, in order. They change rarely. */
export function usePipelines() {
  return useQuery(salesProcess.listPipelines.queryOptions({ staleTime: 60_000 }));
}
