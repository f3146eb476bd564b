import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { Session } from "../../platform/session.ts";
import { insertWorkspace, upsertMember } from "../team/store.ts";
import { applyTemplate } from "./apply-template.ts";
import { archiveStep } from "./archive-step.ts";
import { savePipeline } from "./save-pipeline.ts";
import { saveStep } from "./save-step.ts";
import { seedSalesProcess } from "./seed-sales-process.ts";
import { ensurePipelines, listPipelinesOf, listStepsOf } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = Date.parse("2026-11-22T11:00:00Z");
const refused = (code: string) => expect.objectContaining({ code });

/** A workspace as it is made, with its admin. */
async function start(role: Session["role"] = "admin") {
  const workspace = await insertWorkspace(db, {
    id: randomUUID(),
    name: "Fuller Sales",
    timeZone: "Europe/Berlin",
    currency: "EUR",
  });
  const memberId = randomUUID();
  await upsertMember(db, workspace, { id: memberId, name: "Ada", email: null, role, managerId: null });
  await db.transaction().execute((tx) => seedSalesProcess(tx, workspace));
  const place = { timeZone: "Europe/Berlin", currency: "EUR", isOwner: false };
  const acting: Acting = { db, session: { workspace, memberId, memberName: "Ada", role, ...place }, now };
  const [pipeline] = await listPipelinesOf(db, workspace);
  if (!pipeline) throw new Error("A new workspace has a pipeline.");
  return { workspace, acting, pipeline };
}

const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

async function countRefreshes(workspace: string) {
  const { rows } = await sql<{ count: number }>`select count(*) from graphile_worker._private_jobs
    where payload ->> 'workspace' = ${workspace} and payload ->> 'all' = 'true'`.execute(db);
  return rows[0]?.count;
}

/** Every step with the name of the stage it is due before in a pipeline. */
async function deadlinesIn(workspace: Parameters<typeof listStepsOf>[1], pipelineId: string) {
  const stages = (await listPipelinesOf(db, workspace)).flatMap((pipeline) => pipeline.stages);
  const steps = await listStepsOf(db, workspace);
  return Object.fromEntries(
    steps.map(({ name, deadlines }) => {
      const stageId = deadlines.find((deadline) => deadline.pipelineId === pipelineId)?.beforeStageId;
      return [name, stages.find(({ id }) => id === stageId)?.name ?? "the close"];
    }),
  );
}

const insertDeal = (workspace: string, pipelineId: string, stageId: string) =>
  db
    .insertInto("deals")
    .values({ workspace_id: workspace, name: "Acme", pipeline_id: pipelineId, stage_id: stageId, status: "open" })
    .execute();

describe("a new workspace", () => {
  test("starts with a pipeline and the steps of the source texts, each before its stage", async () => {
    const { workspace, pipeline } = await start();
    expect(names(pipeline.stages)).toEqual([
      "Discovery",
      "Qualified",
      "Demo",
      "Proposal",
      "Negotiation",
      "Won",
      "Lost",
    ]);
    expect(await deadlinesIn(workspace, pipeline.id)).toEqual({
      "Ideal target checked": "Qualified",
      "Needs understood": "Demo",
      "Right time to present": "Demo",
      "Competition asked about": "Proposal",
      "Decision makers identified": "Proposal",
      "Time frame asked": "Demo",
      "Reason for buying now asked": "Demo",
      "Buyer's role asked": "Demo",
    });
  });

  test("is not furnished twice, and what the team archived stays archived", async () => {
    const { workspace, acting } = await start();
    const steps = await listStepsOf(db, workspace);
    await archiveStep(acting, { id: steps[0]?.id ?? "" });
    await db.transaction().execute((tx) => seedSalesProcess(tx, workspace));
    expect(await listStepsOf(db, workspace)).toEqual(steps.slice(1));
    expect(await listPipelinesOf(db, workspace)).toHaveLength(1);
  });
});

describe("pipelines an import names", () => {
  const open = (...stages: string[]) => stages.map((name, position) => ({ name, type: "open" as const, position }));

  test("are made with deadlines guessed from their stages, in German too; the same import again changes nothing", async () => {
    const { workspace } = await start();
    const wanted = [{ pipeline: "Neukunden", stages: open("Erstkontakt", "Präsentation", "Angebot") }];
    const ensure = () => db.transaction().execute((tx) => ensurePipelines(tx, workspace, wanted));
    const [made] = await ensure();
    expect(names(made?.stages ?? [])).toEqual(["Erstkontakt", "Präsentation", "Angebot", "Won", "Lost"]);
    expect(await deadlinesIn(workspace, made?.id ?? "")).toMatchObject({
      "Time frame asked": "Präsentation",
      "Decision makers identified": "Angebot",
    });
    expect(await ensure()).toEqual([made]);
  });

  test("without a stage that sounds like a demo or a proposal, steps are due before the close", async () => {
    const { workspace } = await start();
    const wanted = [{ pipeline: "Maven", stages: open("Prospecting", "Engaging") }];
    const [made] = await db.transaction().execute((tx) => ensurePipelines(tx, workspace, wanted));
    expect(new Set(Object.values(await deadlinesIn(workspace, made?.id ?? "")))).toEqual(new Set(["the close"]));
  });

  test("a pipeline nobody used yet takes the import's stages in place of ours", async () => {
    const { workspace, pipeline } = await start();
    const wanted = [{ pipeline: "sales", stages: open("Intro", "Demo", "Contract sent") }];
    const [sales] = await db.transaction().execute((tx) => ensurePipelines(tx, workspace, wanted));
    expect(sales?.id).toBe(pipeline.id);
    expect(names(sales?.stages ?? [])).toEqual(["Intro", "Demo", "Contract sent", "Won", "Lost"]);
    expect(await deadlinesIn(workspace, pipeline.id)).toMatchObject({
      "Time frame asked": "Demo",
      "Decision makers identified": "Contract sent",
    });
  });

  test("with deals in it, it keeps its stages and new ones join them", async () => {
    const { workspace, pipeline } = await start();
    await insertDeal(workspace, pipeline.id, pipeline.stages[0]?.id ?? "");
    const wanted = [{ pipeline: "Sales", stages: open("Demo", "Trial", "Proposal") }];
    const [sales] = await db.transaction().execute((tx) => ensurePipelines(tx, workspace, wanted));
    expect(names(sales?.stages ?? [])).toEqual([
      "Discovery",
      "Qualified",
      "Demo",
      "Trial",
      "Proposal",
      "Negotiation",
      "Won",
      "Lost",
    ]);
  });

  test("two imports at once make one pipeline", async () => {
    const { workspace } = await start();
    const wanted = [{ pipeline: "Partners", stages: open("A", "B") }];
    const ensure = () => db.transaction().execute((tx) => ensurePipelines(tx, workspace, wanted));
    const [one, other] = await Promise.all([ensure(), ensure()]);
    expect(one).toEqual(other);
  });
});

describe("saving a pipeline", () => {
  test("stages swap names, move and are added; every open deal is then read again", async () => {
    const { workspace, acting, pipeline } = await start();
    const [discovery, qualified, ...others] = pipeline.stages;
    if (!discovery || !qualified) throw new Error("The pipeline has stages.");
    const stages = [
      { id: discovery.id, name: "Qualified", type: "open" as const },
      { id: qualified.id, name: "Discovery", type: "open" as const },
      { id: randomUUID(), name: "Trial", type: "open" as const },
      ...others.map(({ id, name, type }) => ({ id, name, type })),
    ];
    const saved = await savePipeline(acting, { id: pipeline.id, name: "New business", stages });
    expect(saved).toEqual({
      id: pipeline.id,
      name: "New business",
      stages: stages.map((stage, place) => ({ ...stage, position: place + 1 })),
    });
    expect(await countRefreshes(workspace)).toBe(1);
  });

  test("a stage with deals in it stays; an empty one goes, with its deadlines, and its name is free again", async () => {
    const { workspace, acting, pipeline } = await start();
    const demo = pipeline.stages.find(({ name }) => name === "Demo");
    if (!demo) throw new Error("The pipeline has a demo.");
    const without = pipeline.stages
      .filter(({ id }) => id !== demo.id)
      .map(({ id, name, type }) => ({ id, name, type }));
    await insertDeal(workspace, pipeline.id, demo.id);
    const save = (stages: typeof without) => savePipeline(acting, { id: pipeline.id, name: "Sales", stages });
    await expect(save(without)).rejects.toEqual(refused("STAGE_IN_USE"));
    const asWon = [...without, { id: demo.id, name: "Demo", type: "won" as const }];
    await expect(save(asWon)).rejects.toEqual(refused("STAGE_IN_USE"));

    await db.deleteFrom("deals").where("workspace_id", "=", workspace).execute();
    await save(without);
    expect((await deadlinesIn(workspace, pipeline.id))["Time frame asked"]).toBe("the close");
    const again = [{ id: randomUUID(), name: "Demo", type: "open" as const }, ...without];
    expect(names((await save(again)).stages)[0]).toBe("Demo");
  });

  test("is refused without a won or lost stage, with a name twice, with another pipeline's stage, and to a rep", async () => {
    const { acting, pipeline } = await start();
    const stages = pipeline.stages.map(({ id, name, type }) => ({ id, name, type }));
    const save = (changed: typeof stages, id = pipeline.id, name = "Sales", by = acting) =>
      savePipeline(by, { id, name, stages: changed });
    await expect(save(stages.filter(({ type }) => type !== "lost"))).rejects.toEqual(refused("STAGES_INCOMPLETE"));
    const twice = [...stages, { id: randomUUID(), name: "demo", type: "open" as const }];
    await expect(save(twice)).rejects.toEqual(refused("NAME_TAKEN"));
    const fresh = stages.map((stage) => ({ ...stage, id: randomUUID() }));
    await expect(save(fresh, randomUUID(), " SALES")).rejects.toEqual(refused("NAME_TAKEN"));
    await expect(save(stages, randomUUID(), "Partners")).rejects.toEqual(refused("NOT_FOUND"));
    const rep = { ...acting, session: { ...acting.session, role: "rep" as const } };
    await expect(save(stages, pipeline.id, "Sales", rep)).rejects.toEqual(refused("NOT_ALLOWED"));
  });
});

describe("steps", () => {
  test("a step is added with its deadline, changed, archived, and comes back when saved again", async () => {
    const { workspace, acting, pipeline } = await start();
    const demo = pipeline.stages.find(({ name }) => name === "Demo")?.id ?? "";
    const step = { id: randomUUID(), name: "Security asked", question: "Who reviews security?", hint: "" };
    const deadlines = [{ pipelineId: pipeline.id, beforeStageId: demo }];
    expect(await saveStep(acting, { ...step, deadlines })).toEqual({ ...step, key: null, template: null, deadlines });
    const changed = await saveStep(acting, { ...step, name: "Security cleared", deadlines: [] });
    expect(changed).toMatchObject({ name: "Security cleared", deadlines: [] });
    expect(names(await listStepsOf(db, workspace)).at(-1)).toBe("Security cleared");

    await archiveStep(acting, { id: step.id });
    expect(names(await listStepsOf(db, workspace))).not.toContain("Security cleared");
    await saveStep(acting, { ...step, deadlines: [] });
    expect(names(await listStepsOf(db, workspace))).toContain("Security asked");
  });

  test("a deadline in a stage that is not there, and a step that is not there, are refused", async () => {
    const { acting, pipeline } = await start();
    const step = { id: randomUUID(), name: "X", question: "X?", hint: "" };
    const stranger = [{ pipelineId: pipeline.id, beforeStageId: randomUUID() }];
    await expect(saveStep(acting, { ...step, deadlines: stranger })).rejects.toEqual(refused("NOT_FOUND"));
    await expect(archiveStep(acting, { id: randomUUID() })).rejects.toEqual(refused("NOT_FOUND"));
  });

  test("a ready set joins ours once, with deadlines, and leaves a reworded step as it is", async () => {
    const { workspace, acting, pipeline } = await start();
    const first = await applyTemplate(acting, { key: "meddpicc" });
    expect(first.rows).toHaveLength(8);
    const champion = first.rows.find(({ name }) => name === "Champion");
    if (!champion) throw new Error("MEDDPICC asks for a champion.");
    expect((await deadlinesIn(workspace, pipeline.id)).Champion).toBe("Proposal");
    await saveStep(acting, { ...champion, question: "Who sells this for us inside?" });
    const again = await applyTemplate(acting, { key: "meddpicc" });
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(again.rows.find(({ id }) => id === champion.id)?.question).toBe("Who sells this for us inside?");
    await expect(applyTemplate(acting, { key: "nothing" })).rejects.toEqual(refused("NOT_FOUND"));
  });
});
