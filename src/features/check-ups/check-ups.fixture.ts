import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import { closeDeal } from "../deals/close-deal.ts";
import type { DealRow } from "../deals/contract.ts";
import { type DealInput, saveDeal } from "../deals/save-deal.ts";
import { seedSalesProcess } from "../sales-process/seed-sales-process.ts";
import { listPipelinesOf } from "../sales-process/store.ts";
import { insertWorkspace, upsertMember } from "../team/store.ts";

/** A Sunday in November, the day of every story told here unless it says otherwise. */
export const today = "2026-11-22";
export const noon: Instant = Date.parse(`${today}T11:00:00Z`);

export type TestTeam = {
  workspace: WorkspaceId;
  /** Owns the workspace. */
  olga: Acting;
  /** Manages Rita. */
  max: Acting;
  rita: Acting;
  /** A rep of nobody's team. */
  rolf: Acting;
  marketing: Acting;
  pipeline: { id: string; stages: { id: string; name: string; type: string }[] };
};

/** A team with an owner, a manager, two reps and marketing, and the sales process that every workspace starts with. */
export async function startTeam(db: Database, now: Instant = noon): Promise<TestTeam> {
  return db.transaction().execute(async (tx) => {
    const workspace = await insertWorkspace(tx, {
      id: randomUUID(),
      name: "Fuller Sales",
      timeZone: "Europe/Berlin",
      currency: "EUR",
    });
    const join = async (name: string, role: Session["role"], managerId: string | null = null): Promise<Acting> => {
      const memberId = randomUUID();
      const isOwner = name === "Olga";
      await upsertMember(tx, workspace, { id: memberId, name, email: null, role, managerId, isOwner });
      const session = {
        workspace,
        memberId,
        memberName: name,
        role,
        isOwner,
        timeZone: "Europe/Berlin",
        currency: "EUR",
      };
      return { db, session, now };
    };
    const max = await join("Max", "manager");
    await seedSalesProcess(tx, workspace);
    const [pipeline] = await listPipelinesOf(tx, workspace);
    if (!pipeline) throw new Error("A new workspace has a pipeline.");
    return {
      workspace,
      olga: await join("Olga", "admin"),
      max,
      rita: await join("Rita", "rep", max.session.memberId),
      rolf: await join("Rolf", "rep"),
      marketing: await join("Maja", "marketing"),
      pipeline,
    };
  });
}

/** An open deal of the one who acts, in the pipeline's first stage. */
export async function openDeal(
  acting: Acting,
  { pipeline }: Pick<TestTeam, "pipeline">,
  said: Partial<DealInput> = {},
): Promise<DealRow> {
  const stage = pipeline.stages.find(({ type }) => type === "open");
  if (!stage) throw new Error("A pipeline has an open stage.");
  return saveDeal(acting, {
    id: randomUUID(),
    name: "Acme",
    accountName: "Acme Ltd",
    ownerId: acting.session.memberId,
    pipelineId: pipeline.id,
    stageId: stage.id,
    amountCents: 1_000_000,
    currency: "EUR",
    expectedCloseOn: null,
    pitchedOn: null,
    offeredTermMonths: null,
    competitor: null,
    leadSource: null,
    ...said,
  });
}

/** A deal of the one who acts that was lost just now. */
export async function lostDeal(
  acting: Acting,
  team: Pick<TestTeam, "pipeline">,
  said: Partial<DealInput> = {},
): Promise<DealRow> {
  const { id } = await openDeal({ ...acting, now: acting.now - 30 * 86_400_000 }, team, said);
  return closeDeal(acting, { id, outcome: "lost" });
}
