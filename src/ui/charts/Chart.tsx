import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { showNotice } from "../notices.tsx";
import classes from "./Chart.module.css";
import { useRoom } from "./chart-room.ts";
import { MarksProvider } from "./Mark.tsx";
import { type PictureKind, savePicture } from "./save-picture.ts";
import { type ChartMark, walkMarks } from "./walk-marks.ts";

/** What every chart is told beside its figures. */
export type ChartWords = {
  /** The finding, as a sentence: "Most lost deals left at Demo". */
  title: string;
  /** True where a heading just above says the title already; the saved picture carries it all the same. */
  titleIsAbove?: boolean | undefined;
  /** Where the figures come from, for the saved picture: "Deals that closed 1 July to 22 August, Comeback". */
  source?: string | undefined;
  note?: ReactNode;
  /** The same figures as a table, where the screen has a better one than the chart's own. */
  table?: ReactNode;
};

type Props = ChartWords & {
  marks: readonly ChartMark[];
  /** The chart at a width: how tall it is, and what is drawn. */
  draw: (width: number) => { height: number; drawing: ReactNode };
};

/**
 * The frame of every chart: its finding, the drawing with one Tab stop whose parts the arrow keys walk, what the part that is
 * looked at says, the same as a table, and the picture as a file.
 */
export function Chart({ title, titleIsAbove = false, source, note, table, marks, draw }: Props) {
  const { frame, width, onPaper } = useRoom();
  const id = useId();
  const drawn = useRef<SVGSVGElement>(null);
  const parts = useRef(new Map<string, Element>());
  const [isTable, setTable] = useState(false);
  const [focused, setFocused] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const [lastFocused, setLastFocused] = useState<string | null>(null);
  const tabStop = marks.find((mark) => mark.id === lastFocused)?.id ?? marks[0]?.id;
  const current = marks.find((mark) => mark.id === (pointed ?? focused));
  const { height, drawing } = draw(width);

  const walk = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^(?:Arrow|Home|End)/.test(event.key)) return;
    event.preventDefault();
    // On narrow room not all of them may be drawn.
    const drawnMarks = marks.filter((mark) => parts.current.has(mark.id));
    const next = walkMarks(drawnMarks, focused ?? tabStop, event.key);
    const element = next && parts.current.get(next.id);
    if (element instanceof SVGElement || element instanceof HTMLElement) element.focus();
  };

  const save = async (kind: PictureKind) => {
    try {
      await onPaper(() => {
        if (!drawn.current) throw new Error("There is no chart to save.");
        return savePicture(drawn.current, { title, source: source ?? "Comeback" }, kind);
      });
    } catch {
      showNotice({ tone: "refused", message: "The browser made no picture of this chart. Print the page instead." });
    }
  };

  return (
    <figure className={classes.figure} data-chart="">
      <figcaption className={titleIsAbove ? "only-for-screen-readers" : classes.title}>{title}</figcaption>
      <div ref={frame} className={classes.frame}>
        {isTable ? (
          table
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws nothing
          <svg
            ref={drawn}
            className={classes.drawing}
            role="group"
            aria-label={title}
            aria-describedby={`${id}-keys`}
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            onKeyDown={walk}
            onPointerLeave={() => setPointed(null)}
            onBlur={() => setFocused(null)}
          >
            <MarksProvider
              value={{
                marks,
                tabStop,
                current: current?.id,
                keep: (mark, element) => {
                  if (element) parts.current.set(mark, element);
                  else parts.current.delete(mark);
                },
                onFocus: (mark) => {
                  setFocused(mark);
                  setLastFocused(mark);
                },
                onPoint: setPointed,
              }}
            >
              {drawing}
            </MarksProvider>
          </svg>
        )}
      </div>
      {!isTable && (
        <>
          <p id={`${id}-keys`} className="only-for-screen-readers">
            The arrow keys walk through its parts
            {marks.some(({ href }) => href) && ", Enter opens the deals behind one"}.
          </p>
          <p className={`${classes.readout} not-in-print`} role="status">
            {current && (
              <>
                <strong>{current.name}</strong> {current.says}
              </>
            )}
          </p>
        </>
      )}
      {note && <p className={classes.note}>{note}</p>}
      <p className={`${classes.tools} not-in-print`}>
        <Tool of={title} onClick={() => setTable(!isTable)}>
          {isTable ? "Show as chart" : "Show as table"}
        </Tool>
        {!isTable && (
          <>
            <Tool of={title} onClick={() => void save("svg")}>
              Save as SVG
            </Tool>
            <Tool of={title} onClick={() => void save("png")}>
              Save as PNG
            </Tool>
          </>
        )}
      </p>
    </figure>
  );
}

function Tool({ of, onClick, children }: { of: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.tool} onClick={onClick}>
      {children}
      <span className="only-for-screen-readers"> of {of}</span>
    </button>
  );
}
