import { useId } from "react";
import { type Column, DataTable } from "../DataTable.tsx";
import { useReader } from "../ReaderContext.tsx";
import { UiLink } from "../UiLink.tsx";
import { countWords, numberWords, type Reader } from "../words.ts";
import classes from "./Chart.module.css";
import { Chart, type ChartWords } from "./Chart.tsx";
import { Hatch } from "./Hatch.tsx";
import { bar, type Link, laySankey, type Node, type SankeyFlow, type SankeyPlace } from "./lay-sankey.ts";
import { Mark } from "./Mark.tsx";
import { cutToRoom, linesInRoom, textWidth } from "./text-room.ts";

export type { SankeyFlow, SankeyPlace };

type Props = ChartWords & {
  /** In the order of the way; of those as far along, the first stands first. */
  places: readonly SankeyPlace[];
  /** Between places that there are, and never back. */
  flows: readonly SankeyFlow[];
};

const idOf = ({ from, to }: { from: string; to: string }) => `${from} to ${to}`;

/** Where deals went from stage to stage, and where they left: as broad as there are many; what was lost is hatched. */
export function Sankey({ places, flows, ...words }: Props) {
  const reader = useReader();
  const id = useId();
  const some = flows.filter(({ count }) => count > 0);
  const used = places.filter((place) => some.some(({ from, to }) => from === place.id || to === place.id));
  const names = new Map(places.map((place) => [place.id, place.name]));
  const nameOf = (place: string) => names.get(place) ?? "";
  const lost = new Set(places.filter(({ kind }) => kind === "lost").map((place) => place.id));
  const worst = some.filter(({ to }) => lost.has(to)).toSorted((one, other) => other.count - one.count)[0];
  const cameOf = (place: string) => Math.max(sum(some, "to", place), sum(some, "from", place));
  const counted = (count: number) => countWords(count, "deal", "deals", reader);
  const marks = used.flatMap((place) => [
    { id: place.id, name: place.name, href: place.href, says: `${counted(cameOf(place.id))}.` },
    ...some
      .filter(({ from }) => from === place.id)
      .map((flow) => ({
        ...{ id: idOf(flow), name: `${place.name} → ${nameOf(flow.to)}`, href: flow.href },
        says: `${numberWords(flow.count, reader)} of ${counted(cameOf(place.id))}.`,
      })),
  ]);
  const draw = (width: number) => {
    const steps = longestWay(used, some);
    const isNarrow = width / (steps + 0.6) < 118;
    // Where ways meet again at their ends, narrow room holds what was lost alone: from where, for what.
    const isMeeting =
      isNarrow && used.some(({ id: end }) => some.filter(({ to }) => lost.has(to) && to === end).length > 1);
    const isUpright = isNarrow && !isMeeting;
    const drawn = isMeeting ? some.filter(({ to }) => lost.has(to)) : some;
    const most = Math.max(...[true, false].map((isEnd) => used.filter(({ kind }) => isEnd === (kind !== "on")).length));
    const tall = isUpright ? steps * 96 : Math.max(260, most * 58, Math.min(400, width * 0.36));
    const { nodes, links } = laySankey(used, drawn, {
      along: isUpright ? tall - 32 : isMeeting ? width : width - 124,
      across: isUpright ? width : tall,
      apart: isUpright ? 28 : 44,
    });
    const labels = isUpright
      ? labelsBelow(nodes, width, cameOf, reader)
      : labelsBeside(
          nodes,
          isMeeting ? width / 2 - 30 : Math.max(60, (width - 124) / Math.max(1, steps - 1) - bar - 14),
          isMeeting,
        );
    const drawing = (
      <>
        <defs>
          <Hatch id={`${id}-lost`} of="lost" />
          <Hatch id={`${id}-left`} of="plain" />
        </defs>
        {links.map((link) => {
          const area = areaOf(link, isUpright);
          const isWorst = link.from === worst?.from && link.to === worst.to;
          return (
            <Mark key={idOf(link)} id={idOf(link)} reach={area}>
              {lost.has(link.to) ? (
                <>
                  <path fill={`url(#${id}-${isWorst ? "lost" : "left"})`} d={area} />
                  <path className={classes.thinEdge} d={area} />
                </>
              ) : (
                <path className={classes.flow} d={area} />
              )}
            </Mark>
          );
        })}
        {nodes.map((node) => {
          const [along, across, deep] = [node.x0 ?? 0, node.y0 ?? 0, Math.max((node.y1 ?? 0) - (node.y0 ?? 0), 1)];
          const label = labels.get(node.id);
          const box = isUpright
            ? { x: across, y: along, width: deep, height: bar }
            : { x: along, y: across, width: bar, height: deep };
          const fill = { on: classes.ink, open: classes.plain, won: classes.won, lost: classes.lost }[node.kind];
          return (
            <Mark key={node.id} id={node.id} reach={label?.reach ? around(box, label.reach) : box}>
              <rect className={fill} {...box} />
              {label?.lines.map((line, place) => (
                <text
                  key={line}
                  className={`${classes.strong} ${classes.on}`}
                  textAnchor={label.anchor}
                  x={label.x}
                  y={label.y + place * 16}
                >
                  {line}
                </text>
              ))}
              {!isUpright && label && (
                <text
                  className={`${classes.text} ${classes.on}`}
                  textAnchor={label.anchor}
                  x={label.x}
                  y={label.y + label.lines.length * 16}
                >
                  {numberWords(node.value ?? 0, reader)}
                </text>
              )}
            </Mark>
          );
        })}
      </>
    );
    return { height: tall, drawing };
  };
  return (
    <Chart
      {...words}
      marks={marks}
      draw={draw}
      table={
        words.table ?? (
          <DataTable caption={words.title} columns={columnsOf(nameOf)} rows={some} keyOf={idOf} keys={false} />
        )
      }
    />
  );
}

const sum = (flows: readonly SankeyFlow[], end: "from" | "to", place: string): number =>
  flows.reduce((total, flow) => total + (flow[end] === place ? flow.count : 0), 0);

/** How many places stand one after the other. */
function longestWay(places: readonly SankeyPlace[], flows: readonly SankeyFlow[]): number {
  const long = new Map<string, number>();
  for (const { id } of places)
    for (const { to } of flows.filter(({ from }) => from === id))
      long.set(to, Math.max(long.get(to) ?? 1, (long.get(id) ?? 1) + 1));
  return Math.max(1, ...long.values());
}

/** A ribbon as broad as its count, from the end of one place to the beginning of the next. */
function areaOf({ source, target, y0 = 0, y1 = 0, width = 1 }: Link, isUpright: boolean): string {
  if (typeof source !== "object" || typeof target !== "object") return "";
  const [from, to, half] = [source.x1 ?? 0, target.x0 ?? 0, Math.max(width, 1) / 2];
  const mid = (from + to) / 2;
  const at = (along: number, across: number) => (isUpright ? `${across},${along}` : `${along},${across}`);
  const curve = (low: number, high: number, end: number) => `C${at(mid, low)} ${at(mid, high)} ${at(end, high)}`;
  const there = `M${at(from, y0 - half)} ${curve(y0 - half, y1 - half, to)}`;
  return `${there} L${at(to, y1 + half)} ${curve(y1 + half, y0 + half, from)} Z`;
}

type Box = { x: number; y: number; width: number; height: number };
type Label = { x: number; y: number; anchor: "start" | "end"; lines: string[]; reach: Box };

const around = (one: Box, other: Box): Box => {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const [right, low] = [
    Math.max(one.x + one.width, other.x + other.width),
    Math.max(one.y + one.height, other.y + other.height),
  ];
  return { x, y, width: right - x, height: low - y };
};

/** Lying: names stand behind their places, or before those at the edge; two lines at most, and the count below. */
function labelsBeside(nodes: readonly Node[], room: number, endsAtEdge: boolean): Map<string, Label> {
  return new Map(
    nodes.map((node) => {
      const lines = linesInRoom(node.name, Math.min(room, 116), 2, 13, true);
      const isBefore = endsAtEdge && node.kind !== "on";
      const x = isBefore ? (node.x0 ?? 0) - 6 : (node.x1 ?? 0) + 6;
      const middle = ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2;
      const y = Math.max(12, middle - (lines.length * 16) / 2 + 5);
      const width = Math.max(...lines.map((line) => textWidth(line, 13, true)));
      const reach = { x: isBefore ? x - width : x, y: y - 13, width, height: lines.length * 16 + 18 };
      return [node.id, { x, y, anchor: isBefore ? "end" : "start", lines, reach }];
    }),
  );
}

/** Upright: name and count stand below their place, pushed aside where the next one's would begin. */
function labelsBelow(
  nodes: readonly Node[],
  width: number,
  cameOf: (place: string) => number,
  reader: Reader,
): Map<string, Label> {
  const labels = new Map<string, Label>();
  for (const along of new Set(nodes.map(({ x0 }) => x0))) {
    const row = nodes.filter(({ x0 }) => x0 === along);
    const room = width / row.length - 8;
    const placed = row
      .toSorted((one, other) => (one.y0 ?? 0) - (other.y0 ?? 0))
      .map((node) => {
        const count = ` ${numberWords(cameOf(node.id), reader)}`;
        const line = `${cutToRoom(node.name, room - textWidth(count, 13, true), 13, true)}${count}`;
        return { node, line, x: node.y0 ?? 0, broad: textWidth(line, 13, true) };
      });
    let end = width;
    for (const label of placed.toReversed()) {
      label.x = Math.max(0, Math.min(label.x, end - label.broad));
      end = label.x - 8;
    }
    for (const { node, line, x, broad } of placed) {
      const y = (node.x1 ?? 0) + 17;
      labels.set(node.id, { x, y, anchor: "start", lines: [line], reach: { x, y: y - 14, width: broad, height: 20 } });
    }
  }
  return labels;
}

function columnsOf(nameOf: (place: string) => string): Column<SankeyFlow>[] {
  return [
    { id: "from", heading: "From", onPhone: "title", cell: ({ from }) => nameOf(from) },
    { id: "to", heading: "To", cell: ({ to }) => nameOf(to) },
    { id: "count", heading: "Deals", align: "right", onPhone: "value", cell: (flow) => <FlowCount {...flow} /> },
  ];
}

function FlowCount({ count, href }: SankeyFlow) {
  const words = numberWords(count, useReader());
  return href ? <UiLink href={href}>{words}</UiLink> : words;
}
