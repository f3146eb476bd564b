import type { Database } from "../../platform/database/database.ts";
import type { Day, Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { findingsResult, type Judged, type TooFewToJudge } from "./findings/contract.ts";
import { backtestTeam } from "./forecast/ask-backtest.ts";
import type { BacktestResult, OddsResult } from "./forecast/contract.ts";
import { amountColumn, ownerColumn, qualityOf, storedOdds } from "./forecast/rules.ts";
import { type Report, refreshInsights } from "./refresh-insights.ts";
import { findResult, updateField } from "./run/store.ts";

type Finding = Pick<
  Judged,
  "kind" | "name" | "value" | "when" | "difference" | "low" | "high" | "deals" | "adjustedP" | "money"
>;
type TooFew = Pick<TooFewToJudge, "kind" | "name" | "value" | "when" | "shown" | "notShown" | "needed">;

/** What the deals of a file say together; docs/analyse.md explains it line by line. */
export type InsightsOfFile = {
  findings: Finding[];
  tooFew: TooFew[];
  looked: number;
  leftOut: { name: string; why: string }[];
  odds: OddsResult;
  /** Null unless a day was asked for. */
  backtest: BacktestResult["rows"] | { kind: string } | null;
};

type Ask = {
  now: Instant;
  memberId: string;
  /** Headings that somebody says are known at the opening; then no others are used. */
  knownAtOpen: readonly string[] | null;
  backtest: { cutoffOn: Day; atDays: number[] } | null;
  /** Heading → field, as the file was read. */
  columns: Readonly<Record<string, string>>;
};

/** What the program calls a field that is judged like a column of the CRM. */
const fieldColumns: Readonly<Record<string, string>> = {
  amount: amountColumn,
  leadSource: "Lead source",
  account: "Account",
  owner: ownerColumn,
  pipeline: "Pipeline",
};

/** Looks at a file's deals together, in its own headings. */
export async function analyseInsights(
  db: Database,
  workspace: WorkspaceId,
  { now, memberId, knownAtOpen, backtest, columns }: Ask,
  report: Report,
): Promise<InsightsOfFile> {
  const headings = Object.entries(columns);
  const columnOf = (heading: string) => fieldColumns[columns[heading] ?? ""] ?? heading;
  const headingOf = (column: string) => headings.find(([heading]) => columnOf(heading) === column)?.[0] ?? column;
  for (const heading of knownAtOpen ?? [])
    await updateField(db, workspace, { heading: columnOf(heading), use: "known-at-open" }, { by: memberId, at: now });
  const onlyNamed = knownAtOpen !== null;
  await refreshInsights(db, workspace, { now, onlyNamed }, report);
  const found = await findResult(db, workspace, "findings", findingsResult);
  const odds = await findResult(db, workspace, "odds-model", storedOdds);
  if (!found || !odds) throw new Error("The results of looking at all deals together are not there.");
  const tested = backtest ? await backtestTeam(db, workspace, backtest, { now, onlyNamed }) : null;
  const quality = qualityOf(odds.result);
  const named = <Row extends { name: string }>(row: Row): Row => ({ ...row, name: headingOf(row.name) });
  return {
    findings: found.result.findings.map(({ kind, name, value, when, difference, low, high, deals, adjustedP, money }) =>
      named({ kind, name, value, when, difference, low, high, deals, adjustedP, money }),
    ),
    tooFew: found.result.tooFew.map(({ kind, name, value, when, shown, notShown, needed }) =>
      named({ kind, name, value, when, shown, notShown, needed }),
    ),
    looked: found.result.looked,
    leftOut: found.result.leftOut.map(({ name, why }) => named({ name, why })),
    odds: { ...quality, suspectedLeaks: quality.suspectedLeaks.map(named) },
    backtest: tested === null || !("rows" in tested) ? tested : tested.rows,
  };
}
