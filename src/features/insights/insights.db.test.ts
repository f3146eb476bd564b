import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { noon, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { listLossesToCut } from "./cut-losses/list-losses-to-cut.ts";
import { findingsResult } from "./findings/contract.ts";
import { listFindingDeals } from "./findings/list-finding-deals.ts";
import { askBacktest } from "./forecast/ask-backtest.ts";
import { backtestShown } from "./forecast/contract.ts";
import { showDealOdds } from "./forecast/show-deal-odds.ts";
import { dayAgo, importDeals } from "./insights.fixture.ts";
import { insightsJobs } from "./jobs.ts";
import { askRun, cancelRun } from "./run/ask-run.ts";
import { defaultSettings } from "./run/rules.ts";
import { decideField, saveSettings } from "./run/save-settings.ts";
import { showResult } from "./run/show-result.ts";
import { findRun, findSettings, listFields } from "./run/store.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);

const job = (
  name: keyof typeof insightsJobs,
  { workspace }: TestTeam,
  more: object = {},
  signal = new AbortController().signal,
) => insightsJobs[name]({ workspace, ...more }, { db, pool, now: noon, log: pino({ level: "silent" }), signal });
const findings = ({ workspace }: TestTeam) => showResult(db, workspace, "findings", findingsResult);
const waitingJobs = async ({ workspace }: TestTeam, name: string) => {
  const { rows } = await sql<{ queue: string }>`
    select q.queue_name as queue from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where t.identifier = ${name} and j.payload ->> 'workspace' = ${workspace}`.execute(db);
  return rows;
};
const lastEntry = async ({ workspace }: TestTeam) => {
  const asked = "select action, detail from audit_entries where workspace_id = $1 order by id desc limit 1";
  return (await pool.query(asked, [workspace])).rows[0];
};

/** Something happens in the database at the next step of a run. */
async function atStep(step: string, does: string, run: () => Promise<void>): Promise<void> {
  await pool.query(`create function at_step() returns trigger language plpgsql as $$
    begin if new.step = '${step}' then ${does}; end if; return new; end $$`);
  await pool.query("create trigger at_step before update on insight_runs for each row execute function at_step()");
  try {
    await run();
  } finally {
    await pool.query("drop function at_step cascade");
  }
}

let team: TestTeam;
beforeAll(async () => {
  team = await startTeam(db);
  await importDeals(pool, team);
});

describe("before anybody looked", () => {
  test("there is no result, and every page says so", async () => {
    expect(await findings(team)).toEqual({
      ...{ madeAt: null, dataUntil: null, methodVersion: null, result: null },
      run: { state: "never", step: "", progress: 0, askedAt: null, finishedAt: null, message: null },
    });
    expect(await listLossesToCut(team.max, { limit: 5 })).toMatchObject({ wonPerHour: null, rows: [] });
    await expect(listFindingDeals(team.max, { key: "x", shows: true, limit: 5 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("it may be asked for by anybody who sells, any number of times, and is done once", async () => {
    await expect(askRun(team.marketing)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(await askRun(team.rita)).toMatchObject({ state: "waiting", askedAt: dayAgo(0) });
    await askRun(team.rolf);
    expect(await waitingJobs(team, "refresh-insights")).toEqual([{ queue: `refresh-insights:${team.workspace}` }]);
  });

  test("what waits can be stopped: then it never begins", async () => {
    await cancelRun(team.rita);
    await job("refresh-insights", team);
    expect(await findRun(db, team.workspace)).toMatchObject({ state: "cancelled", finishedAt: dayAgo(0) });
    expect((await findings(team)).result).toBeNull();
  });
});

describe("after all deals were looked at together", () => {
  beforeAll(async () => {
    await askRun(team.rita);
    await job("refresh-insights", team);
  });

  test("the results say what they are made of, and the finding is there", async () => {
    const { run, dataUntil, methodVersion, result } = await findings(team);
    expect(run).toMatchObject({ state: "done", progress: 1, step: "" });
    expect({ dataUntil, methodVersion }).toEqual({ dataUntil: dayAgo(0), methodVersion: 1 });
    expect(result?.findings).toMatchObject([{ kind: "attribute", name: "Lead source" }]);
    expect(result).toMatchObject({ bulkEdited: 0, fewestASide: 30, falseDiscoveryRate: 0.02 });
    expect((result?.won ?? 0) + (result?.lost ?? 0)).toBe(240);
  });

  test("its deals are listed page by page, newest first, all of them once, to those who may see them", async () => {
    const finding = (await findings(team)).result?.findings[0];
    const key = finding?.key ?? "";
    const list = async (asker: typeof team.rita, shows: boolean) => {
      const names: string[] = [];
      let after: string | undefined;
      do {
        const page = await listFindingDeals(asker, { key, shows, after, limit: 25 });
        names.push(...page.rows.map(({ name }) => name));
        after = page.next ?? undefined;
      } while (after);
      expect(new Set(names).size).toBe(names.length);
      return names;
    };
    const [rita, rolf, olga] = await Promise.all([team.rita, team.rolf, team.olga].map((asker) => list(asker, true)));
    expect(olga).toHaveLength(finding?.shown.deals ?? -1);
    expect((rita?.length ?? 0) + (rolf?.length ?? 0)).toBe(olga?.length);
    for (const name of rita ?? []) expect(Number(name.slice("Deal ".length)) % 2).toBe(0);
    expect(await list(team.olga, false)).toHaveLength(finding?.notShown.deals ?? -1);
  });

  test("an open deal has its odds, told in words and to those who may see it; a closed one has none", async () => {
    const dealOf = async (status: "open" | "lost", owner: typeof team.rita) =>
      (
        await pool.query("select id from deals where status = $1 and owner_id = $2 limit 1", [
          status,
          owner.session.memberId,
        ])
      ).rows[0].id;
    const odds = await showDealOdds(team.rita, { dealId: await dealOf("open", team.rita) });
    expect(odds).toMatchObject({ kind: "known", learnedFrom: 240, dataUntil: dayAgo(0) });
    if (odds.kind !== "known") throw new Error(odds.kind);
    expect(odds.low).toBeLessThan(odds.probability);
    expect(odds.high).toBeGreaterThan(odds.probability);
    expect(odds.reasons[0]).toMatchObject({ name: "Lead source", value: expect.stringMatching(/Referral|Web/) });
    expect(odds.reasons.map(({ name }) => name)).not.toContain("Owner");
    expect(await showDealOdds(team.rita, { dealId: await dealOf("lost", team.rita) })).toEqual({ kind: "closed" });
    await expect(showDealOdds(team.rita, { dealId: await dealOf("open", team.rolf) })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("the stored odds of a deal are those that its page reads fresh", async () => {
    const { rows } = await pool.query("select deal_id, probability from deal_odds where workspace_id = $1", [
      team.workspace,
    ]);
    expect(rows).toHaveLength(20);
    for (const { deal_id: dealId, probability } of rows.slice(0, 3))
      expect(await showDealOdds(team.olga, { dealId })).toMatchObject({ probability: expect.closeTo(probability, 9) });
  });

  test("a run that fails, is stopped or gives way to a stopping program leaves the last results whole", async () => {
    const before = await findings(team);
    await atStep("Writing it down", "raise exception 'the disk is full'", async () => {
      await expect(job("refresh-insights", team)).rejects.toThrow("the disk is full");
    });
    expect(await findRun(db, team.workspace)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/last whole ones/),
    });

    await atStep("Working out the odds", "new.cancel_asked := true", () => job("refresh-insights", team));
    expect(await findRun(db, team.workspace)).toMatchObject({ state: "cancelled", message: null });

    await expect(job("refresh-insights", team, {}, AbortSignal.abort(new Error("stopping")))).rejects.toThrow(
      "stopping",
    );
    expect(await findRun(db, team.workspace)).toMatchObject({ state: "waiting", progress: 0 });

    expect(await findings(team)).toMatchObject({ madeAt: before.madeAt, result: before.result });
  });

  test("a backtest is asked for once, made by a job, and shown", async () => {
    const cutoffOn = dayAgo(300).slice(0, 10);
    await expect(askBacktest(team.marketing, { cutoffOn, atDays: [7] })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await askBacktest(team.max, { cutoffOn, atDays: [3] });
    await askBacktest(team.max, { cutoffOn, atDays: [7] });
    expect(await waitingJobs(team, "run-backtest")).toHaveLength(1);
    await saveSettings(team.max, { ...defaultSettings, fewestForOdds: 50 });
    await job("run-backtest", team, { cutoffOn, atDays: [7] });
    const { result } = await showResult(db, team.workspace, "backtest", backtestShown);
    expect(result).toMatchObject({ cutoffOn, rows: [{ atDays: 7, auc: expect.any(Number), tooFew: null }] });

    await pool.query(`create function refuse() returns trigger language plpgsql as $$
      begin if new.result ->> 'kind' is distinct from 'failed' then raise 'the disk is full'; end if; return new; end $$`);
    await pool.query(
      "create trigger refuse before insert or update on insight_results for each row execute function refuse()",
    );
    await expect(job("run-backtest", team, { cutoffOn, atDays: [7] })).rejects.toThrow("the disk is full");
    await pool.query("drop function refuse cascade");
    const failed = await showResult(db, team.workspace, "backtest", backtestShown);
    expect(failed.result).toEqual({ kind: "failed", cutoffOn });
  });
});

describe("what a team settles", () => {
  test("its settings: by a manager, written into the audit log, and looked at again", async () => {
    const settings = { ...defaultSettings, fewestASide: 40, meetingMinutes: 120 };
    await expect(saveSettings(team.rita, settings)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(await saveSettings(team.max, settings)).toEqual(settings);
    expect(await findSettings(db, team.workspace)).toEqual(settings);
    expect(await lastEntry(team)).toMatchObject({ action: "change-insight-settings", detail: settings });
    expect(await findRun(db, team.workspace)).toMatchObject({ state: "waiting" });
    await job("refresh-insights", team);
    expect((await findings(team)).result).toMatchObject({ fewestASide: 40 });
  });

  test("of a column that it is not to be used: then it is no finding, and the row says why", async () => {
    const field = { heading: "Lead source", use: "left-out" as const };
    await expect(decideField(team.rolf, field)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await decideField(team.olga, field);
    expect(await lastEntry(team)).toMatchObject({ action: "decide-insight-field", detail: field });
    await job("refresh-insights", team);
    const { result } = await findings(team);
    expect(result?.findings).toEqual([]);
    expect(result?.leftOut).toContainEqual({
      name: "Lead source",
      why: "Somebody said to leave it out.",
      mayDecide: true,
    });
    await decideField(team.olga, { heading: "Lead source", use: null });
    expect(await listFields(db, team.workspace)).toEqual(new Map());
  });

  test("nothing of another team is looked at, and nothing is shown to it", async () => {
    const other = await startTeam(db);
    await job("refresh-insights", other);
    expect((await findings(other)).result).toMatchObject({ won: 0, lost: 0, findings: [], tooFew: [], looked: 0 });
    expect(await showResult(db, other.workspace, "backtest", backtestShown)).toMatchObject({ result: null });
  });
});

test("a deal closed since keeps no odds on any list, and its page says that it is closed", async () => {
  const { rows } = await pool.query("select deal_id from deal_odds where workspace_id = $1 limit 1", [team.workspace]);
  const id = rows[0].deal_id;
  await closeDeal(team.olga, { id, outcome: "lost" });
  expect(await showDealOdds(team.olga, { dealId: id })).toEqual({ kind: "closed" });
});
