import { scaleLinear } from "d3-scale";
import { useId } from "react";
import { type Column, DataTable } from "../DataTable.tsx";
import { UiLink } from "../UiLink.tsx";
import classes from "./Chart.module.css";
import { Chart, type ChartWords } from "./Chart.tsx";
import { Hatch } from "./Hatch.tsx";
import { Mark } from "./Mark.tsx";
import { cutToRoom, textWidth } from "./text-room.ts";

/** A value with the interval that it may as well lie in, on how many in words, and the deals behind it. */
export type PeriodValue = {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  count: string;
  href?: string | undefined;
};
export type PeriodRow = {
  id: string;
  name: string;
  /** Null: too few to say. */
  now: PeriodValue | null;
  before: PeriodValue | null;
  /** True where the difference is more than chance: it gets the colour. */
  isClear?: boolean | undefined;
};

type Props = ChartWords & {
  rows: readonly PeriodRow[];
  /** The two periods, in words. */
  now: string;
  before: string;
  /** How a value is written: "38%". */
  say: (value: number) => string;
};

/** The same figures of two periods: a full bar for this one, a hatched one for the other, what each may as well be as a line. */
export function TwoPeriods({ rows, now, before, say, ...words }: Props) {
  const id = useId();
  const both = [
    { key: "now", name: now },
    { key: "before", name: before },
  ] as const;
  const marks = rows.flatMap((row) =>
    both.map(({ key, name }) => ({
      ...{ id: `${row.id} ${key}`, name: `${row.name}, ${name}`, line: row.id, at: key === "now" ? 0 : 1 },
      says: saysOf(row[key], say),
      href: row[key]?.href,
    })),
  );
  const draw = (width: number) => {
    const isNarrow = width < 540;
    const figures = rows.flatMap((row) => [row.now, row.before]).filter((value) => value !== null);
    const most = Math.max(0, ...figures.map(({ value, high }) => Math.max(value, high ?? 0))) || 1;
    const named = isNarrow ? 0 : Math.min(220, 16 + Math.max(...rows.map(({ name }) => textWidth(name, 13, true)), 40));
    const end = 10 + Math.max(60, ...figures.map((figure) => textWidth(endWords(figure, say), 13, true)));
    const right = isNarrow ? Math.min(end, width * 0.62) : end;
    const x = scaleLinear([0, most], [named, width - right]);
    const isStacked = named + 60 + textWidth(now) + textWidth(before) > width;
    const [head, above, bar, step] = [isStacked ? 46 : 26, isNarrow ? 20 : 0, 15, isNarrow ? 66 : 50];
    const drawing = (
      <>
        <defs>
          <Hatch id={`${id}-before`} of="plain" />
        </defs>
        <Key x={named} fill={classes.ink} words={now} />
        <Key
          x={isStacked ? named : named + 34 + textWidth(now)}
          y={isStacked ? 20 : 0}
          pattern={`url(#${id}-before)`}
          words={before}
        />
        {rows.map((row, place) => {
          const y = head + place * step;
          return (
            <g key={row.id}>
              <text className={row.isClear ? classes.strong : classes.text} x={0} y={isNarrow ? y + 14 : y + 24}>
                {cutToRoom(row.name, isNarrow ? width : named - 12, 13, true)}
              </text>
              {both.map(({ key }, second) => {
                const value = row[key];
                const at = y + above + second * (bar + 2) + 3;
                const long = value ? Math.max(x(value.value) - named, 1) : 0;
                const isNow = key === "now";
                const reaches = value?.high === undefined ? named + long : Math.max(named + long, x(value.high));
                return (
                  <Mark
                    key={key}
                    id={`${row.id} ${key}`}
                    reach={{ x: named, y: at - 1, width: width - named, height: bar + 2 }}
                  >
                    {value && (
                      <rect
                        className={isNow ? (row.isClear ? classes.accent : classes.ink) : undefined}
                        fill={isNow ? undefined : `url(#${id}-before)`}
                        x={named}
                        y={at}
                        width={long}
                        height={bar}
                      />
                    )}
                    {value?.low !== undefined && value.high !== undefined && (
                      <Whisker low={x(value.low)} high={x(value.high)} at={at + bar / 2} />
                    )}
                    <text className={isNow ? classes.strong : classes.text} x={value ? reaches + 8 : named} y={at + 12}>
                      {value ? endWords(value, say) : "Too few to say"}
                    </text>
                  </Mark>
                );
              })}
            </g>
          );
        })}
        <line className={classes.axis} x1={named} x2={named} y1={head} y2={head + rows.length * step - 8} />
      </>
    );
    return { height: head + rows.length * step, drawing };
  };
  return (
    <Chart
      {...words}
      marks={marks}
      draw={draw}
      table={
        words.table ?? (
          <DataTable
            caption={words.title}
            columns={columnsOf(now, before, say)}
            rows={rows}
            keyOf={(row) => row.id}
            keys={false}
          />
        )
      }
    />
  );
}

type Say = (value: number) => string;
const endWords = ({ value, count }: PeriodValue, say: Say): string => `${say(value)}, ${count}`;

function saysOf(value: PeriodValue | null, say: Say): string {
  if (!value) return "Too few to say.";
  const likely =
    value.low === undefined || value.high === undefined ? "" : `, likely ${say(value.low)} to ${say(value.high)}`;
  return `${say(value.value)}${likely}; ${value.count}.`;
}

type KeyProps = { x: number; y?: number; fill?: string | undefined; pattern?: string; words: string };

function Key({ x, y = 0, fill, pattern, words }: KeyProps) {
  return (
    <>
      <rect className={fill} fill={pattern} x={x} y={y + 2} width={12} height={12} />
      <text className={classes.text} x={x + 18} y={y + 13}>
        {words}
      </text>
    </>
  );
}

/** What a value may as well be; light around dark, so that it is seen on its bar and beside it. */
function Whisker({ low, high, at }: { low: number; high: number; at: number }) {
  const path = `M${low} ${at - 4}v8M${low} ${at}H${high}M${high} ${at - 4}v8`;
  return (
    <>
      <path className={classes.whiskerPaper} d={path} />
      <path className={classes.whisker} d={path} />
    </>
  );
}

function columnsOf(now: string, before: string, say: Say): Column<PeriodRow>[] {
  const cell = (value: PeriodValue | null) => {
    if (!value) return "Too few to say";
    const words = saysOf(value, say).replace(/\.$/, "");
    return value.href ? <UiLink href={value.href}>{words}</UiLink> : words;
  };
  return [
    { id: "name", heading: "Of", onPhone: "title", cell: ({ name }) => name },
    { id: "now", heading: now, align: "right", cell: (row) => cell(row.now) },
    { id: "before", heading: before, align: "right", cell: (row) => cell(row.before) },
  ];
}
