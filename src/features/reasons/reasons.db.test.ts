import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import { saveFlag } from "../red-flags/save-flag.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { applyTemplate } from "../sales-process/apply-template.ts";
import { archiveStep } from "../sales-process/archive-step.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { insertWorkspace, upsertMember } from "../team/store.ts";
import { reasonSeeds } from "./catalogue/rules.ts";
import { extendCatalogues } from "./extend-catalogues.ts";
import { repairSeeds } from "./repairs/rules.ts";
import { listRepairsOf } from "./repairs/store.ts";
import { saveReason } from "./save-reason.ts";
import { saveRepair } from "./save-repair.ts";
import { seedCatalogue } from "./seed-catalogue.ts";
import { listReasonsOf } from "./store.ts";
import { watchSteps } from "./watch-steps.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const refused = (code: string) => expect.objectContaining({ code });

async function start(role: Session["role"] = "manager") {
  const place = { timeZone: "Europe/Berlin", currency: "EUR" };
  const workspace = await insertWorkspace(db, { id: randomUUID(), name: "Fuller Sales", ...place });
  const memberId = randomUUID();
  await upsertMember(db, workspace, { id: memberId, name: "Max", email: null, role, managerId: null });
  await db.transaction().execute((tx) => seedCatalogue(tx, workspace));
  const session = { workspace, memberId, memberName: "Max", role, isOwner: false, ...place };
  const acting: Acting = { db, session, now: Date.parse("2026-11-22T11:00:00Z") };
  return { workspace, acting };
}

describe("the catalogue a team starts with", () => {
  test("is there whole, with every link leading somewhere", async () => {
    const { workspace } = await start();
    const reasons = await listReasonsOf(db, workspace);
    const repairs = await listRepairsOf(db, workspace);
    for (const appliesTo of ["lost", "won"] as const) {
      const seeds = reasonSeeds[appliesTo];
      const found = reasons.filter((reason) => reason.appliesTo === appliesTo);
      expect(found.map(({ key }) => key)).toEqual(seeds.map(({ key }) => key));
      expect(found.filter(({ stepId }) => stepId)).toHaveLength(seeds.filter(({ step }) => step).length);
      expect(found.filter(({ flagId }) => flagId)).toHaveLength(seeds.filter(({ flag }) => flag).length);
    }
    expect(repairs.map(({ key, flagIds }) => [key, flagIds.length])).toEqual(
      repairSeeds.map(({ key, flags }) => [key, flags.length]),
    );
  });

  test("follows the chain: reason, the step that prevents it, the flag that shows it, the repair that lowers it", async () => {
    const { workspace } = await start();
    const reason = (await listReasonsOf(db, workspace)).find(({ name }) => name === "Decision makers not identified");
    expect(reason).toMatchObject({ stepName: "Decision makers identified", flagName: "No decision maker" });
    const repairs = (await listRepairsOf(db, workspace)).filter(({ flagIds }) =>
      flagIds.includes(reason?.flagId ?? ""),
    );
    expect(repairs.map(({ name }) => name)).toEqual([
      "Call for the missing information",
      "Find the decision maker with your champion",
    ]);
  });

  test("lowers every flag it watches by some repair, and asks five questions about our own part", async () => {
    const { workspace } = await start();
    const lowered = new Set((await listRepairsOf(db, workspace)).flatMap(({ flagIds }) => flagIds));
    expect((await listFlagsOf(db, workspace)).filter(({ id }) => !lowered.has(id))).toEqual([]);
    const asked = (await listReasonsOf(db, workspace)).filter(({ roleQuestion }) => roleQuestion !== null);
    expect(asked).toHaveLength(5);
    expect(asked.every(({ control }) => control === "ours")).toBe(true);
  });

  test("is not filled twice, and what the team edited or unlinked stays so", async () => {
    const { workspace, acting } = await start();
    const [reason] = await listReasonsOf(db, workspace);
    const [repair] = await listRepairsOf(db, workspace);
    if (!reason || !repair) throw new Error("A team starts with a catalogue.");
    await saveReason(acting, { ...reason, name: "Wrong target", flagId: null });
    await saveRepair(acting, { ...repair, flagIds: [] });
    const before = [await listReasonsOf(db, workspace), await listRepairsOf(db, workspace)];
    await db.transaction().execute((tx) => seedCatalogue(tx, workspace));
    expect([await listReasonsOf(db, workspace), await listRepairsOf(db, workspace)]).toEqual(before);
    expect(before[0]?.[0]).toMatchObject({ name: "Wrong target", flagId: null, flagName: null });
  });
});

describe("a workspace older than a flag", () => {
  const keysOf = (rows: readonly { id: string; key: string | null }[], ids: readonly string[]) =>
    rows.filter(({ id }) => ids.includes(id)).map(({ key }) => key);
  /** As earlier versions left it: neither flag, neither repair, and the reason linked to another. */
  const makeOlder = async (workspace: WorkspaceId) => {
    const gone = ["no-follow-up", "stuck-on-price"];
    const quiet = (await listFlagsOf(db, workspace)).find(({ key }) => key === "gone-quiet");
    await db
      .updateTable("reasons")
      .set({ flag_id: quiet?.id ?? null })
      .where("workspace_id", "=", workspace)
      .where("key", "=", "no-follow-up")
      .execute();
    await db
      .updateTable("reasons")
      .set({ flag_id: null })
      .where("workspace_id", "=", workspace)
      .where("key", "=", "price")
      .execute();
    await db
      .deleteFrom("repairs")
      .where("workspace_id", "=", workspace)
      .where("key", "in", ["follow-up", "worth-before-price"])
      .execute();
    await db.deleteFrom("red_flags").where("workspace_id", "=", workspace).where("key", "in", gone).execute();
  };
  const chainsOf = async (workspace: WorkspaceId) => {
    const flags = await listFlagsOf(db, workspace);
    return {
      flags: flags.map(({ id: _, ...flag }) => flag).sort((one, other) => one.name.localeCompare(other.name)),
      reasons: (await listReasonsOf(db, workspace)).map(({ name, flagName }) => [name, flagName]),
      repairs: (await listRepairsOf(db, workspace))
        .map(({ key, flagIds }) => [key, keysOf(flags, flagIds).sort()])
        .sort(([one], [other]) => String(one).localeCompare(String(other))),
    };
  };

  test("gets it with its reason and its repairs, once, and is then as a new one", async () => {
    const { workspace } = await start();
    const asNew = await chainsOf(workspace);
    await makeOlder(workspace);
    expect(await chainsOf(workspace)).not.toEqual(asNew);
    await extendCatalogues(db);
    await extendCatalogues(db);
    expect(await chainsOf(workspace)).toEqual(asNew);
  });

  test("keeps what the team edited, put away or linked otherwise", async () => {
    const { workspace, acting } = await start();
    await makeOlder(workspace);
    const flags = await listFlagsOf(db, workspace);
    const single = flags.find(({ key }) => key === "single-contact");
    const slipped = flags.find(({ key }) => key === "close-date-slipped");
    const price = (await listReasonsOf(db, workspace)).find(({ key }) => key === "price");
    const nextStep = (await listRepairsOf(db, workspace)).find(({ key }) => key === "next-step");
    if (!single || !slipped || !price || !nextStep) throw new Error("A team starts with these.");
    await saveFlag(acting, { ...single, name: "Only one", archived: true });
    await saveReason(acting, { ...price, flagId: slipped.id });
    await saveRepair(acting, { ...nextStep, archived: true });
    await extendCatalogues(db);
    const after = await chainsOf(workspace);
    expect(after.flags.filter(({ name }) => name === "Only one")).toMatchObject([{ archived: true }]);
    expect(after.flags.map(({ key }) => key)).toEqual(expect.arrayContaining(["no-follow-up", "stuck-on-price"]));
    expect(after.reasons).toContainEqual(["Price", "Close date slipped"]);
    expect(after.reasons).toContainEqual(["We did not follow up", "No follow-up"]);
    expect(after.repairs).toContainEqual(["next-step", ["gone-quiet", "too-long-in-stage"]]);
    expect(after.repairs).toContainEqual(["follow-up", ["no-follow-up"]]);
  });
});

describe("every seed", () => {
  test("that is not ours names a lever, and no key is given twice", () => {
    const seeds = [...reasonSeeds.lost, ...reasonSeeds.won];
    expect(seeds.filter(({ control, lever }) => control !== "ours" && !lever)).toEqual([]);
    expect(new Set(seeds.map(({ key }) => key)).size).toBe(seeds.length);
    expect(reasonSeeds.won.length).toBeGreaterThanOrEqual(8);
  });
});

describe("editing", () => {
  const ours = {
    appliesTo: "lost" as const,
    roleQuestion: null,
    control: "ours" as const,
    lever: "",
    aboutProduct: false,
    stepId: null,
    flagId: null,
    archived: false,
  };

  test("a reason that is not ours needs a lever", async () => {
    const { acting } = await start();
    const reason = { ...ours, id: randomUUID(), name: "Their board said no", control: "theirs" as const };
    await expect(saveReason(acting, { ...reason, lever: "  " })).rejects.toEqual(refused("LEVER_NEEDED"));
    const saved = await saveReason(acting, { ...reason, lever: "Meet one board member before the vote." });
    expect(saved).toMatchObject({ key: null, name: "Their board said no", stepName: null });
  });

  test("a link leads to something we have; one that stands may outlive its step", async () => {
    const { workspace, acting } = await start();
    const reason = { ...ours, id: randomUUID(), name: "X" };
    await expect(saveReason(acting, { ...reason, stepId: randomUUID() })).rejects.toEqual(refused("NOT_FOUND"));
    const [step] = await listStepsOf(db, workspace);
    await saveReason(acting, { ...reason, stepId: step?.id ?? null });
    await archiveStep(acting, { id: step?.id ?? "" });
    expect(await saveReason(acting, { ...reason, name: "Y", stepId: step?.id ?? null })).toMatchObject({ name: "Y" });
    const repair = { id: randomUUID(), name: "Z", openingLine: "", dueInDays: 1, archived: false };
    await expect(saveRepair(acting, { ...repair, flagIds: [randomUUID()] })).rejects.toEqual(refused("NOT_FOUND"));
  });

  test("archiving hides nothing from the past: the reason stays in the list, marked", async () => {
    const { workspace, acting } = await start();
    const [reason] = await listReasonsOf(db, workspace);
    if (!reason) throw new Error("A team starts with reasons.");
    expect(await saveReason(acting, { ...reason, archived: true })).toEqual({ ...reason, archived: true });
  });

  test.each(["rep", "marketing"] as const)("is not for %s", async (role) => {
    const { acting } = await start(role);
    await expect(saveReason(acting, { ...ours, id: randomUUID(), name: "X" })).rejects.toEqual(refused("NOT_ALLOWED"));
    const repair = { id: randomUUID(), name: "Z", openingLine: "", dueInDays: 1, archived: false, flagIds: [] };
    await expect(saveRepair(acting, repair)).rejects.toEqual(refused("NOT_ALLOWED"));
  });
});

describe("steps that nothing watches yet", () => {
  const flagsOf = async ({ session }: Acting, stepIds: string[]) =>
    (await listFlagsOf(db, session.workspace)).filter(({ stepId }) => stepId && stepIds.includes(stepId));

  async function startWith(key: string) {
    const { workspace, acting } = await start();
    const { rows } = await applyTemplate(acting, { key });
    return { workspace, acting, steps: rows, stepIds: rows.map(({ id }) => id) };
  }

  test("get the whole chain: a flag, a reason that names them, and a repair; a second time changes nothing", async () => {
    const { workspace, acting, stepIds } = await startWith("meddpicc");
    expect(await flagsOf(acting, stepIds)).toEqual([]);
    const { flagIds } = await watchSteps(acting, { stepIds });
    expect(flagIds).toHaveLength(8);
    const flags = await flagsOf(acting, stepIds);
    expect(flags.map(({ name }) => name)).toContain("Economic buyer not known");
    expect(flags.every(({ thresholds, archived }) => thresholds.kind === "step-missed" && !archived)).toBe(true);
    const [repair] = (await listRepairsOf(db, workspace)).filter(({ key }) => key === "missing-information");
    expect(repair?.flagIds).toEqual(expect.arrayContaining(flagIds));
    const reasons = await listReasonsOf(db, workspace);
    for (const flag of flags)
      expect(reasons.find(({ stepId }) => stepId === flag.stepId)).toMatchObject({
        ...{ name: flag.name, flagId: flag.id, control: "ours", appliesTo: "lost", archived: false },
      });
    expect(await watchSteps(acting, { stepIds })).toEqual({ flagIds: [] });
    expect(await listReasonsOf(db, workspace)).toEqual(reasons);
  });

  test("are left as the team has them where something of the chain is there; a flag put away comes back", async () => {
    const { workspace, acting, steps, stepIds } = await startWith("bant");
    const [budget, authority] = steps;
    if (!budget || !authority) throw new Error("BANT has four steps.");
    const own = { id: randomUUID(), name: "No budget", thresholds: { kind: "step-missed" as const }, costly: true };
    await saveFlag(acting, { ...own, stepId: budget.id, archived: true });
    const reason = { ...{ id: randomUUID(), name: "Wrong person", appliesTo: "lost" as const, roleQuestion: null } };
    await saveReason(acting, {
      ...{ ...reason, control: "ours", lever: "", aboutProduct: false, archived: false },
      ...{ stepId: authority.id, flagId: null },
    });
    await watchSteps(acting, { stepIds });
    expect(await flagsOf(acting, [budget.id])).toEqual([
      expect.objectContaining({ id: own.id, name: "No budget", costly: true, archived: false }),
    ]);
    const named = (await listReasonsOf(db, workspace)).filter(({ stepId }) => stepId === authority.id);
    expect(named).toEqual([expect.objectContaining({ name: "Wrong person", flagName: "Authority not known" })]);
  });

  test("are watched once when two ask at once, and not by a rep or for a step of nobody's", async () => {
    const { acting, stepIds } = await startWith("spiced");
    const both = await Promise.all([watchSteps(acting, { stepIds }), watchSteps(acting, { stepIds })]);
    expect(both.map(({ flagIds }) => flagIds.length).sort()).toEqual([0, 5]);
    expect(await flagsOf(acting, stepIds)).toHaveLength(5);
    await expect(watchSteps(acting, { stepIds: [randomUUID()] })).rejects.toEqual(refused("NOT_FOUND"));
    const rep = { ...acting, session: { ...acting.session, role: "rep" as const } };
    await expect(watchSteps(rep, { stepIds })).rejects.toEqual(refused("NOT_ALLOWED"));
  });
});
