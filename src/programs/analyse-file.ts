import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { ImportKind, ImportPlan, RefusedRow } from "../features/deals/import/contract.ts";
import { type ImportProgress, importFile } from "../features/deals/import/import-file.ts";
import { countDealsByStatus } from "../features/deals/list/store.ts";
import { showWaiting } from "../features/debriefs/waiting/show-waiting.ts";
import { analyseInsights, type InsightsOfFile } from "../features/insights/analyse-insights.ts";
import { tallyReadings } from "../features/pipeline-check/store.ts";
import { seedCatalogue } from "../features/reasons/seed-catalogue.ts";
import { analyseComeback, type ComebackOfFile } from "../features/recovery/comeback-record/analyse-comeback.ts";
import { refreshReadings } from "../features/red-flags/refresh-readings.ts";
import { listFlagsOf } from "../features/red-flags/store.ts";
import { insertWorkspace, upsertMember } from "../features/team/store.ts";
import { type Day, dayOf, type Instant } from "../platform/dates.ts";
import type { Session } from "../platform/session.ts";
import { type Installation, openThrowAwayInstallation } from "./open-installation.ts";

/** What `comeback analyse --json` prints; docs/analyse.md explains it line by line. */
export type Analysis = {
  file: string;
  recognisedAs: string | null;
  identifiedBy: string;
  deals: { total: number; won: number; lost: number; open: number };
  /** Heading → field, `attribute` or `skip`. */
  columns: Record<string, string>;
  refused: number;
  refusals: (RefusedRow & { file: string })[];
  /** Losses that wait for a debrief: those of the last 90 days of the file. */
  toDebrief: number;
  /** By the flag's key: how it reads on the open deals. */
  flags: Record<string, { name: string; up: number; down: number; unknown: number }>;
} & ComebackOfFile &
  InsightsOfFile;

type Asked = {
  deals: { path: string; plan: ImportPlan };
  companions: { kind: Exclude<ImportKind, "deals">; path: string }[];
  currency: string;
  now: Instant;
  /** Headings known at the opening, when somebody says which; then no others may tell the outcome. */
  knownAtOpen: string[] | null;
  backtest: { cutoffOn: Day; atDays: number[] } | null;
};

/** The main job on an export, in a database that is gone afterwards. */
export async function analyseFile(asked: Asked, listening: Listening): Promise<Analysis> {
  const installation = await openThrowAwayInstallation();
  try {
    return await analyseWithin(installation, asked, listening);
  } finally {
    await installation.close();
  }
}

type Listening = {
  onProgress: (file: string, progress: ImportProgress) => void;
  onInsight: (step: string, progress: number) => void;
};

/** The same in a workspace of its own in this database. */
export async function analyseWithin(
  { db, jobsPool }: Pick<Installation, "db" | "jobsPool">,
  asked: Asked,
  { onProgress, onInsight }: Listening,
): Promise<Analysis> {
  const { currency, now, knownAtOpen, backtest } = asked;
  const session = await makeAnalyst(db, currency);
  const { workspace, timeZone, memberId } = session;
  const setting = { pool: jobsPool, workspace, timeZone, currency, now };
  const load = async (path: string, kind: ImportKind, plan: ImportPlan) => ({
    path,
    ...(await importFile(setting, {
      ...{ source: path, kind, plan },
      onProgress: (progress) => onProgress(basename(path), progress),
    })),
  });
  // People first, then what belongs to deals once these are there.
  const people = asked.companions.filter(({ kind }) => kind === "members" || kind === "accounts");
  const facts = asked.companions.filter(({ kind }) => kind !== "members" && kind !== "accounts");
  const others: Awaited<ReturnType<typeof load>>[] = [];
  for (const { kind, path } of people) others.push(await load(path, kind, {}));
  const main = await load(asked.deals.path, "deals", asked.deals.plan);
  for (const { kind, path } of facts) others.push(await load(path, kind, {}));
  await refreshReadings(db, workspace, "all", now);

  const counts = await countDealsByStatus(db, workspace);
  const waiting = await showWaiting(db, { session, now }, { visible: "all", outcome: "lost" }, 1);
  const all = [main, ...others];
  const columns = Object.fromEntries(main.columns.map(({ heading, target }) => [heading, target]));
  return {
    file: basename(asked.deals.path),
    recognisedAs: main.recognisedAs,
    identifiedBy: main.identifiedBy,
    deals: { total: counts.won + counts.lost + counts.open, ...counts },
    columns,
    refused: all.reduce((sum, one) => sum + one.refused, 0),
    refusals: all.flatMap(({ path, refusals }) => refusals.map((row) => ({ file: basename(path), ...row }))),
    toDebrief: waiting.count,
    flags: await countFlags(db, session, counts.open, now),
    ...(await analyseComeback(db, workspace, { timeZone, now })),
    ...(await analyseInsights(
      db,
      workspace,
      { now, memberId, knownAtOpen, backtest, columns },
      async (step, progress) => onInsight(step, progress),
    )),
  };
}

async function makeAnalyst(db: Installation["db"], currency: string): Promise<Session> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const analyst = { id: randomUUID(), name: "Analyst", role: "admin" as const, isOwner: true };
  const workspace = await db.transaction().execute(async (tx) => {
    const made = await insertWorkspace(tx, { id: randomUUID(), name: "Analysis", timeZone, currency });
    await upsertMember(tx, made, { ...analyst, email: null, managerId: null });
    await seedCatalogue(tx, made);
    return made;
  });
  const { id: memberId, name: memberName, role, isOwner } = analyst;
  return { workspace, memberId, memberName, role, isOwner, timeZone, currency };
}

async function countFlags(
  db: Parameters<typeof listFlagsOf>[0],
  { workspace, timeZone }: Session,
  openDeals: number,
  now: Instant,
): Promise<Analysis["flags"]> {
  const flags = (await listFlagsOf(db, workspace)).filter((flag) => !flag.archived);
  const tallies = await tallyReadings(db, workspace, { visible: "all" }, dayOf(now, timeZone));
  return Object.fromEntries(
    flags.map(({ id, key, name }) => {
      const count = (kind: string) =>
        tallies
          .filter((tally) => tally.flagId === id && tally.kind === kind)
          .reduce((sum, tally) => sum + tally.deals, 0);
      const [up, down] = [count("up"), count("down")];
      return [key ?? id, { name, up, down, unknown: openDeals - up - down }];
    }),
  );
}
