import { useLocation, useRouter } from "@tanstack/react-router";
import { useRef } from "react";

const openedIn = (search: string): string | null => {
  // The router writes a text that looks like another value in quotes.
  const id = new URLSearchParams(search).get("open")?.replace(/^"(.*)"$/s, "$1");
  return id || null;
};

/**
 * Which of a screen's things is open in its dialog. It lives in the address (`?open=…`), so that every step, flag or
 * reason can be linked to from anywhere, and the browser's way back closes it.
 */
export function useOpened(): { opened: string | null; hrefOf: (id: string) => string; close: () => void } {
  const { history } = useRouter();
  const { pathname, searchStr } = useLocation();
  const opened = openedIn(searchStr);
  const wasClosed = useRef(opened === null);
  if (opened === null) wasClosed.current = true;
  return {
    opened,
    hrefOf: (id) => `${pathname}?open=${id}`,
    close: () => {
      if (openedIn(history.location.search) === null) return;
      if (wasClosed.current) history.back();
      else history.replace(pathname);
    },
  };
}
