import type { SankeyFlow, SankeyPlace } from "../charts/Sankey.tsx";
import type { Curve } from "../charts/SurvivalCurves.tsx";

export const stages = [
  { id: "s1", name: "Qualification", reached: 214, left: 31, leftDetail: "likely 10% to 20%", href: "/deals?left=1" },
  { id: "s2", name: "Discovery call", reached: 183, left: 22, href: "/deals?left=2" },
  { id: "s3", name: "Demo", reached: 161, left: 58, leftDetail: "likely 29% to 44%", href: "/deals?left=3" },
  { id: "s4", name: "Proposal sent and discussed", reached: 103, left: 29, href: "/deals?left=4" },
  { id: "s5", name: "Negotiation", reached: 74, left: 0, href: "/deals?left=5" },
];

const places: SankeyPlace[] = [
  ...stages.map(({ id, name }): SankeyPlace => ({ id, name, kind: "on", href: `/deals?reached=${id}` })),
  { id: "won", name: "Won", kind: "won", href: "/deals?status=won" },
  ...stages.map(({ id, name }): SankeyPlace => ({ id: `lost ${id}`, name: `Lost at ${name}`, kind: "lost" })),
];
const flows: SankeyFlow[] = stages.flatMap(({ id, reached, left }, place) => [
  { from: id, to: stages[place + 1]?.id ?? "won", count: reached - left },
  { from: id, to: `lost ${id}`, count: left, href: `/deals?left=${id}` },
]);
export const way = { places, flows };

/** A curve that falls as it may: the same each time. */
function curve(id: string, name: string, deals: number, pace: number, until: number): Curve {
  const points = [];
  let share = 1;
  let atRisk = deals;
  for (let days = 4; days < until; days += 4 + (days % 7)) {
    const reach = 0.9 * Math.sqrt((share * (1 - share) + 0.004) / Math.max(atRisk, 4));
    points.push({ days, share, low: Math.max(0, share - 2 * reach), high: Math.min(1, share + 2 * reach), atRisk });
    share *= 1 - pace * (1 + ((days * 13) % 5) / 5);
    atRisk = Math.round(atRisk * (1 - pace * 1.3));
  }
  return { id, name, points, until, href: `/deals?of=${id}` };
}
export const curves = [
  curve("now", "This quarter", 161, 0.075, 128),
  curve("before", "The quarter before", 148, 0.05, 176),
];

const values = [0.41, 0.38, 0.44, 0.4, 0.42, 0.27, 0.22, 0.25, 0.21];
const months = ["September", "October", "November", "December", "January", "February", "March", "April", "May"];
export const points = values.map((value, place) => ({
  on: `${place < 4 ? 2025 : 2026}-${String(((place + 8) % 12) + 1).padStart(2, "0")}-01`,
  name: months[place] ?? "",
  ...{ value, low: value - 0.11, high: value + 0.12, count: `${31 + place * 3} deals`, href: `/deals?month=${place}` },
}));
export const change = {
  ...{ on: "2026-01-24", from: "2026-01-02", until: "2026-02-16" },
  before: { value: 0.41, says: "41% won of 163 deals" },
  after: { value: 0.24, says: "24% won of 148 deals" },
};

export const periods = [
  {
    ...{ id: "call", name: "Discovery calls prepared", isClear: true },
    now: { value: 0.62, low: 0.52, high: 0.71, count: "61 of 98", href: "/deals?prepared=now" },
    before: { value: 0.41, low: 0.31, high: 0.51, count: "38 of 93", href: "/deals?prepared=before" },
  },
  {
    ...{ id: "answer", name: "Messages answered within a day" },
    now: { value: 0.83, low: 0.76, high: 0.88, count: "120 of 145" },
    before: { value: 0.79, low: 0.71, high: 0.85, count: "104 of 131" },
  },
  { id: "late", name: "Promised information late", now: { value: 0.12, count: "9 of 74" }, before: null },
];

const causes = ["Price", "No decision", "Rival Presses", "Not told"];
const shares = [0.4, 0.3, 0.2, 0.1];
export const exits = {
  places: [
    ...places.filter(({ kind }) => kind !== "lost"),
    ...causes.map((name): SankeyPlace => ({ id: name, name, kind: "lost", href: `/deals?cause=${name}` })),
  ],
  flows: [
    ...flows.filter(({ to }) => !to.startsWith("lost")),
    ...stages.flatMap(({ id, left }, place) =>
      causes.map((cause, other) => ({
        ...{ from: id, to: cause, href: `/deals?left=${id}&cause=${cause}` },
        count: Math.round(left * (shares[(place + other) % 4] ?? 0)),
      })),
    ),
  ],
};
