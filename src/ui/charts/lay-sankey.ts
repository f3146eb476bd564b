import { type SankeyLink, type SankeyNode, sankey, sankeyLeft } from "d3-sankey";

export type SankeyPlace = {
  id: string;
  name: string;
  /** On the way, or where the way ends. */
  kind: "on" | "won" | "lost" | "open";
  /** The deals that came here. */
  href?: string | undefined;
};
export type SankeyFlow = { from: string; to: string; count: number; href?: string | undefined };

export type Node = SankeyNode<SankeyPlace, SankeyFlow>;
export type Link = SankeyLink<SankeyPlace, SankeyFlow>;
export const bar = 10;

/** Places and flows in the plane: x is along the way, y across it, whichever of them is drawn upright later. */
export function laySankey(
  places: readonly SankeyPlace[],
  flows: readonly SankeyFlow[],
  { along, across, apart }: { along: number; across: number; apart: number },
): { nodes: Node[]; links: Link[] } {
  // Of no way at all the layout would ask for a list of no length.
  if (flows.length === 0) return { nodes: [], links: [] };
  const used = places.filter(({ id }) => flows.some(({ from, to }) => from === id || to === id));
  const order = new Map(places.map(({ id }, place) => [id, place]));
  const isMeeting = used.some(
    ({ id, kind }) => kind === "lost" && flows.filter(({ to, count }) => to === id && count > 0).length > 1,
  );
  const inOrder = (one: Node, other: Node) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0);
  return (
    sankey<SankeyPlace, SankeyFlow>()
      .nodeId((node) => node.id)
      // Where several ways end, all ends stand together, behind everything else.
      .nodeAlign((node, steps) =>
        node.kind !== "on" && (isMeeting || (node.targetLinks?.length ?? 0) > 1) ? steps - 1 : sankeyLeft(node, steps),
      )
      .nodeSort(inOrder)
      .nodeWidth(bar)
      .nodePadding(apart)
      .extent([
        [0, 0],
        [along, across],
      ])({
      nodes: used.map((place) => ({ ...place })),
      links: flows.map((flow) => ({ ...flow, source: flow.from, target: flow.to, value: flow.count })),
    })
  );
}
