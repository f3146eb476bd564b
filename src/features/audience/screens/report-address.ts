import { useLocation, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { periodName } from "../../insights/kpis/contract.ts";
import type { AudienceFilter } from "../early-losses/contract.ts";

/** What a report of Audience is of: a period and a pipeline, kept in the address. */
export type ReportFilter = Pick<AudienceFilter, "period" | "pipelineId">;

export function readReportFilter(search: string): ReportFilter {
  const asked = new URLSearchParams(search);
  const period = periodName.safeParse(asked.get("period"));
  const pipelineId = z.uuid().safeParse(asked.get("pipelineId"));
  return {
    ...(period.success && { period: period.data }),
    ...(pipelineId.success && { pipelineId: pipelineId.data }),
  };
}

export function addressOf(path: string, words: Record<string, string | undefined>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (value !== undefined) asked.set(name, value);
  const search = asked.toString();
  return search === "" ? path : `${path}?${search}`;
}

/** The filter in the address, and a way to change a part of it; what is set to undefined is no longer said. */
export function useReportFilter() {
  const { history } = useRouter();
  // The router's own reading of an address would turn "007" into a number.
  useLocation({ select: ({ searchStr }) => searchStr });
  const { search, pathname } = history.location;
  const filter = readReportFilter(search);
  const change = (part: { [Name in keyof ReportFilter]: string | undefined }) =>
    history.replace(addressOf(pathname, { ...filter, ...part }));
  return { search, filter, change };
}
