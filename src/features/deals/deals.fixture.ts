import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { mintWorkspaceId, type Session, type WorkspaceId } from "../../platform/session.ts";
import { type DealInput, saveDeal } from "./save-deal.ts";

export const at = (instant: string) => Date.parse(instant);

/** A team of its own: a pipeline with stages, a manager of one rep, a rep of another team, an admin, and marketing. */
export async function makeTeam(db: Database) {
  const workspace = mintWorkspaceId(randomUUID());
  await db
    .insertInto("workspaces")
    .values({ workspace_id: workspace, name: "Northwind", time_zone: "Europe/Berlin", currency: "EUR" })
    .execute();
  const member = async (name: string, role: Session["role"], managerId: string | null = null): Promise<Session> => {
    const id = randomUUID();
    await db.insertInto("members").values({ workspace_id: workspace, id, name, role, manager_id: managerId }).execute();
    const place = { timeZone: "Europe/Berlin", currency: "EUR" };
    return { workspace, memberId: id, memberName: name, role, isOwner: false, ...place };
  };
  const manager = await member("Mona", "manager");
  const rep = await member("Ria", "rep", manager.memberId);
  const team = {
    workspace,
    manager,
    rep,
    colleague: await member("Carl", "rep", (await member("Otto", "manager")).memberId),
    admin: await member("Ada", "admin"),
    marketing: await member("Max", "marketing"),
    pipeline: await makePipeline(db, workspace),
  };
  return team;
}
export type Team = Awaited<ReturnType<typeof makeTeam>>;

export async function makePipeline(db: Database, workspace: WorkspaceId) {
  const id = randomUUID();
  const stage = {
    qualify: randomUUID(),
    demo: randomUUID(),
    proposal: randomUUID(),
    won: randomUUID(),
    lost: randomUUID(),
  };
  await db
    .insertInto("pipelines")
    .values({ workspace_id: workspace, id, name: `Sales ${id.slice(0, 8)}` })
    .execute();
  const types = { qualify: "open", demo: "open", proposal: "open", won: "won", lost: "lost" } as const;
  let position = 0;
  for (const name of ["qualify", "demo", "proposal", "won", "lost"] as const) {
    position += 1;
    await db
      .insertInto("stages")
      .values({ workspace_id: workspace, id: stage[name], pipeline_id: id, name, type: types[name], position })
      .execute();
  }
  return { id, stage };
}

export async function makeStep(db: Database, { workspace, pipeline }: Team, name: string, before?: string) {
  const id = randomUUID();
  await db
    .insertInto("sales_steps")
    .values({ workspace_id: workspace, id, name, question: `${name}?` })
    .execute();
  if (before)
    await db
      .insertInto("step_deadlines")
      .values({ workspace_id: workspace, step_id: id, pipeline_id: pipeline.id, before_stage_id: before })
      .execute();
  return id;
}

export const acting = (db: Database, session: Session, now: string): Acting => ({ db, session, now: at(now) });

export function dealInput({ pipeline }: Team, changes: Partial<DealInput> = {}): DealInput {
  return {
    id: randomUUID(),
    name: "Acme licences",
    accountName: "Acme",
    ownerId: null,
    pipelineId: pipeline.id,
    stageId: pipeline.stage.qualify,
    amountCents: 1_000_000,
    currency: "EUR",
    expectedCloseOn: "2026-06-30",
    pitchedOn: null,
    offeredTermMonths: null,
    competitor: null,
    leadSource: null,
    ...changes,
  };
}

/** A deal of the rep, made on 2 March 2026. */
export async function makeDeal(db: Database, team: Team, changes: Partial<DealInput> = {}): Promise<string> {
  const input = dealInput(team, { ownerId: team.rep.memberId, ...changes });
  await saveDeal(acting(db, team.admin, "2026-03-02T09:00:00Z"), input);
  return input.id;
}

/** How often a deal's flags were asked to be read again. */
export async function countRefreshes(db: Database, dealId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from asked_deals where job = 'refresh-flags' and deal_id = ${dealId}`.execute(db);
  return rows[0]?.count ?? 0;
}
