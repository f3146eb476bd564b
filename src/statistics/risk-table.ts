/** How long each waited (any unit from 0), and how it ended: 0 still waiting when last seen, 1, 2 … the ways it can end. */
export interface Waits {
  readonly time: ArrayLike<number>;
  readonly ended: ArrayLike<number>;
  /** How many waited exactly so; left out, one each. */
  readonly count?: ArrayLike<number>;
}

/** A moment at which something ended: how many were still waiting just before, how many ended then, by way. */
export interface RiskStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: readonly number[];
}

export interface RiskTable {
  readonly steps: readonly RiskStep[];
  /** All who waited, and until when anybody was seen. */
  readonly waited: number;
  readonly lastSeen: number;
}

/** Who was still waiting when: every moment with an end, in order. Whoever was last seen then still counts as waiting. */
export function riskTable({ time, ended, count }: Waits, ways: number): RiskTable {
  const moments = new Map<number, { gone: number; events: number[] }>();
  let waited = 0;
  for (let index = 0; index < time.length; index += 1) {
    const at = time[index] ?? Number.NaN;
    if (!(Number.isFinite(at) && at >= 0)) throw new RangeError("A wait is a number from 0.");
    const many = count === undefined ? 1 : (count[index] ?? 0);
    let moment = moments.get(at);
    if (moment === undefined) {
      moment = { gone: 0, events: new Array<number>(ways).fill(0) };
      moments.set(at, moment);
    }
    waited += many;
    moment.gone += many;
    const way = (ended[index] ?? 0) - 1;
    if (way >= 0 && way < ways) moment.events[way] = (moment.events[way] ?? 0) + many;
  }
  const times = Float64Array.from(moments.keys()).sort();
  let atRisk = waited;
  const steps: RiskStep[] = [];
  for (const at of times) {
    const { gone = 0, events = [] } = moments.get(at) ?? {};
    if (events.some((ends) => ends > 0)) steps.push({ time: at, atRisk, events });
    atRisk -= gone;
  }
  return { steps, waited, lastSeen: times.at(-1) ?? 0 };
}
