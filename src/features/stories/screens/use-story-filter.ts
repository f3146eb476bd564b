import { useLocation, useRouter } from "@tanstack/react-router";
import { useTypedSearch } from "../../../ui/typed-search.ts";

export type Shown = "all" | "mine" | "down";
export type StoryFilter = { search: string; reasonId: string | null; shown: Shown };

const path = "/comeback/stories";

/** What is looked for stands in the address, so that it can be linked to and found again. */
export function useStoryFilter() {
  const { history } = useRouter();
  const { searchStr } = useLocation();
  const filter = filterIn(searchStr);
  const [typed, type] = useTypedSearch(filter.search, (search) => history.replace(hrefTo({ ...filter, search })));
  const hrefOf = (part: Partial<StoryFilter>, anew = false) => hrefTo(anew ? part : { ...filter, ...part });
  const change = (part: Partial<StoryFilter>) => history.replace(hrefOf(part));

  return { filter, typed, type, change, hrefOf };
}

function filterIn(searchStr: string): StoryFilter {
  const given = new URLSearchParams(searchStr);
  const shown = given.get("show");
  return {
    search: plain(given.get("search") ?? ""),
    reasonId: given.get("reason"),
    shown: shown === "mine" || shown === "down" ? shown : "all",
  };
}

/** The router writes a text that looks like another value in quotes. */
const plain = (text: string) => text.replace(/^"(.*)"$/s, "$1").trim();

function hrefTo({ search, reasonId, shown }: Partial<StoryFilter>): string {
  const given = new URLSearchParams();
  if (search) given.set("search", search);
  if (reasonId) given.set("reason", reasonId);
  if (shown && shown !== "all") given.set("show", shown);
  return given.size === 0 ? path : `${path}?${given}`;
}
