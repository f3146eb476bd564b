import { type RawBuilder, sql } from "kysely";
import pg from "pg";

export type Ears = {
  heard: (payload: string) => void;
  /** The line to the database was down or has just been made: what was said meanwhile nobody heard, so look. */
  missed: () => void;
  /** The program is stopping. */
  over: () => void;
};

/** What other processes say through the database, over one connection a process, which no request ever waits for. */
export type Notifications = {
  /** Hears a channel from now on. */
  hear: (channel: string, ears: Ears) => void;
  stop: () => Promise<void>;
};

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A line that broke without a word is found out after this long. */
const askEveryMs = 10_000;
const patienceMs = 5_000;

/**
 * For a statement that writes what is to be heard about: says it to every process that hears the channel, if and when the
 * transaction commits.
 */
export const notifying = (channel: string, payload: RawBuilder<string>) => sql`pg_notify(${channel}, ${payload})`;

/**
 * Hears PostgreSQL's notifications, with a connection of its own to where the pool's lead (straight to PostgreSQL, or through a
 * pooler that keeps sessions). It is opened when somebody hears for the first time, and again whenever it breaks.
 */
export function createNotifications(pool: pg.Pool): Notifications {
  const channels = new Map<string, Set<Ears>>();
  let client: pg.Client | null = null;
  let isStopped = false;
  let working: Promise<void> | null = null;
  let wake = () => {};
  let giveUp = () => {};

  const everybody = () => [...channels.values()].flatMap((ears) => [...ears]);
  const listen = (to: pg.Client, channel: string) => to.query(`listen ${to.escapeIdentifier(channel)}`);

  /** Connects and hears until the line breaks. */
  const hearOnce = async (): Promise<void> => {
    const line = connectionLike(pool);
    const broken = new Promise<void>((resolve) => {
      giveUp = resolve;
      line.once("end", () => resolve());
      line.on("error", () => resolve());
    });
    try {
      await line.connect();
      if (isStopped) return;
      line.on("notification", ({ channel, payload }) => {
        for (const { heard } of channels.get(channel) ?? []) heard(payload ?? "");
      });
      for (const channel of channels.keys()) await listen(line, channel);
      client = line;
      for (const { missed } of everybody()) missed();
      const asking = setInterval(() => {
        line.query("select").catch(giveUp);
      }, askEveryMs);
      await broken;
      clearInterval(asking);
    } finally {
      client = null;
      line.end().catch(() => {});
    }
  };

  const hearOn = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (!isStopped) {
      const began = Date.now();
      await hearOnce().catch(() => {});
      if (isStopped) return;
      // A line that held for a while is made again at once.
      pauseMs = Date.now() - began > longestPauseMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };

  return {
    hear: (channel, ears) => {
      const known = channels.get(channel);
      if (known) known.add(ears);
      else channels.set(channel, new Set([ears]));
      if (isStopped) ears.over();
      else if (!working) working = hearOn();
      else if (client) {
        // Should it fail, the line is broken, and made again with all channels.
        if (!known) listen(client, channel).then(ears.missed, giveUp);
        else ears.missed();
      }
    },
    stop: async () => {
      if (isStopped) return;
      isStopped = true;
      for (const { over } of everybody()) over();
      wake();
      // A line that is dead already is not waited for.
      await Promise.race([client?.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
      giveUp();
      await working;
    },
  };
}

/** To the same database as the pool's, but with nothing that suits requests only. */
function connectionLike({ options }: pg.Pool): pg.Client {
  const { password } = options;
  return new pg.Client({
    ...options,
    // The pool keeps it out of sight, so it is not copied along.
    ...(password === undefined ? {} : { password }),
    application_name: "comeback hears",
    pipeline: false,
    keepAlive: true,
    statement_timeout: 0,
    query_timeout: patienceMs,
    connectionTimeoutMillis: patienceMs,
  });
}
