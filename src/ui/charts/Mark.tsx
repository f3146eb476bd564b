import { createContext, type ReactNode, use } from "react";
import { UiLink } from "../UiLink.tsx";
import classes from "./Chart.module.css";
import type { ChartMark } from "./walk-marks.ts";

type Marks = {
  marks: readonly ChartMark[];
  /** The one that Tab comes to. */
  tabStop: string | undefined;
  /** The one that is looked at. */
  current: string | undefined;
  keep: (id: string, element: Element | null) => void;
  onFocus: (id: string) => void;
  onPoint: (id: string) => void;
};

const MarksContext = createContext<Marks | null>(null);
export const MarksProvider = MarksContext;

type Props = {
  /** Of the chart's mark that this draws. */
  id: string;
  /** Where it can be pointed at, and where the keyboard's focus is drawn: a box, or a path. */
  reach: { x: number; y: number; width: number; height: number } | string;
  children?: ReactNode;
};

/** One part of a chart: a link where deals are behind it. Its name is read out with the focus, the rest by the readout. */
export function Mark({ id, reach, children }: Props) {
  const kept = use(MarksContext);
  const mark = kept?.marks.find((each) => each.id === id);
  if (!kept || !mark) return children;
  const told = {
    className: classes.mark,
    "aria-label": mark.name,
    tabIndex: id === kept.tabStop ? 0 : -1,
    "data-current": id === kept.current || undefined,
    onFocus: () => kept.onFocus(id),
    onPointerEnter: () => kept.onPoint(id),
    ref: (element: HTMLElement | SVGElement | null) => kept.keep(id, element),
  };
  const inside = (
    <>
      {children}
      {typeof reach === "string" ? (
        <path className={classes.reach} d={reach} data-only-on-screen="" />
      ) : (
        <rect className={classes.reach} {...reach} rx={4} data-only-on-screen="" />
      )}
    </>
  );
  return mark.href ? (
    <UiLink {...told} href={mark.href}>
      {inside}
    </UiLink>
  ) : (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is walked to and read, and opens nothing
    <g {...told} role="img">
      {inside}
    </g>
  );
}
