import pg from "pg";

/** Any number unique to us: with it, whoever works on jobs holds a lock for as long as they live. */
const aliveLock = 731_044;
/** A job taken later may be of somebody who is just about to say that they are there. */
const settledAfterMs = 30_000;
const pauseMs = 2_000;

/**
 * Says of each holder of jobs in this program that it lives, over a connection that ends with the program, however it ends. The
 * connection is made again when it is lost.
 */
export function sayAlive(pool: pg.Pool): {
  add: (holder: string) => void;
  remove: (holder: string) => void;
  stop: () => Promise<void>;
} {
  const holders = new Set<string>();
  let client: pg.Client | undefined;
  let isOver = false;
  const lock = (to: pg.Client, holder: string) =>
    to.query("select pg_advisory_lock_shared($1::integer, hashtext($2))", [aliveLock, holder]);
  const connect = async (): Promise<void> => {
    const made = new pg.Client({ ...pool.options, password: pool.options.password });
    const again = () => {
      if (client !== made) return;
      client = undefined;
      if (!isOver) setTimeout(connect, pauseMs).unref();
    };
    made.on("error", again).on("end", again);
    client = made;
    try {
      await made.connect();
      for (const holder of holders) await lock(made, holder);
    } catch {
      await made.end().catch(() => {});
      again();
    }
  };
  const connected = connect();
  return {
    add: (holder) => {
      holders.add(holder);
      void connected.then(() => client && lock(client, holder)).catch(() => {});
    },
    remove: (holder) => {
      holders.delete(holder);
      const unlock = "select pg_advisory_unlock_shared($1::integer, hashtext($2))";
      void connected.then(() => client?.query(unlock, [aliveLock, holder])).catch(() => {});
    },
    stop: async () => {
      isOver = true;
      await connected;
      await client?.end().catch(() => {});
    },
  };
}

/**
 * Gives back to the queue what was held by a program that died: graphile-worker itself waits four hours for one. Every
 * program that works on jobs keeps a connection that listens for them, so a job taken before the oldest connection there
 * is was taken by a program that is gone; and so was one whose holder nobody says to be alive.
 */
export async function releaseDeadJobs(pool: pg.Pool, heldMs = settledAfterMs): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker._private_jobs j
      where locked_at < (
        select min(backend_start) from pg_stat_activity
        where datname = current_database() and application_name = current_setting('application_name')
      ) or locked_at < now() - $2 * interval '1 millisecond' and not exists (
        select from pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2 and l.granted
          and l.database = (select oid from pg_database where datname = current_database())
          and l.classid::bigint = $1::bigint and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295
      )
    ))`,
    [aliveLock, heldMs],
  );
}
