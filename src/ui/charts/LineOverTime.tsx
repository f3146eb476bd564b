import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { useId } from "react";
import { type Column, DataTable } from "../DataTable.tsx";
import { useReader } from "../ReaderContext.tsx";
import { UiLink } from "../UiLink.tsx";
import { dayWords, type Reader } from "../words.ts";
import classes from "./Chart.module.css";
import { Chart, type ChartWords } from "./Chart.tsx";
import { Hatch } from "./Hatch.tsx";
import { Mark } from "./Mark.tsx";
import { cutToRoom, linesInRoom, textWidth } from "./text-room.ts";

/** What was measured over a stretch of days that begins on `on`. */
export type TimePoint = {
  on: string;
  /** The stretch's name: "March". */
  name: string;
  value: number;
  low: number;
  high: number;
  /** On how many, in words: "41 deals". */
  count: string;
  href?: string | undefined;
};

/** Where it changed: on this day, or on any of those from `from` to `until`; and how it was before and since. */
export type TimeChange = {
  on: string;
  from: string;
  until: string;
  before: { value: number; says: string };
  after: { value: number; says: string };
};

type Props = ChartWords & {
  /** Oldest first. */
  points: readonly TimePoint[];
  change?: TimeChange | undefined;
  /** How a value is written: "38%". */
  say: (value: number) => string;
  /** What the axis covers at least. */
  axis?: { low: number; high: number } | undefined;
};

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** A figure over time with its interval, and the day it changed on with the days that this may as well have been. */
export function LineOverTime({ points, change, say, axis, ...words }: Props) {
  const reader = useReader();
  const id = useId();
  const marks = [
    ...points.map((point) => ({
      ...{ id: point.on, name: point.name, href: point.href },
      says: `${say(point.value)}, likely ${say(point.low)} to ${say(point.high)}; ${point.count}.`,
    })),
    ...(change ? [{ id: "change", name: "The change", says: changeWords(change, reader) }] : []),
  ];
  const draw = (width: number) => {
    const isNarrow = width < 520;
    const values = points.flatMap(({ low, high }) => [low, high]);
    const y0 = scaleLinear([Math.min(axis?.low ?? 0, ...values), Math.max(axis?.high ?? 0, ...values)], [0, 1]).nice(4);
    const shares = y0.ticks(4);
    const left = 10 + Math.max(...shares.map((value) => textWidth(say(value))));
    const [top, tall] = [change ? 52 : 14, isNarrow ? 180 : Math.max(190, Math.min(280, width * 0.26))];
    const y = (value: number) => top + tall * (1 - y0(value));
    const on = points.map((point) => dayNumber(point.on));
    const [first = 0, last = 1] = [on[0], on.at(-1)];
    const inset = Math.min(24, width / 20);
    const x = scaleLinear([first, last > first ? last : first + 1], [left + inset, width - inset]);
    const within = (day: string) => Math.max(left, Math.min(width, x(dayNumber(day))));
    const named = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor((width - left) / longestName(points)))));
    const change0 = change && { at: within(change.on), from: within(change.from), until: within(change.until) };
    const drawing = (
      <>
        <defs>
          <Hatch id={`${id}-may-be`} of="plain" />
        </defs>
        {change0 && (
          <Mark
            id="change"
            reach={{
              x: Math.min(change0.from, change0.at - 6),
              y: 0,
              width: Math.max(change0.until - change0.from, 12),
              height: top - 4,
            }}
          >
            <rect
              fill={`url(#${id}-may-be)`}
              fillOpacity={0.35}
              x={change0.from}
              y={top - 14}
              width={Math.max(change0.until - change0.from, 2)}
              height={14}
            />
            <line className={classes.edge} x1={change0.at} x2={change0.at} y1={top - 18} y2={top + tall} />
            <text
              className={classes.strong}
              x={Math.max(0, Math.min(width - textWidth(headOf(change, reader), 13, true), change0.at - 40))}
              y={top - 36}
            >
              {cutToRoom(headOf(change, reader), width, 13, true)}
            </text>
            <text
              className={classes.quiet}
              x={Math.max(0, Math.min(width - textWidth(mayBe(change, reader)), change0.at - 40))}
              y={top - 20}
            >
              {cutToRoom(mayBe(change, reader), width)}
            </text>
          </Mark>
        )}
        {shares.map((value) => (
          <g key={value}>
            <line className={classes.grid} x1={left} x2={width} y1={y(value)} y2={y(value)} />
            <text className={classes.quiet} textAnchor="end" x={left - 8} y={y(value) + 4}>
              {say(value)}
            </text>
          </g>
        ))}
        <path
          className={classes.band}
          d={
            area<TimePoint>(
              (point) => x(dayNumber(point.on)),
              ({ low }) => y(low),
              ({ high }) => y(high),
            )(points) ?? ""
          }
        />
        <path
          className={classes.stroke}
          d={
            line<TimePoint>(
              (point) => x(dayNumber(point.on)),
              ({ value }) => y(value),
            )(points) ?? ""
          }
        />
        {change && change0 && (
          <>
            <Level from={left} to={change0.at} at={y(change.before.value)} isSince={false} />
            <Level from={change0.at} to={width} at={y(change.after.value)} isSince />
          </>
        )}
        {points.map((point, place) => {
          const [at, high] = [x(dayNumber(point.on)), y(point.value)];
          const isSince = change !== undefined && point.on >= change.on;
          return (
            <g key={point.on}>
              <Mark id={point.on} reach={{ x: at - 12, y: high - 12, width: 24, height: 24 }}>
                <circle className={isSince ? classes.accentDot : classes.dot} cx={at} cy={high} r={5} />
                <circle className={classes.here} cx={at} cy={high} r={8} />
              </Mark>
              {(points.length - 1 - place) % named === 0 && (
                <text
                  className={classes.quiet}
                  textAnchor="middle"
                  x={Math.min(width - textWidth(point.name) / 2, at)}
                  y={top + tall + 20}
                >
                  {point.name}
                </text>
              )}
            </g>
          );
        })}
        {change && change0 && (
          <>
            <Told from={left} to={change0.at} foot={top + tall} words={`Before: ${change.before.says}`} />
            <Told from={change0.at} to={width} foot={top + tall} words={`Since: ${change.after.says}`} />
          </>
        )}
        <line className={classes.axis} x1={left} x2={width} y1={y(shares[0] ?? 0)} y2={y(shares[0] ?? 0)} />
      </>
    );
    return { height: top + tall + 28, drawing };
  };
  return (
    <Chart
      {...words}
      marks={marks}
      draw={draw}
      table={
        words.table ?? (
          <DataTable caption={words.title} columns={columnsOf(say)} rows={points} keyOf={({ on }) => on} keys={false} />
        )
      }
    />
  );
}

const longestName = (points: readonly TimePoint[]): number =>
  14 + Math.max(1, ...points.map(({ name }) => textWidth(name)));

const headOf = ({ on }: TimeChange, reader: Reader): string => `Changed around ${dayWords(on, reader)}`;
const mayBe = ({ from, until }: TimeChange, reader: Reader): string =>
  `any day from ${dayWords(from, reader)} to ${dayWords(until, reader)}`;

const changeWords = (change: TimeChange, reader: Reader): string =>
  `${headOf(change, reader)}, or on ${mayBe(change, reader)}: ${change.before.says} before, ${change.after.says} since.`;

type LevelProps = { from: number; to: number; at: number; isSince: boolean };

/** How it was on one side of the change, as a level line. */
function Level({ from, to, at, isSince }: LevelProps) {
  return <line className={isSince ? classes.accentLevel : classes.level} x1={from} x2={to} y1={at} y2={at} />;
}

/** The same in words, at the foot of its side, where few points lie. */
function Told({ from, to, foot, words }: { from: number; to: number; foot: number; words: string }) {
  const lines = linesInRoom(words, Math.max(48, to - from - 12), 3, 13, true);
  return lines.map((line, place) => (
    <text
      key={line}
      className={`${classes.strong} ${classes.on}`}
      x={from + 6}
      y={foot - 8 - (lines.length - 1 - place) * 16}
    >
      {line}
    </text>
  ));
}

function columnsOf(say: (value: number) => string): Column<TimePoint>[] {
  return [
    { id: "name", heading: "When", onPhone: "title", cell: ({ name }) => name },
    { id: "value", heading: "Measured", align: "right", cell: ({ value }) => say(value) },
    { id: "range", heading: "Likely", align: "right", cell: ({ low, high }) => `${say(low)} to ${say(high)}` },
    {
      id: "count",
      heading: "Behind it",
      align: "right",
      cell: ({ count, href }) => (href ? <UiLink href={href}>{count}</UiLink> : count),
    },
  ];
}
