import { useLocation, useRouter } from "@tanstack/react-router";
import type { DealStatus } from "../contract.ts";

/** What the list of deals shows. It lives in the address, so that it can be kept, shared and gone back to. */
export type DealFilter = {
  status: DealStatus | "all";
  ownerId: string | null;
  pipelineId: string | null;
  stageId: string | null;
  waiting: boolean;
  /** Only losses I left behind; else they are left out. */
  leftBehind: boolean;
  /** Won or lost on these days, the first and the last of them included. */
  closedFrom: string | null;
  closedUntil: string | null;
  search: string;
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const calendarDay = /^\d{4}-\d\d-\d\d$/;
const isShown = (value: string | null): value is DealFilter["status"] =>
  value === "open" || value === "lost" || value === "won" || value === "all";

export function readFilter(search: string): DealFilter {
  const asked = new URLSearchParams(search);
  // The router writes a text that looks like another value in quotes.
  const text = (name: string) => (asked.get(name) ?? "").replace(/^"(.*)"$/s, "$1");
  const id = (name: string) => (uuid.test(text(name)) ? text(name) : null);
  const asksFor = text("status");
  const status = isShown(asksFor) ? asksFor : "open";
  // Only a closed deal has a day of its close.
  const day = (name: string) =>
    isClosed(status) && calendarDay.test(text(name)) && !Number.isNaN(Date.parse(text(name))) ? text(name) : null;
  return {
    status,
    ownerId: id("owner"),
    pipelineId: id("pipeline"),
    stageId: id("stage"),
    waiting: text("debriefed") === "false",
    leftBehind: text("left-behind") === "true",
    closedFrom: day("closed-from"),
    closedUntil: day("closed-until"),
    search: text("search").slice(0, 200),
  };
}

export function hrefOfFilter(filter: DealFilter): string {
  const asked = new URLSearchParams();
  if (filter.status !== "open") asked.set("status", filter.status);
  if (filter.ownerId) asked.set("owner", filter.ownerId);
  if (filter.pipelineId) asked.set("pipeline", filter.pipelineId);
  if (filter.stageId) asked.set("stage", filter.stageId);
  // Only a closed deal can wait for its debrief, or be closed on a day.
  if (isClosed(filter.status)) {
    if (filter.waiting) asked.set("debriefed", "false");
    if (filter.closedFrom) asked.set("closed-from", filter.closedFrom);
    if (filter.closedUntil) asked.set("closed-until", filter.closedUntil);
  }
  if (filter.leftBehind && mayBeLeftBehind(filter.status)) asked.set("left-behind", "true");
  if (filter.search.trim()) asked.set("search", filter.search.trim());
  const search = asked.toString();
  return search ? `/deals?${search}` : "/deals";
}

export function isClosed(status: DealFilter["status"]): boolean {
  return status === "lost" || status === "won";
}

/** Only a loss can be left behind. */
export function mayBeLeftBehind(status: DealFilter["status"]): boolean {
  return status === "lost" || status === "all";
}

/** Whether anything but the status narrows the list. */
export function isNarrowed(filter: DealFilter): boolean {
  return Boolean(
    filter.ownerId ||
      filter.pipelineId ||
      filter.stageId ||
      filter.waiting ||
      filter.leftBehind ||
      filter.closedFrom ||
      filter.closedUntil ||
      filter.search,
  );
}

/** The filter in the address, and a way to change a part of it that leaves no trail of every letter behind. */
export function useDealFilter(): { filter: DealFilter; change: (part: Partial<DealFilter>) => void } {
  const { history } = useRouter();
  // Renders again when the address changes; the router's own reading of it would turn "007" into a number.
  useLocation({ select: ({ searchStr }) => searchStr });
  const filter = readFilter(history.location.search);
  return {
    filter,
    change: (part) => history.replace(hrefOfFilter({ ...readFilter(history.location.search), ...part })),
  };
}
