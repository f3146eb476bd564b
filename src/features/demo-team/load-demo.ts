import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type pg from "pg";
import type { SimulatedTeam } from "../../../demo/simulate-team.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { enqueue } from "../../platform/jobs.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import { snoozeDeal } from "../deals/snooze-deal.ts";
import { refreshReadings } from "../red-flags/refresh-readings.ts";
import { findWorkspace, listTeam, updateWorkspace, upsertMember } from "../team/store.ts";
import { mayLoadDemo } from "./access.ts";
import { importDemoTeam, tellDemoTeam } from "./import-team.ts";
import { recordAudience } from "./record-audience.ts";
import { recordCheckUps } from "./record-check-ups.ts";
import { recordMeetings } from "./record-meetings.ts";
import { recordPackets } from "./record-packets.ts";
import { recordPastWork, type Scene } from "./record-past-work.ts";
import { recordPlaybook } from "./record-playbook.ts";
import { recordPostMortems } from "./record-post-mortems.ts";
import { recordRecovery } from "./record-recovery.ts";
import { recordRepairs } from "./record-repairs.ts";
import { recordStories } from "./record-stories.ts";
import { type DemoShape, demoShapeOf, isGoingOn } from "./rules.ts";
import { findDemoLoad, hasDeals, listDealIdsBySource, lockDemo, updateDemoLoad } from "./store.ts";

/** Asks for the demo team in an empty workspace. Asked again while it moves in, or once it is here, nothing changes. */
export async function askToLoadDemo({ db, session, now }: Acting): Promise<DemoShape> {
  if (!mayLoadDemo(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await lockDemo(tx, workspace);
    const load = await findDemoLoad(tx, workspace);
    if (load?.state === "loaded" || isGoingOn(load, now)) return demoShapeOf(load, now);
    const { is_demo: isDemo } = await findWorkspace(tx, workspace);
    if (!isDemo && (await hasDeals(tx, workspace))) throw new Refusal("WORKSPACE_IN_USE");
    await updateDemoLoad(tx, workspace, { state: "loading", progress: 0, message: "Telling two years of deals" }, now);
    await updateWorkspace(tx, workspace, { isDemo: true });
    await enqueue(
      tx,
      "load-demo",
      { workspace, memberId },
      { queue: `demo:${workspace}`, key: `load-demo:${workspace}` },
    );
    return demoShapeOf(await findDemoLoad(tx, workspace), now);
  });
}

export type Loading = { db: Database; pool: pg.Pool; now: Instant; signal?: AbortSignal | undefined };

/** Where the demo is shown, and to whom. */
export type Place = { workspace: WorkspaceId; viewerId: string | null; deals?: number };

/** Fills a workspace with the demo team. Whatever of an earlier, broken-off load is there goes first; a failure leaves nothing. */
export async function loadDemoTeam(
  { db, pool, now, signal }: Loading,
  { workspace, viewerId, deals = 3_000 }: Place,
  report: (share: number, message: string, memberIds?: readonly string[]) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const { time_zone: timeZone, currency } = await findWorkspace(db, workspace);
  const setting = { pool, workspace, timeZone, currency, now };
  const team = await tellDemoTeam(setting, deals);
  const before = new Set((await listTeam(db, workspace)).map(({ id }) => id));
  await importDemoTeam(setting, team, {
    signal,
    done: async (kind, share) => {
      const memberIds = kind === "members" ? await giveRoles(db, workspace, team, before) : undefined;
      await report(0.05 + share * 0.6, arrived[kind], memberIds);
    },
  });
  const scene = await sceneOf({ db, workspace, timeZone, currency, now, viewerId });
  await restDeals(scene, team);
  await recordPastWork(scene, (share) => report(0.65 + share * 0.22, "Debriefing what was lost"));
  await recordCheckUps(scene);
  await recordAudience(scene);
  await report(0.88, "Talking to lost customers");
  await recordPostMortems(scene);
  await recordStories(scene);
  await recordRecovery(scene);
  signal?.throwIfAborted();
  await report(0.92, "Looking at the open deals");
  // Jobs that the imports asked for have read half a team meanwhile; only a later reading takes the place of theirs.
  const read = now + Math.ceil(performance.now() - began);
  await refreshReadings(db, workspace, "all", read, signal);
  const sighted = { ...scene, now: read };
  await recordRepairs(sighted);
  signal?.throwIfAborted();
  await report(0.95, "Writing down what the team does from now on");
  await recordPlaybook(sighted);
  await recordMeetings(sighted);
  await recordPackets(sighted);
}

const arrived = {
  members: "The people are here",
  accounts: "The accounts are here",
  deals: "The deals are here",
  contacts: "The contacts are here",
  stages: "The stages are here",
  activities: "The calls and messages are here",
  steps: "The answers are here",
} as const;

/** An export names people; what each of them does is said here. Gives the ids of those who came with it. */
async function giveRoles(
  db: Database,
  workspace: WorkspaceId,
  team: SimulatedTeam,
  before: ReadonlySet<string>,
): Promise<string[]> {
  const roleOf = new Map(team.members.map(({ email, role }) => [email, role]));
  const came = (await listTeam(db, workspace)).filter(({ id }) => !before.has(id));
  for (const { id, name, email, managerId } of came) {
    const role = email === null ? undefined : roleOf.get(email);
    if (role) await upsertMember(db, workspace, { id, name, email, managerId, role });
  }
  return came.map(({ id }) => id);
}

async function sceneOf({
  viewerId,
  currency,
  ...place
}: Omit<Scene, "viewer" | "sessionOf"> & { currency: string; viewerId: string | null }): Promise<Scene> {
  const members = await listTeam(place.db, place.workspace);
  const sessionOf = (memberId: string): Session => {
    const member = members.find(({ id }) => id === memberId);
    if (!member) throw new Error("The demo team's deals belong to somebody who is not here.");
    const { role, isOwner, name } = member;
    const { workspace, timeZone } = place;
    return { workspace, memberId, memberName: name, role, isOwner, timeZone, currency };
  };
  const viewer = viewerId ?? members.find(({ role }) => role === "admin")?.id;
  if (!viewer) throw new Error("Nobody is here to look at the demo team.");
  return { ...place, viewer: sessionOf(viewer), sessionOf };
}

async function restDeals({ db, workspace, viewer }: Scene, team: SimulatedTeam): Promise<void> {
  const resting = [...team.deals()].filter(({ snooze }) => snooze !== null);
  const ids = await listDealIdsBySource(
    db,
    workspace,
    resting.map(({ id }) => id),
  );
  for (const { id, snooze } of resting) {
    const dealId = ids.get(id);
    if (!snooze || !dealId) continue;
    const { reason, untilOn, startedAt } = snooze;
    await snoozeDeal({ db, session: viewer, now: startedAt }, { id: dealId, snoozeId: randomUUID(), reason, untilOn });
  }
}
