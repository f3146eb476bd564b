export type Import = { from: string; to: string };

/**
 * Features form a tree of needs: two that need each other, directly or through others, are one feature. A feature's
 * nested nouns count as the feature itself.
 */
export function featureCycles(imports: readonly Import[]): string[] {
  const needs = new Map<string, Map<string, Import>>();
  for (const each of imports) {
    const [from, to] = [featureOf(each.from), featureOf(each.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const needed = needs.get(from) ?? new Map<string, Import>();
    if (!needed.has(to)) needed.set(to, each);
    needs.set(from, needed);
  }

  const cycles = new Map<string, string>();
  for (const start of needs.keys()) {
    const cycle = shortestWayBack(start, needs);
    // The same ring is met once from each of its features; it is told from the first in alphabetical order.
    if (cycle && [...cycle].sort()[0] === start) cycles.set([...cycle].sort().join(), tell(cycle, needs));
  }
  return [...cycles.values()];
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1];
}

type Needs = ReadonlyMap<string, ReadonlyMap<string, Import>>;

function shortestWayBack(start: string, needs: Needs): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of needs.get(way.at(-1) ?? start)?.keys() ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function tell(cycle: readonly string[], needs: Needs): string {
  const steps = cycle.map((feature, place) => {
    const step = needs.get(feature)?.get(cycle[(place + 1) % cycle.length] ?? "");
    return `  ${step?.from} → ${step?.to}`;
  });
  return `no-feature-cycles: ${[...cycle, cycle[0]].join(" → ")}\n${steps.join("\n")}`;
}
