import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage,
} from "@better-auth/core/context";

let underWay = 0;

/**
 * Asks better-auth, and puts out what it follows its own promises with as soon as nobody asks. From the first use of an
 * AsyncLocalStorage on Node tells of every promise of the whole program, which takes a tenth of every request's time.
 */
export async function inAuthContexts<Result>(ask: () => Promise<Result>): Promise<Result> {
  underWay += 1;
  try {
    return await ask();
  } finally {
    underWay -= 1;
    const storages = await Promise.all([
      getCurrentAuthContextAsyncLocalStorage(),
      getCurrentDBAdapterAsyncLocalStorage(),
      getRequestStateAsyncLocalStorage(),
    ]);
    if (underWay === 0) for (const storage of storages) storage.disable();
  }
}
