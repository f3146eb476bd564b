import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import type { Database } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import { planForValues } from "../../../../platform/database/plan-for-values.ts";
import { dayMs, dayOf, type Instant } from "../../../../platform/dates.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import { enqueue, type JobContext } from "../../../../platform/jobs.ts";
import { Refusal } from "../../../../platform/refusal.ts";
import { type Session, workspaceOfJob } from "../../../../platform/session.ts";
import { findDebriefReader } from "../../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../../deals/find-visible-deal.ts";
import { findMember, findWorkspace } from "../../../team/store.ts";
import type { Kept } from "./contract.ts";
import { hasJustFailed, isOld, isWanted, patienceMs, quickMs } from "./rules.ts";
import {
  deleteKept,
  deleteUnasked,
  findKept,
  type KeptReport,
  limitStatements,
  updateKept,
  updateToFailed,
  wantKept,
} from "./store.ts";

type Report<Asked, Told> = {
  /** Of its own, and never used for another report. */
  name: string;
  /** The job that reckons it apart. */
  job: string;
  /** Tells what only its reader may know, and is not for others who see the same deals. */
  isPersonal?: true;
  asked: z.ZodType<Asked>;
  told: z.ZodType<Told>;
  make: (acting: Acting, asked: Asked) => Promise<Told>;
};

/** A report as its job knows it: by what was asked, as it was kept. Its key is of what they may see who ask for it now. */
export type Remade = {
  name: string;
  remake: (acting: Acting, asked: unknown) => Promise<unknown>;
  keyOf: (acting: Acting, asked: unknown) => Promise<Buffer>;
};

type KeptReportOf<Asked, Told> = Remade & { show: (acting: Acting, asked: Asked) => Promise<Kept<Told>> };

/**
 * A report that nobody waits for. It is reckoned while somebody waits as long as that is quick, as it is for most teams. Where
 * it is not, it is reckoned apart, kept, and shown with its time; an old one is shown until a newer one is whole.
 */
export function keepReport<Asked, Told>(report: Report<Asked, Told>): KeptReportOf<Asked, Told> {
  return {
    name: report.name,
    show: (acting, asked) => show(report, acting, asked),
    remake: (acting, asked) => report.make(acting, report.asked.parse(asked)),
    keyOf: (acting, asked) => findKey(report, acting, report.asked.parse(asked)),
  };
}

async function show<Asked, Told>(report: Report<Asked, Told>, acting: Acting, asked: Asked): Promise<Kept<Told>> {
  const { db, session, now } = acting;
  const key = await findKey(report, acting, asked);
  const kept = await findKept(db, session.workspace, key);
  if (!kept) {
    const made = await makeQuickly(report, acting, asked);
    if (made !== "too slow") return { report: made, madeAt: null, isOnItsWay: false };
  }
  const read = kept?.madeAt ? report.told.safeParse(kept.result) : undefined;
  const known = read?.success && kept?.madeAt ? { report: read.data, madeAt: kept.madeAt.toISOString() } : null;
  if (kept && hasJustFailed(kept, now)) {
    if (!known) throw new Error(`The report "${report.name}" could not be reckoned.`);
    return { ...known, isOnItsWay: false };
  }
  const isOnItsWay = !kept || !known || isOld(kept, now);
  if (isOnItsWay && !(kept && isWanted(kept, now)))
    await want(db, session, { key, report: report.name, asked, job: report.job }, now);
  return { ...(known ?? { report: null, madeAt: null }), isOnItsWay };
}

async function makeQuickly<Asked, Told>(
  { make }: Report<Asked, Told>,
  { db, session, now }: Acting,
  asked: Asked,
): Promise<Told | "too slow"> {
  try {
    return await inSnapshot(db, async (snapshot) => {
      await Promise.all([limitStatements(snapshot, patienceMs), planForValues(snapshot)]);
      return make({ db: snapshot, session, now }, asked);
    });
  } catch (error) {
    if (wasEnded(error)) return "too slow";
    throw error;
  }
}

/** "canceling statement due to statement timeout" */
const wasEnded = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "57014";

async function want(
  db: Database,
  session: Session,
  { job, ...wish }: { key: Buffer; report: string; asked: unknown; job: string },
  now: Instant,
): Promise<void> {
  const { workspace, memberId } = session;
  const key = wish.key.toString("hex");
  await db.transaction().execute(async (tx) => {
    await wantKept(tx, workspace, { ...wish, askedBy: memberId }, now);
    // One after the other: ten reports of one screen must not take ten cores.
    const options = { key: `${job}:${workspace}:${key}`, queue: `${job}:${workspace}`, attempts: 1 };
    await enqueue(tx, job, { workspace, key }, options);
  });
}

/** The same for everybody who may see the same, on one day; of what debriefs tell, for one reader as they may read now. */
async function findKey(
  { name, isPersonal }: Pick<Report<unknown, unknown>, "name" | "isPersonal">,
  { db, session, now }: Acting,
  asked: unknown,
): Promise<Buffer> {
  const filter = Object.entries(z.record(z.string(), z.unknown()).parse(asked)).filter(
    ([, said]) => said !== undefined,
  );
  filter.sort(([a], [b]) => (a < b ? -1 : 1));
  const visible = await findVisibleOwners(db, session);
  const seen = visible === "all" ? "all" : { ...visible, owners: [...visible.owners].sort() };
  const { memberId, role, isOwner, timeZone, currency } = session;
  const others = isPersonal ? (await findDebriefReader(db, session)).others : null;
  const reader = { role, isOwner, ...(isPersonal ? { memberId, others } : {}) };
  const whole = [name, filter, seen, reader, currency, dayOf(now, timeZone)];
  return createHash("sha256").update(JSON.stringify(whole)).digest();
}

const payloadShape = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) });
const unaskedForMs = 2 * dayMs;

/** Reckons a report that somebody wants, for a job; what nobody wants any more is left. */
export async function remakeReport(
  reports: readonly Remade[],
  payload: unknown,
  { db, now, log, signal }: JobContext,
): Promise<void> {
  const workspace = workspaceOfJob(payload);
  const key = Buffer.from(payloadShape.parse(payload).key, "hex");
  await deleteUnasked(db, workspace, now - unaskedForMs);
  const kept = await findKept(db, workspace, key);
  const report = reports.find(({ name }) => name === kept?.report);
  const session = kept && (await sessionOf(db, workspace, kept));
  if (!kept || !report || !session) return deleteKept(db, workspace, key);
  const began = performance.now();
  try {
    const acting = { db, session, now };
    // Whoever asked may see more or less by now; others read what is kept under this key.
    if (!(await report.keyOf(acting, kept.asked)).equals(key)) return deleteKept(db, workspace, key);
    const result = await report.remake(acting, kept.asked);
    const tookMs = performance.now() - began;
    if (tookMs <= quickMs) await deleteKept(db, workspace, key);
    else await updateKept(db, workspace, key, { result, at: now, tookMs });
  } catch (error) {
    // What they may no longer see is told to them when they ask again.
    if (error instanceof Refusal || error instanceof z.ZodError) return deleteKept(db, workspace, key);
    if (signal.aborted) throw error;
    await recordFailure(db, { workspace, key, now, log, error });
  }
}

async function recordFailure(
  db: Database,
  failed: { workspace: Session["workspace"]; key: Buffer; now: Instant; log: Logger; error: unknown },
): Promise<void> {
  failed.log.error({ err: failed.error }, "reckoning a report apart failed");
  await updateToFailed(db, failed.workspace, failed.key, failed.now);
}

/** In whose name it is reckoned, as they are now; null: they work here no more. */
async function sessionOf(
  db: Database,
  workspace: Session["workspace"],
  { askedBy }: KeptReport,
): Promise<Session | null> {
  const member = await findMember(db, workspace, askedBy);
  if (!member || member.deactivatedAt !== null) return null;
  const { time_zone: timeZone, currency } = await findWorkspace(db, workspace);
  const { id: memberId, name: memberName, role, isOwner } = member;
  return { workspace, memberId, memberName, role, isOwner, timeZone, currency };
}
