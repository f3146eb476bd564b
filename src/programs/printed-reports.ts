import { isContractProcedure } from "@orpc/contract";
import { contract } from "../contract.ts";

const uuid = "[0-9a-f-]{36}";

/** Every report that is printed by the server, by its page; and what its file is called. Who may see what, the pages' own questions decide. */
const reports: readonly { page: RegExp; name: string }[] = [
  { page: /^\/insights$/, name: "why-we-lose" },
  { page: /^\/insights\/same-mistake$/, name: "same-mistake" },
  { page: /^\/insights\/flags$/, name: "track-records" },
  { page: /^\/insights\/odds$/, name: "odds" },
  { page: /^\/insights\/cut-losses$/, name: "cut-your-losses" },
  { page: /^\/insights\/figures(?:\/[a-z-]+)?$/, name: "figures" },
  { page: /^\/insights\/deals$/, name: "deals" },
  { page: /^\/insights\/weekly$/, name: "the-week" },
  { page: /^\/comeback$/, name: "comeback" },
  { page: /^\/comeback\/quota$/, name: "quota" },
  { page: /^\/team\/head-to-head$/, name: "head-to-head" },
  { page: /^\/audience(?:\/[a-z-]+){0,2}$/, name: "audience" },
  { page: new RegExp(`^/team/meetings/${uuid}/record$`), name: "meeting" },
];

/** Paths of the API as screens ask it, of every question that changes nothing. */
function readingPaths(router: object, path: readonly string[] = []): string[] {
  if (isContractProcedure(router)) return router["~orpc"].route.method === "GET" ? [`/api/rpc/${path.join("/")}`] : [];
  return Object.entries(router).flatMap(([key, inner]) => readingPaths(inner, [...path, key]));
}
const reading = new Set(readingPaths(contract));

export const printedReports = {
  nameOf: (path: string): string | null => reports.find(({ page }) => page.test(path))?.name ?? null,
  isReading: (path: string): boolean => reading.has(path),
};
