import { scaleLinear } from "d3-scale";
import { useId } from "react";
import { type Column, DataTable } from "../DataTable.tsx";
import { useReader } from "../ReaderContext.tsx";
import { UiLink } from "../UiLink.tsx";
import { countWords, numberWords, percentWords, type Reader } from "../words.ts";
import classes from "./Chart.module.css";
import { Chart, type ChartWords } from "./Chart.tsx";
import { Hatch } from "./Hatch.tsx";
import { Mark } from "./Mark.tsx";
import { cutToRoom, textWidth } from "./text-room.ts";

export type FunnelStage = {
  id: string;
  name: string;
  /** How many came this far, and how many of them went no further. */
  reached: number;
  left: number;
  /** More about the share that left: "likely 19% to 39%". */
  leftDetail?: string | undefined;
  /** Those that left here, and those that came this far. */
  href?: string | undefined;
  reachedHref?: string | undefined;
};

type Props = ChartWords & {
  stages: readonly FunnelStage[];
  /** Those that went all the way. */
  won: { count: number; href?: string | undefined };
};

/** How far deals came: a bar a stage, what was lost there hatched at its end, the most that was lost in colour. */
export function Funnel({ stages, won, ...words }: Props) {
  const reader = useReader();
  const id = useId();
  const worst = stages.toSorted((one, other) => other.left - one.left)[0];
  const marks = [
    ...stages.map((stage) => ({ id: stage.id, name: stage.name, says: says(stage, reader), href: stage.href })),
    {
      id: "won",
      name: "Won",
      says: `${countWords(won.count, "deal", "deals", reader)} went all the way.`,
      href: won.href,
    },
  ];
  const draw = (width: number) => {
    const isNarrow = width < 540;
    const [step, bar, above] = isNarrow ? [58, 24, 24] : [44, 28, 8];
    const number =
      12 +
      Math.max(
        ...[...stages.map(({ reached }) => reached), won.count].map((count) =>
          textWidth(numberWords(count, reader), 13, true),
        ),
      );
    const named = Math.min(200, 16 + Math.max(...stages.map(({ name }) => textWidth(name, 13, true)), 40));
    const left = isNarrow ? 0 : named + number;
    const right = isNarrow ? 0 : 124;
    const most = Math.max(1, won.count, ...stages.map(({ reached }) => reached));
    const long = scaleLinear([0, most], [0, width - left - right]);
    const rows = [...stages, { id: "won", name: "Won", reached: won.count, left: 0 }];
    const drawing = (
      <>
        <defs>
          <Hatch id={`${id}-lost`} of="lost" />
          <Hatch id={`${id}-left`} of="plain" />
        </defs>
        {rows.map((row, place) => {
          const y = place * step + above;
          const [goesOn, reached] = [long(row.reached - row.left), long(row.reached)];
          const isWon = row.id === "won";
          const isWorst = row.id === worst?.id && row.left > 0;
          const leftWords =
            row.left > 0
              ? `${numberWords(row.left, reader)} lost (${percentWords(row.left / row.reached, reader)})`
              : "";
          const counted = numberWords(row.reached, reader);
          const end = isNarrow ? width : left + reached + 8;
          return (
            <Mark
              key={row.id}
              id={row.id}
              reach={{ x: 0, y: place * step + (isNarrow ? 0 : 2), width, height: step - 4 }}
            >
              <text className={isWorst || isWon ? classes.strong : classes.text} x={0} y={isNarrow ? y - 8 : y + 18}>
                {cutToRoom(row.name, isNarrow ? width - 150 - number : named - 12, 13, true)}
              </text>
              <text
                className={classes.strong}
                textAnchor="end"
                x={isNarrow ? width - (leftWords ? textWidth(leftWords) + 14 : 0) : left - 10}
                y={isNarrow ? y - 8 : y + 18}
              >
                {counted}
              </text>
              <rect
                className={isWon ? classes.won : classes.plain}
                x={left}
                y={y}
                width={Math.max(goesOn, row.reached > row.left ? 1 : 0)}
                height={bar}
              />
              {row.left > 0 && (
                <>
                  <rect
                    fill={`url(#${id}-${isWorst ? "lost" : "left"})`}
                    x={left + goesOn}
                    y={y}
                    width={Math.max(reached - goesOn, 1)}
                    height={bar}
                  />
                  <rect
                    className={classes.edge}
                    x={left + goesOn + 0.5}
                    y={y + 0.5}
                    width={Math.max(reached - goesOn - 1, 0.5)}
                    height={bar - 1}
                  />
                </>
              )}
              {!isNarrow && place < rows.length - 1 && (
                <rect className={classes.light} x={left} y={y + bar} width={goesOn} height={step - bar} />
              )}
              <text
                className={isWorst ? classes.strong : classes.text}
                textAnchor={isNarrow ? "end" : "start"}
                x={end}
                y={isNarrow ? y - 8 : y + 18}
              >
                {leftWords}
              </text>
            </Mark>
          );
        })}
      </>
    );
    return { height: rows.length * step, drawing };
  };
  return (
    <Chart
      {...words}
      marks={marks}
      draw={draw}
      table={
        words.table ?? (
          <DataTable caption={words.title} columns={columns} rows={stages} keyOf={(stage) => stage.id} keys={false} />
        )
      }
    />
  );
}

function says({ reached, left, leftDetail }: FunnelStage, reader: Reader): string {
  const came = `${countWords(reached, "deal", "deals", reader)} came this far`;
  if (left === 0) return `${came}, and none was lost here.`;
  const share = `${percentWords(left / reached, reader)}${leftDetail ? `, ${leftDetail}` : ""}`;
  return `${came}; ${countWords(left, "was", "were", reader)} lost here (${share}).`;
}

const columns: Column<FunnelStage>[] = [
  { id: "stage", heading: "Stage", onPhone: "title", cell: ({ name }) => name },
  {
    id: "reached",
    heading: "Came this far",
    align: "right",
    cell: ({ reached, reachedHref }) => <Count count={reached} href={reachedHref} />,
  },
  { id: "left", heading: "Lost here", align: "right", cell: ({ left, href }) => <Count count={left} href={href} /> },
  {
    id: "share",
    heading: "Drop-off",
    align: "right",
    cell: ({ left, reached }) => <Share share={reached === 0 ? null : left / reached} />,
  },
];

function Share({ share }: { share: number | null }) {
  const reader = useReader();
  return share === null ? "–" : percentWords(share, reader);
}

/** A count that opens the deals it counts. */
function Count({ count, href }: { count: number; href: string | undefined }) {
  const words = numberWords(count, useReader());
  return href && count > 0 ? <UiLink href={href}>{words}</UiLink> : words;
}
