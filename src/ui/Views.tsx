import { useEffect, useRef } from "react";
import { UiLink } from "./UiLink.tsx";
import classes from "./Views.module.css";

export type View = { href: string; name: string };

/** The screens of one place, side by side; on narrow room the row moves, and the one that is open is in sight. */
export function Views({ label, views, current }: { label: string; views: readonly View[]; current: string }) {
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is another link to bring into sight
  useEffect(() => {
    const row = here.current?.parentElement;
    if (!row || !here.current) return;
    row.scrollLeft = here.current.offsetLeft - (row.clientWidth - here.current.offsetWidth) / 2;
  }, [current]);
  return (
    <nav className={`${classes.views} not-in-print`} aria-label={label}>
      {views.map(({ href, name }) => (
        <UiLink
          key={href}
          href={href}
          className={classes.view}
          {...(href === current ? { "aria-current": "page", ref: here } : {})}
        >
          {name}
        </UiLink>
      ))}
    </nav>
  );
}
