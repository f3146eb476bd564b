import { useRouter } from "@tanstack/react-router";
import type { FiguresFilter } from "../../contract.ts";
import { hrefOfWork, readWithin } from "../../screens/figures-address.ts";
import { useFiguresFilter } from "../../screens/use-figures.ts";

/** The filter of the figures of work in the address, and a way to change a part of it. */
export function useWorkFilter() {
  const { history } = useRouter();
  const { search, filter } = useFiguresFilter();
  const withinHours = readWithin(search);
  const change = (part: Partial<FiguresFilter>) => history.replace(hrefOfWork({ ...filter, ...part }, withinHours));
  return { filter, withinHours, change };
}
