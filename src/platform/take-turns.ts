/**
 * Work of one key, one after the other in this process: what would queue for one lock in the database anyway waits here, where
 * it holds no connection that others need.
 */
export function takeTurns(): <Result>(key: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    // Whoever was before has been told themselves how it went.
    const mine = (last.get(key) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
