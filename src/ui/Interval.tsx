import { Fragment, type ReactNode, useState } from "react";
import classes from "./Interval.module.css";
import { useReader } from "./ReaderContext.tsx";
import { UiLink } from "./UiLink.tsx";
import { fixedWords, numberWords, percentWords } from "./words.ts";

export type Estimate =
  | { kind: "known"; value: number; low: number; high: number }
  /** Too few cases to say: how many there are, how many it would take. */
  | { kind: "too-few"; outOf: number; needed: number };

export type IntervalRow = {
  id: string;
  label: string;
  estimate: Estimate;
  /** How many cases stand behind it, in words: "61 deals". */
  count: string;
  href?: string | undefined;
  /** A line under the label: the counts, the money. */
  detail?: ReactNode;
  /** Whether it stands out. Left out: a difference whose whole bar is on one side of zero; of other figures the first. */
  clear?: boolean | undefined;
  /** Rows of the same thing, folded below it until somebody asks: "2 more stages". */
  under?: { label: string; rows: readonly IntervalRow[] } | undefined;
};

type Props = {
  /** The finding, as a sentence: "Deals without a decision maker are won less often." */
  title: string;
  rows: IntervalRow[];
  /** What is counted, written after each number: "points", "days". */
  unit: string;
  /** What the rows are, for the table's head: "Missed step". */
  rowsAre: string;
  /** What lies left and right of zero: ["won less often", "won more often"]. */
  sides?: readonly [string, string] | undefined;
  /** Decimals in the figures. */
  decimals?: number | undefined;
  /** True when the values are differences, so that + and − are written. */
  signed?: boolean | undefined;
  /** True where none of it is a finding: nothing gets colour. */
  grey?: boolean | undefined;
  /** What the axis covers, so that several plots can be read against each other; otherwise the rows and zero. */
  axis?: { low: number; high: number } | undefined;
  footnote?: ReactNode;
};

/** Steps of 1, 2 or 5 times a power of ten, some three or four across the axis. */
function ticksOf(low: number, high: number): number[] {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

/**
 * Estimates with how sure we are: a point and its bar on one shared axis, zero drawn, the number and the count at the
 * end. Too few cases is a hollow point and words, never a number. It is a real table, so it reads aloud, prints and copies.
 */
export function Intervals(props: Props) {
  const { title, rows, unit, rowsAre, sides, decimals = 0, signed = true, grey = false, axis, footnote } = props;
  const reader = useReader();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const { low: lowest, high: highest } = axis ?? axisOf(rows);
  const edge = (highest - lowest || 1) * 0.06;
  const left = lowest - (lowest < 0 ? edge : 0);
  const right = highest + edge;
  const at = (value: number) => `${((value - left) / (right - left)) * 100}%`;
  const ticks = ticksOf(lowest, highest);

  const figure = (value: number) => {
    const words = fixedWords(Math.abs(value), reader, decimals);
    if (!signed || Number(value.toFixed(decimals)) === 0) return value < 0 && !signed ? `−${words}` : words;
    return `${value < 0 ? "−" : "+"}${words}`;
  };

  // As the reader's language writes it: "52%" in English, "52 %" in German.
  const apart = unit === "%" && !/\s/.test(percentWords(0, reader)) ? "" : " ";
  const detailed = rows.some(({ detail }) => detail);
  const unfold = (id: string) =>
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });

  const drawRow = ({ id, label, estimate, count, href, detail, clear, under }: IntervalRow, as: RowAs) => (
    <tr
      key={id}
      data-kind={estimate.kind}
      data-clear={(!grey && (clear ?? (signed ? isClear(estimate) : id === rows[0]?.id))) || undefined}
      data-as={as}
    >
      <th scope="row">
        <span className={classes.label}>{href ? <UiLink href={href}>{label}</UiLink> : label}</span>
        {(detail || under) && (
          <span className={classes.detail}>
            <span>{detail}</span>
            {under && (
              <button
                type="button"
                className={classes.unfold}
                aria-expanded={unfolded.has(id)}
                onClick={() => unfold(id)}
              >
                {under.label}
                <span className="only-for-screen-readers"> of {label}</span>
              </button>
            )}
          </span>
        )}
      </th>
      <td className={classes.plot}>
        {estimate.kind === "known" && (
          <span className="only-for-screen-readers">
            between {figure(estimate.low)} and {figure(estimate.high)}
            {apart}
            {unit}
          </span>
        )}
        <span className={classes.zero} style={{ left: at(0) }} aria-hidden="true" />
        <span className={classes.lane} aria-hidden="true">
          {estimate.kind === "known" && (
            <>
              <span
                className={classes.bar}
                style={{ left: at(estimate.low), width: `calc(${at(estimate.high)} - ${at(estimate.low)})` }}
              />
              <span className={classes.point} style={{ left: at(estimate.value) }} />
            </>
          )}
          {estimate.kind === "too-few" && <span className={classes.hollow} style={{ left: at(0) }} />}
        </span>
      </td>
      <td className={classes.end}>
        {estimate.kind === "known" ? (
          <>
            <strong>
              {figure(estimate.value)}
              {apart}
              {unit}
            </strong>
            {detailed ? <span className={classes.count}>{count}</span> : `, ${count}`}
          </>
        ) : (
          `Too few to say: ${numberWords(estimate.outOf, reader)} of ${numberWords(estimate.needed, reader)} needed`
        )}
      </td>
    </tr>
  );

  return (
    <figure className={classes.figure} data-detailed={detailed || undefined}>
      <figcaption className={classes.title}>{title}</figcaption>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.rowsAre}>
              {rowsAre}
            </th>
            <th scope="col" className={classes.axis}>
              <span className="only-for-screen-readers">How sure we are, in {unit}</span>
              <span className={classes.sides} aria-hidden="true">
                {sides && (
                  <>
                    <span className={classes.side} style={{ right: `calc(100% - ${at(0)} + 8px)` }}>
                      {sides[0]}
                    </span>
                    <span className={classes.side} style={{ left: `calc(${at(0)} + 8px)` }}>
                      {sides[1]}
                    </span>
                  </>
                )}
              </span>
            </th>
            <th scope="col" className={classes.end}>
              <span className="only-for-screen-readers">Estimate and count</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.id}>
              {drawRow(row, "alone")}
              {row.under?.rows.map((each) => drawRow(each, unfolded.has(row.id) ? "unfolded" : "folded"))}
            </Fragment>
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td className={classes.ticks}>
              {ticks.map((tick) => (
                <span key={tick} style={{ left: at(tick) }}>
                  {figure(tick)}
                </span>
              ))}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      {footnote && <p className={classes.footnote}>{footnote}</p>}
    </figure>
  );
}

type RowAs = "alone" | "folded" | "unfolded";

/** What rows and zero take up, also those that are folded away: nothing moves when they are shown. */
export function axisOf(rows: readonly IntervalRow[]): { low: number; high: number } {
  const ends = rows.flatMap(({ estimate, under }): number[] => {
    const below = under ? Object.values(axisOf(under.rows)) : [];
    return estimate.kind === "known" ? [estimate.low, estimate.high, ...below] : below;
  });
  return { low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}

/** The whole bar on one side of zero: of differences, the only rows that get colour. Of other figures it is the first. */
function isClear(estimate: Estimate): boolean {
  return estimate.kind === "known" && (estimate.low > 0 || estimate.high < 0);
}
