import { useLocation, useRouter } from "@tanstack/react-router";
import { useTypedSearch } from "../../../ui/typed-search.ts";
import type { PracticeState } from "../contract.ts";

export type Shown = PracticeState | "to-apply";
export type PlaybookFilter = { search: string; reasonId: string | null; shown: Shown; useId: string | null };

const path = "/team/playbook";
const states: readonly Shown[] = ["adopted", "in-review", "draft", "retired", "to-apply"];

/** What is looked for stands in the address, so that it can be linked to and found again. */
export function usePlaybookFilter() {
  const { history } = useRouter();
  const { searchStr } = useLocation();
  const filter = filterIn(searchStr);
  const [typed, type] = useTypedSearch(filter.search, (search) => history.replace(hrefTo({ ...filter, search })));
  const hrefOf = (part: Partial<PlaybookFilter>) => hrefTo({ ...filter, useId: null, ...part });
  const change = (part: Partial<PlaybookFilter>) => history.replace(hrefOf(part));

  return { filter, typed, type, change, hrefOf };
}

function filterIn(searchStr: string): PlaybookFilter {
  const given = new URLSearchParams(searchStr);
  return {
    search: plain(given.get("search") ?? ""),
    reasonId: given.get("reason"),
    shown: states.find((shown) => shown === given.get("show")) ?? "adopted",
    useId: given.get("use"),
  };
}

/** The router writes a text that looks like another value in quotes. */
const plain = (text: string) => text.replace(/^"(.*)"$/s, "$1").trim();

function hrefTo({ search, reasonId, shown, useId }: Partial<PlaybookFilter>): string {
  const given = new URLSearchParams();
  if (search) given.set("search", search);
  if (reasonId) given.set("reason", reasonId);
  if (shown && shown !== "adopted") given.set("show", shown);
  if (useId) given.set("use", useId);
  return given.size === 0 ? path : `${path}?${given}`;
}
