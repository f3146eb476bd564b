import { expect, test } from "vitest";
import { laySankey, type SankeyPlace } from "./lay-sankey.ts";

const room = { along: 600, across: 300, apart: 20 };
const places: SankeyPlace[] = [
  { id: "demo", name: "Demo", kind: "on" },
  { id: "won", name: "Won", kind: "won" },
  { id: "price", name: "Price", kind: "lost" },
];

test("places that nobody went between are nowhere", () => {
  expect(laySankey(places, [], room)).toEqual({ nodes: [], links: [] });
});

test("ways lead from left to right, and places that nobody came to are left out", () => {
  const { nodes, links } = laySankey(places, [{ from: "demo", to: "won", count: 3 }], room);
  expect(nodes.map(({ id, value }) => [id, value])).toEqual([
    ["demo", 3],
    ["won", 3],
  ]);
  expect(nodes[0]?.x0).toBeLessThan(nodes[1]?.x0 ?? 0);
  expect(links).toHaveLength(1);
});
