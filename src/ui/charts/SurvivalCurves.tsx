import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { type Column, DataTable } from "../DataTable.tsx";
import { useReader } from "../ReaderContext.tsx";
import { UiLink } from "../UiLink.tsx";
import { countWords, numberWords, percentWords, type Reader } from "../words.ts";
import classes from "./Chart.module.css";
import { Chart, type ChartWords } from "./Chart.tsx";
import { Mark } from "./Mark.tsx";
import { cutToRoom, liftLabels, textWidth } from "./text-room.ts";

/** From this day on, this share; with its 95 % interval, and how many were watched that long. */
export type CurvePoint = { days: number; share: number; low: number; high: number; atRisk: number };

export type Curve = {
  id: string;
  name: string;
  /** Later days last; before the first all are still there. */
  points: readonly CurvePoint[];
  /** Until which day anybody was watched. */
  until: number;
  /** True of the one the chart is about; others are grey. Left out everywhere: the first. */
  isThePoint?: boolean | undefined;
  /** The deals behind it. */
  href?: string | undefined;
};

type Props = ChartWords & {
  curves: readonly Curve[];
  /** What the share is of, after the percentage: "still open", "still in Proposal". */
  still: string;
};

type Reading = { curve: Curve; days: number; share: number; low: number; high: number; atRisk: number };
/** Lines told from each other without colour. */
const dashes = [undefined, "7 4", "2 3", "9 3 2 3", "12 3", "5 2 1 2"];
const half = 0.5;

/**
 * How many still wait, day by day: steps, each with the band its share lies in 95 times in 100, and below how many were
 * watched that long. A curve ends where the last one was seen.
 */
export function SurvivalCurves({ curves, still, ...words }: Props) {
  const reader = useReader();
  const last = Math.max(1, ...curves.map(({ until }) => until));
  const isPoint = (curve: Curve, place: number) =>
    curves.some(({ isThePoint }) => isThePoint) ? curve.isThePoint === true : place === 0;
  const days = scaleLinear([0, last], [0, 1]).ticks(10).filter(Number.isInteger);
  const readings = curves.flatMap((curve) =>
    days.filter((day) => day > 0 && day <= curve.until).map((day) => readAt(curve, day)),
  );
  const marks = readings.map((reading) => ({
    ...{ id: idOf(reading), line: reading.curve.id, at: reading.days, href: reading.curve.href },
    name: `${curves.length > 1 ? `${reading.curve.name}, after` : "After"} ${countWords(reading.days, "day", "days", reader)}`,
    says: `${percentWords(reading.share, reader)} ${still}, likely ${range(reading, reader)}; ${countWords(reading.atRisk, "deal", "deals", reader)} watched that long.`,
  }));
  const draw = (width: number) => {
    const isNarrow = width < 520;
    const label = isNarrow ? 0 : Math.min(210, 18 + Math.max(...curves.map(({ name }) => textWidth(name, 13, true))));
    const [left, top, tall] = [48, 14, isNarrow ? 190 : Math.max(180, Math.min(300, width * 0.25))];
    const x = scaleLinear([0, last], [left, width - label - 14]);
    const y = scaleLinear([0, 1], [top + tall, top]);
    const ticks = x.ticks(isNarrow ? 4 : 8).filter(Number.isInteger);
    const ends = curves.map((curve) => ({ x: x(curve.until), y: y(readAt(curve, curve.until).share) }));
    const heights = liftLabels(
      ends.map((end, place) => {
        const broad = textWidth(curves[place]?.name ?? "", 13, true);
        return { x: end.x + 8, y: Math.min(end.y + 4, y(0) - 5), width: broad };
      }),
      16,
      top + 10,
    );
    const below = top + tall + 44;
    const gap = mostWatchedWidth(readings, reader);
    // As many of the days as leave room for a number each.
    const every = Math.max(1, Math.ceil((gap + 10) / (x(ticks[1] ?? last) - x(ticks[0] ?? 0))));
    const widest = Math.max(...ticks.map((day) => textWidth(countWords(day, "day", "days", reader))));
    const hasRoom = x(ticks[1] ?? last) - x(ticks[0] ?? 0) > widest + 8;
    const counted = ticks.filter((_, place) => place % every === 0);
    // The one it is about lies on top of the others.
    const fromBehind = curves.map((curve, place) => ({ curve, place, isOne: isPoint(curve, place) }));
    fromBehind.sort((one, other) => Number(one.isOne) - Number(other.isOne));
    // On a phone there is no room for names on the curves: they stand below, each with its line.
    const areNamed = !isNarrow;
    const drawing = (
      <>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line
              className={share === half ? classes.half : classes.grid}
              x1={left}
              x2={x(last)}
              y1={y(share)}
              y2={y(share)}
            />
            <text className={classes.quiet} textAnchor="end" x={left - 8} y={y(share) + 4}>
              {percentWords(share, reader)}
            </text>
          </g>
        ))}
        <line className={classes.axis} x1={left} x2={x(last)} y1={y(0)} y2={y(0)} />
        {ticks.map((day) => (
          <text key={day} className={classes.quiet} textAnchor="middle" x={x(day)} y={y(0) + 18}>
            {day === 0 || hasRoom ? countWords(day, "day", "days", reader) : numberWords(day, reader)}
          </text>
        ))}
        {fromBehind.map(({ curve, isOne }) => (
          <path key={curve.id} className={isOne ? classes.accentBand : classes.band} d={bandOf(curve, x, y)} />
        ))}
        {fromBehind.map(({ curve, place, isOne }) => (
          <path
            key={curve.id}
            className={isOne ? classes.accentStroke : classes.stroke}
            strokeDasharray={dashes[place % dashes.length]}
            d={lineOf(curve, x, y)}
          />
        ))}
        {(areNamed ? curves : []).map((curve, place) => (
          <text
            key={curve.id}
            className={`${isPoint(curve, place) ? classes.strong : classes.text} ${classes.on}`}
            x={(ends[place]?.x ?? 0) + 8}
            y={heights[place]}
          >
            {cutToRoom(curve.name, label - 6, 13, isPoint(curve, place))}
          </text>
        ))}
        <text className={classes.quiet} x={0} y={below}>
          Deals watched that long
        </text>
        {curves.map((curve, place) => {
          const row = below + 18 + place * (curves.length > 1 ? 34 : 18);
          return (
            <g key={curve.id}>
              {curves.length > 1 && (
                <>
                  <path
                    className={isPoint(curve, place) ? classes.accentStroke : classes.stroke}
                    strokeDasharray={dashes[place % dashes.length]}
                    d={`M0 ${row - 4}h26`}
                  />
                  <text className={isPoint(curve, place) ? classes.strong : classes.text} x={34} y={row}>
                    {cutToRoom(curve.name, width - 34, 13, true)}
                  </text>
                </>
              )}
              {counted
                .filter((day) => day <= curve.until)
                .map((day) => (
                  <text
                    key={day}
                    className={classes.text}
                    textAnchor="middle"
                    x={Math.max(x(day), gap / 2)}
                    y={row + (curves.length > 1 ? 16 : 0)}
                  >
                    {numberWords(watchedAt(curve, day), reader)}
                  </text>
                ))}
            </g>
          );
        })}
        {readings.map((reading) => {
          const [at, high] = [x(reading.days), y(reading.share)];
          const slab = (x(last) - left) / Math.max(1, days.length - 1);
          return (
            <Mark
              key={idOf(reading)}
              id={idOf(reading)}
              reach={{ x: at - slab / 2, y: high - 12, width: slab, height: 24 }}
            >
              <circle className={classes.here} cx={at} cy={high} r={5} />
            </Mark>
          );
        })}
      </>
    );
    return { height: below + 12 + curves.length * (curves.length > 1 ? 34 : 18), drawing };
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
            columns={columnsOf(still, curves.length > 1)}
            rows={readings}
            keyOf={idOf}
            keys={false}
          />
        )
      }
    />
  );
}

const idOf = ({ curve, days }: Reading) => `${curve.id} ${days}`;
const range = ({ low, high }: Reading, reader: Reader) =>
  `${percentWords(low, reader)} to ${percentWords(high, reader)}`;

/** A step holds until the next. */
function readAt(curve: Curve, days: number): Reading {
  const point = curve.points.findLast((each) => each.days <= days);
  const { share, low, high } = point ?? { share: 1, low: 1, high: 1 };
  return { curve, days, share, low, high, atRisk: watchedAt(curve, days) };
}

/** Those who were watched until this day at least: told with the first step from it on. */
const watchedAt = ({ points }: Curve, days: number): number =>
  points.find((each) => each.days >= days)?.atRisk ?? points.at(-1)?.atRisk ?? 0;

const mostWatchedWidth = (readings: readonly Reading[], reader: Reader): number =>
  textWidth(numberWords(Math.max(0, ...readings.map(({ atRisk }) => atRisk)), reader));

type Scale = (value: number) => number;
const stepsOf = ({ points, until }: Curve): CurvePoint[] => {
  const first = { days: 0, share: 1, low: 1, high: 1, atRisk: 0 };
  const lastPoint = points.at(-1) ?? first;
  return [first, ...points, { ...lastPoint, days: Math.max(until, lastPoint.days) }];
};

const lineOf = (curve: Curve, x: Scale, y: Scale): string =>
  line<CurvePoint>(
    ({ days }) => x(days),
    ({ share }) => y(share),
  ).curve(curveStepAfter)(stepsOf(curve)) ?? "";

const bandOf = (curve: Curve, x: Scale, y: Scale): string =>
  area<CurvePoint>(
    ({ days }) => x(days),
    ({ low }) => y(low),
    ({ high }) => y(high),
  ).curve(curveStepAfter)(stepsOf(curve)) ?? "";

function columnsOf(still: string, several: boolean): Column<Reading>[] {
  const name: Column<Reading>[] = several
    ? [{ id: "curve", heading: "Of", onPhone: "title", cell: ({ curve }) => <CurveName {...curve} /> }]
    : [];
  return [
    ...name,
    { id: "days", heading: "After days", cell: ({ days }) => <Figure value={days} /> },
    { id: "share", heading: capital(still), align: "right", cell: ({ share }) => <Percent share={share} /> },
    { id: "range", heading: "Likely", align: "right", cell: (reading) => <Range {...reading} /> },
    { id: "atRisk", heading: "Deals watched", align: "right", cell: ({ atRisk }) => <Figure value={atRisk} /> },
  ];
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const CurveName = ({ name, href }: Curve) => (href ? <UiLink href={href}>{name}</UiLink> : name);
const Figure = ({ value }: { value: number }) => numberWords(value, useReader());
const Percent = ({ share }: { share: number }) => percentWords(share, useReader());
const Range = (reading: Reading) => range(reading, useReader());
