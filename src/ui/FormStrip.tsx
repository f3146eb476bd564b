import { Tooltip } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import classes from "./FormStrip.module.css";
import { useReader } from "./ReaderContext.tsx";
import { UiLink } from "./UiLink.tsx";
import { dayWords } from "./words.ts";

export type FormResult = {
  id: string;
  /** The deal's name. */
  name: string;
  result: "won" | "lost";
  /** The day it closed, YYYY-MM-DD. */
  closedOn: string;
  /** Where its mark leads. */
  href?: string | undefined;
};

type Props = {
  /** Oldest first. */
  results: FormResult[];
  /** Whose results, for a screen reader: "Ada's last results". */
  label: string;
  /** "lg" is the screen's own figure: it takes the whole width, in one row or two. */
  size?: "sm" | "md" | "lg" | undefined;
};

/**
 * The last results as sport pages print them, oldest left: ● won, ○ lost. The mark after a loss is slightly raised, so
 * a comeback is seen before it is read. One Tab stop; arrow keys walk the marks, and each names its deal.
 */
export function FormStrip({ results, label, size = "md" }: Props) {
  const { locale, timeZone, now } = useReader();
  const marks = useRef(new Map<string, HTMLElement>());
  const [current, setCurrent] = useState(results.at(-1)?.id);
  const tabStop = results.some((result) => result.id === current) ? current : results.at(-1)?.id;
  const won = results.filter((result) => result.result === "won").length;

  const walk = (event: KeyboardEvent) => {
    const here = results.findIndex((result) => result.id === tabStop);
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: results.length - 1 }[event.key];
    const next = to === undefined ? undefined : results[to];
    if (!next) return;
    event.preventDefault();
    setCurrent(next.id);
    marks.current.get(next.id)?.focus();
  };

  if (results.length === 0) return <span className={classes.none}>No closed deals yet</span>;
  return (
    <ol
      className={classes.strip}
      data-size={size}
      aria-label={`${label}, oldest first: ${won} won, ${results.length - won} lost`}
      onKeyDown={walk}
    >
      {results.map((result, index) => {
        const words = `${result.result === "won" ? "Won" : "Lost"} ${result.name}, ${dayWords(result.closedOn, { locale, timeZone, now })}`;
        const props = {
          className: classes.mark,
          "data-result": result.result,
          "data-after-loss": results[index - 1]?.result === "lost" || undefined,
          "aria-label": words,
          tabIndex: result.id === tabStop ? 0 : -1,
          onFocus: () => setCurrent(result.id),
          ref: (element: HTMLElement | null) => {
            if (element) marks.current.set(result.id, element);
            else marks.current.delete(result.id);
          },
        };
        const shape = (
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <circle cx="7" cy="7" r={result.result === "won" ? 6 : 5} />
          </svg>
        );
        return (
          <li key={result.id}>
            <Tooltip label={words} openDelay={0}>
              {result.href ? (
                <UiLink {...props} href={result.href}>
                  {shape}
                </UiLink>
              ) : (
                <span {...props} role="img">
                  {shape}
                </span>
              )}
            </Tooltip>
          </li>
        );
      })}
    </ol>
  );
}
