/** How long each waited (any unit from 0), and how it ended: 0 still waiting when last seen, 1, 2 … the ways it can end. */
export interface Waits {
  readonly time: ArrayLike<number>;
  readonly ended: ArrayLike<number>;
}

/** A moment at which something ended: how many were still waiting just before, how many ended then, by way. */
export interface RiskStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: readonly number[];
}

/** Who was still waiting when: every moment with an end, in order. Whoever was last seen then still counts as waiting. */
export function riskTable({ time, ended }: Waits, ways: number): RiskStep[] {
  const all = Float64Array.from(time).sort();
  if (!(all.every(Number.isFinite) && (all[0] ?? 0) >= 0)) throw new RangeError("A wait is a number from 0.");
  const byWay = Array.from({ length: ways }, (_, way) =>
    Float64Array.from(time)
      .filter((_, index) => ended[index] === way + 1)
      .sort(),
  );
  const places = byWay.map(() => 0);
  const steps: RiskStep[] = [];
  let gone = 0;
  for (;;) {
    const now = Math.min(...byWay.map((times, way) => times[places[way] ?? 0] ?? Number.POSITIVE_INFINITY));
    if (now === Number.POSITIVE_INFINITY) return steps;
    while (gone < all.length && (all[gone] ?? now) < now) gone += 1;
    const events = byWay.map((times, way) => {
      const from = places[way] ?? 0;
      let to = from;
      while (times[to] === now) to += 1;
      places[way] = to;
      return to - from;
    });
    steps.push({ time: now, atRisk: all.length - gone, events });
  }
}
