import { isDatabaseAway } from "./database/database-away.ts";

/** What became of one of several that were written together: its result, or why it alone was refused. */
export type Written<Result> = { result: Result } | { refused: Error };

/**
 * Writes that would queue for one lock, together: what comes while one is under way goes into the next, in the order it came.
 * However many come, each waits for two writes at most, and the disk is waited for once for all of them.
 */
export function gatherWrites<Item, Result>(
  write: (items: readonly [Item, ...Item[]]) => Promise<Written<Result>[]>,
  most = 200,
): (key: string, item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (why: unknown) => void };
  const queues = new Map<string, Waiting[]>();

  const writeSome = async (some: readonly Waiting[]): Promise<void> => {
    const [first, ...rest] = some;
    if (!first) return;
    try {
      const written = await write([first.item, ...rest.map(({ item }) => item)]);
      some.forEach(({ resolve, reject }, place) => {
        const became = written[place];
        if (became && "result" in became) resolve(became.result);
        else reject(became?.refused ?? new Error("Nobody said what became of this write."));
      });
    } catch (error) {
      // One that cannot be written takes no other along, unless nothing can be written at all.
      if (rest.length === 0 || isDatabaseAway(error)) for (const { reject } of some) reject(error);
      else for (const alone of some) await writeSome([alone]);
    }
  };

  const workOff = async (key: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) await writeSome(queue.splice(0, most));
    queues.delete(key);
  };

  return (key, item) =>
    new Promise<Result>((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = queues.get(key);
      if (queue) {
        queue.push(waiting);
        return;
      }
      const begun = [waiting];
      queues.set(key, begun);
      void workOff(key, begun);
    });
}
