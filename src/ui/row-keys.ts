import { type RefObject, useRef } from "react";
import { useShortcut } from "./shortcuts.ts";

/**
 * J and K walk the rows of a list that is not a table: every element inside the returned ref's element that carries
 * `data-row-focus`, in the order it stands on the screen, several lists below each other included.
 */
export function useRowKeys<Holder extends HTMLElement>(enabled = true): RefObject<Holder | null> {
  const holder = useRef<Holder>(null);
  const step = (by: 1 | -1) => () => {
    const rows = [...(holder.current?.querySelectorAll<HTMLElement>("[data-row-focus]") ?? [])];
    const focused = document.activeElement;
    const here = rows.findIndex((row) => row === focused || row.closest("li")?.contains(focused));
    rows[here === -1 ? 0 : here + by]?.focus();
  };
  useShortcut("j", step(1), "Next row", { enabled, group: "In a list" });
  useShortcut("k", step(-1), "Previous row", { enabled, group: "In a list" });
  return holder;
}
