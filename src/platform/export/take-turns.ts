type Turns = {
  /** So many at once. */
  most: number;
  /** So many of them for one and the same person: nobody takes all. */
  mostOfOne: number;
};

/** Gives turns; whoever gets none waits until one has ended. A turn may be ended twice. */
export function takeTurns({ most, mostOfOne }: Turns): (person: string) => Promise<() => void> {
  const underWay = new Map<string, number>();
  let waiting: { person: string; begin: () => void }[] = [];
  const countOf = (person: string) => underWay.get(person) ?? 0;
  const isFree = (person: string) => {
    const all = [...underWay.values()].reduce((sum, some) => sum + some, 0);
    return all < most && countOf(person) < mostOfOne;
  };
  const begin = (person: string) => underWay.set(person, countOf(person) + 1);
  const end = (person: string) => {
    if (countOf(person) > 1) underWay.set(person, countOf(person) - 1);
    else underWay.delete(person);
    const next = waiting.find((one) => isFree(one.person));
    if (!next) return;
    waiting = waiting.filter((one) => one !== next);
    begin(next.person);
    next.begin();
  };
  return async (person) => {
    if (isFree(person)) begin(person);
    else await new Promise<void>((resolve) => waiting.push({ person, begin: resolve }));
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      end(person);
    };
  };
}
