import { useQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { apiOf } from "../../../../platform/browser/api.ts";
import type { salesProcessContract } from "../../../sales-process/contract.ts";
import type { teamContract } from "../../../team/contract.ts";
import { insights } from "../../screens/use-insights.ts";
import type { FiguresFilter } from "../contract.ts";
import { hrefOfReport, readBy, readFilter, readLeftBy } from "./figures-address.ts";

const team = apiOf<typeof teamContract>("team");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

/** The filter in the address, and a way to change a part of it; what is set to undefined is no longer said. */
export function useFiguresFilter() {
  const { history } = useRouter();
  // The router's own reading of an address would turn "007" into a number.
  useLocation({ select: ({ searchStr }) => searchStr });
  const { search } = history.location;
  const [filter, by, leftBy] = [readFilter(search), readBy(search), readLeftBy(search)];
  const change = (part: Partial<FiguresFilter>) => history.replace(hrefOfReport({ ...filter, ...part }, by, leftBy));
  return { search, filter, by, leftBy, change };
}

export const useMe = () => useQuery(team.me.queryOptions()).data?.member;
export const usePeople = () =>
  useQuery(team.listMembers.queryOptions({ input: { limit: 200 }, staleTime: 60_000 })).data?.rows ?? [];
/** Personas and campaigns that figures can be narrowed to. */
export const useAims = () =>
  useQuery(insights.listFigureAims.queryOptions({ staleTime: 60_000 })).data ?? { personas: [], campaigns: [] };
export const usePipelines = () =>
  useQuery(salesProcess.listPipelines.queryOptions({ staleTime: 60_000 })).data?.rows ?? [];
export const useSteps = () => useQuery(salesProcess.listSteps.queryOptions({ staleTime: 60_000 })).data?.rows ?? [];
