import { useEffect, useState } from "react";

const pauseMs = 250;

/** What somebody types into a search field is looked for once they pause; another search, by a link or the way back, is shown. */
export function useTypedSearch(search: string, lookFor: (search: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(search);
  useEffect(() => {
    if (typed.trim() === search) return;
    const timer = setTimeout(() => lookFor(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  });
  const [seen, setSeen] = useState(search);
  if (seen !== search) {
    setSeen(search);
    if (typed.trim() !== search) setTyped(search);
  }
  return [typed, setTyped];
}
