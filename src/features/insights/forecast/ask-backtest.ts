import type { Database } from "../../../platform/database/database.ts";
import { type Day, startOfDay } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findPast, readHistory } from "../history/read-history.ts";
import { methodVersion } from "../run/rules.ts";
import { findSettings, listFields, replaceResult } from "../run/store.ts";
import type { BacktestShown } from "./contract.ts";
import { runBacktest } from "./run-backtest.ts";

export type BacktestAsk = { cutoffOn: Day; atDays: number[] };

/** Asks for a backtest; the last one asked for is the one that is shown. */
export async function askBacktest({ db, session }: Acting, ask: BacktestAsk): Promise<Record<string, never>> {
  if (session.role === "marketing" && !session.isOwner) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  const one = `run-backtest:${workspace}`;
  await enqueue(db, "run-backtest", { workspace, ...ask }, { key: one, queue: one, attempts: 3 });
  return {};
}

/** Whoever waits for a backtest is told that it failed; when it is tried again and comes out, that takes its place. */
export async function recordFailedBacktest(
  db: Database,
  workspace: WorkspaceId,
  cutoffOn: Day,
  now: number,
): Promise<void> {
  const failed: BacktestShown = { kind: "failed", cutoffOn };
  await replaceResult(db, workspace, "backtest", failed, { methodVersion, dataUntil: now, madeAt: now });
}

/** Reads the team's history and judges the odds it would have given. */
export async function backtestTeam(
  db: Database,
  workspace: WorkspaceId,
  { cutoffOn, atDays }: BacktestAsk,
  { now, signal, onlyNamed }: { now: number; signal?: AbortSignal | undefined; onlyNamed?: boolean | undefined },
): Promise<ReturnType<typeof runBacktest>> {
  const settings = await findSettings(db, workspace);
  const past = await findPast(db, workspace, now, signal);
  const team = await readHistory(db, workspace, past, { signal });
  const result = runBacktest(team, {
    cutoffOn,
    cutoff: startOfDay(cutoffOn, past.context.timeZone),
    atDays,
    fewest: settings.fewestForOdds,
    fields: await listFields(db, workspace),
    onlyNamed,
    throwIfCancelled: () => signal?.throwIfAborted(),
  });
  await replaceResult(db, workspace, "backtest", result, { methodVersion, dataUntil: now, madeAt: now });
  return result;
}
