import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import fc from "fast-check";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { dayOf } from "../../platform/dates.ts";
import { acting, makeDeal, makeTeam, type Team } from "../deals/deals.fixture.ts";
import { importFile } from "../deals/import/import-file.ts";
import { type AimKind, mostAims, type WantedAim } from "./aims/contract.ts";
import { archiveAim, moveAim, restoreAim, saveAim } from "./aims/save-aim.ts";
import { listAims, listTakenOut } from "./aims/store.ts";
import { audienceJobs } from "./jobs.ts";
import { sayDealAim, showDealAudience } from "./on-deals/say-deal-aim.ts";
import { setDealAims } from "./on-deals/set-deal-aims.ts";
import { listAudienceWords, saveAudienceSettings, showAudienceSettings } from "./settings/save-settings.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);

let team: Team;
beforeEach(async () => {
  team = await makeTeam(db);
});
type Who = keyof Pick<Team, "admin" | "rep" | "marketing" | "manager" | "colleague">;
const as = (who: Who, now = "2026-03-05T09:00:00Z") => acting(db, team[who], now);
const wanted = (kind: AimKind, name: string, more: Partial<WantedAim> = {}): WantedAim => ({
  ...{ id: randomUUID(), version: 0, kind, name, words: "", message: "", source: null, startsOn: null, endsOn: null },
  ...{ rule: [], ...more },
});
const setAll = (deals?: readonly string[]) => db.transaction().execute((tx) => setDealAims(tx, team.workspace, deals));
const tell = (dealId: string, attributes: Record<string, string>) =>
  sql`update deals set attributes = ${JSON.stringify(attributes)} where id = ${dealId}`.execute(db);

describe("personas and campaigns", () => {
  test("are kept by marketing, managers and admins, each name once", async () => {
    const buyers = wanted("persona", "Buyers");
    const saved = await saveAim(as("marketing"), buyers);
    expect(saved).toMatchObject({ name: "Buyers", version: 1, changedByName: "Max", deals: 0 });
    // Sent again, as its answer was lost.
    expect(await saveAim(as("marketing"), buyers)).toEqual(saved);
    await expect(saveAim(as("manager"), wanted("persona", "buyers"))).rejects.toMatchObject({ code: "NAME_TAKEN" });
    await expect(saveAim(as("rep"), wanted("persona", "Others"))).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(saveAim(as("admin"), { ...buyers, name: "Late", version: 0 })).rejects.toMatchObject({
      code: "CHANGED_MEANWHILE",
    });
    const turned = wanted("campaign", "Fair", { startsOn: "2026-03-02", endsOn: "2026-03-01" });
    await expect(saveAim(as("admin"), turned)).rejects.toMatchObject({ code: "DAYS_TURNED" });
    // A name that went out of use is free, until it comes back.
    await archiveAim(as("admin"), { id: buyers.id });
    await saveAim(as("admin"), wanted("persona", "BUYERS"));
    await expect(restoreAim(as("admin"), { id: buyers.id })).rejects.toMatchObject({ code: "NAME_TAKEN" });
    expect(await listTakenOut(db, team.workspace, "persona")).toEqual([{ id: buyers.id, name: "Buyers" }]);
    expect(await listTakenOut(db, team.workspace, "campaign")).toEqual([]);
  });

  test("are as many as deals can be held against, and no more", async () => {
    const [first, out] = [wanted("persona", "First"), wanted("persona", "Out")];
    for (const aim of [first, out]) await saveAim(as("admin"), aim);
    await archiveAim(as("admin"), { id: out.id });
    await sql`
      insert into aims (workspace_id, id, kind, name, changed_at)
      select ${team.workspace}, gen_random_uuid(), 'persona', 'Persona ' || n, now()
      from generate_series(2, ${mostAims}::integer) n`.execute(db);
    const full = { code: "TOO_MANY_AIMS" };
    await expect(saveAim(as("admin"), wanted("persona", "One more"))).rejects.toMatchObject(full);
    await expect(restoreAim(as("admin"), { id: out.id })).rejects.toMatchObject(full);
    expect(await saveAim(as("admin"), { ...first, name: "Still first", version: 1 })).toMatchObject({ version: 2 });
    expect(await saveAim(as("admin"), wanted("campaign", "Fair"))).toMatchObject({ version: 1 });
  });

  test("stand in the order in which deals are held against them", async () => {
    const [one, two, three] = ["One", "Two", "Three"].map((name) => wanted("persona", name, { source: "Web" }));
    if (!one || !two || !three) throw new Error("Three were made.");
    for (const aim of [one, two, three]) await saveAim(as("admin"), aim);
    const names = async () => (await listAims(db, team.workspace, "persona")).map(({ name }) => name);
    expect(await names()).toEqual(["One", "Two", "Three"]);
    await moveAim(as("marketing"), { id: three.id, beforeId: one.id });
    await moveAim(as("marketing"), { id: one.id, beforeId: null });
    expect(await names()).toEqual(["Three", "Two", "One"]);
    // What is a campaign's alone is no persona's.
    expect((await listAims(db, team.workspace, "persona"))[0]?.source).toBeNull();
  });
});

describe("a deal's persona", () => {
  test("is what somebody says, else what the CRM names, else the first that fits", async () => {
    const dealId = await makeDeal(db, team, { leadSource: "Fair" });
    const fair = { rule: [{ of: "source" as const, values: ["fair"] }] };
    const [visitor, named, said] = [
      wanted("persona", "Visitor", fair),
      wanted("persona", "Boss"),
      wanted("persona", "Friend"),
    ];
    for (const aim of [visitor, named, said]) await saveAim(as("marketing"), aim);
    const personaOf = async () => (await showDealAudience(as("rep"), { dealId })).persona;
    expect(await personaOf()).toMatchObject({ aim: null, toldBy: null });

    expect(await setAll()).toEqual({ changed: 1 });
    expect(await personaOf()).toMatchObject({ aim: { name: "Visitor" }, toldBy: "rule" });
    expect(await setAll()).toEqual({ changed: 0 });

    await tell(dealId, { Persona: " boss " });
    await setAll([dealId]);
    expect(await personaOf()).toMatchObject({ aim: { name: "Boss" }, toldBy: "column" });

    const asked = { dealId, kind: "persona" as const };
    await sayDealAim(as("marketing"), { ...asked, said: said.id });
    await setAll();
    expect(await personaOf()).toMatchObject({ aim: { name: "Friend" }, toldBy: "hand", saidByName: "Max" });
    await sayDealAim(as("rep"), { ...asked, said: "none" });
    await setAll();
    expect(await personaOf()).toMatchObject({ aim: null, toldBy: "hand", saidByName: "Ria" });
    expect((await sayDealAim(as("rep"), { ...asked, said: null })).persona).toMatchObject({ aim: { name: "Boss" } });

    await archiveAim(as("admin"), { id: named.id });
    await setAll();
    expect(await personaOf()).toMatchObject({ aim: { name: "Visitor" } });
  });

  test("is said by whoever may see the deal, and is a persona", async () => {
    const dealId = await makeDeal(db, team);
    const campaign = await saveAim(as("admin"), wanted("campaign", "Fair", { message: "Come and see" }));
    const said = { dealId, kind: "persona" as const, said: campaign.id };
    await expect(sayDealAim(as("rep"), said)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(sayDealAim(as("colleague"), { ...said, said: "none" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const told = await sayDealAim(as("rep"), { ...said, kind: "campaign" });
    expect(told).toMatchObject({ campaign: { aim: { name: "Fair" } }, message: "Come and see", maySay: true });
    await tell(dealId, { "Campaign message": "Less work" });
    expect((await showDealAudience(as("rep"), { dealId })).message).toBe("Less work");
  });
});

test("which columns tell it can be changed, and what they say that nobody knows is offered", async () => {
  const dealId = await makeDeal(db, team, { leadSource: "Web" });
  await tell(dealId, { Buyer: "Planner" });
  const before = await showAudienceSettings(as("marketing"));
  expect(before).toMatchObject({ personaColumn: "Persona", version: 0, early: [{ isChosen: false }] });
  const [early] = before.early;
  const chosen = { pipelineId: early?.pipelineId ?? "", stageId: team.pipeline.stage.demo };
  const columns = { personaColumn: "Buyer", campaignColumn: null, messageColumn: null, segmentColumn: "Segment" };
  const saved = await saveAudienceSettings(as("marketing"), { ...columns, version: 0, early: [chosen] });
  expect(saved).toMatchObject({ ...columns, version: 1, early: [{ ...chosen, isChosen: true }] });
  expect(await saveAudienceSettings(as("marketing"), { ...columns, version: 0, early: [chosen] })).toEqual(saved);
  const won = { ...chosen, stageId: team.pipeline.stage.won };
  await expect(saveAudienceSettings(as("admin"), { ...columns, version: 1, early: [won] })).rejects.toMatchObject({
    code: "STAGE_NOT_OPEN",
  });
  const words = await listAudienceWords(as("marketing"));
  expect(words).toMatchObject({
    sources: ["Web"],
    unknown: { persona: [{ value: "Planner", deals: 1 }], campaign: [] },
  });
  await expect(listAudienceWords(as("rep"))).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});

test("an import says which of its columns names the persona, until somebody has chosen one", async () => {
  await saveAim(as("admin"), wanted("persona", "Planners"));
  const importing = {
    pool,
    workspace: team.workspace,
    timeZone: "Europe/Berlin",
    currency: "EUR",
    now: Date.parse("2026-03-05T09:00:00Z"),
  };
  const file = "Deal ID,Deal name,Stage,Status,Buyer persona\nD-1,One,qualify,open,planners\n";
  const { columns } = await importFile(importing, {
    source: Readable.from([file]),
    fileName: "deals.csv",
    kind: "deals",
  });
  expect(columns).toContainEqual({ heading: "Buyer persona", target: "persona" });
  const jobs = async () => {
    const { rows } = await sql<{ name: string; payload: unknown }>`
      select t.identifier as name, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where j.payload ->> 'workspace' = ${team.workspace} and t.identifier = 'name-audience-columns'`.execute(db);
    return rows;
  };
  const [asked] = await jobs();
  expect(asked?.payload).toMatchObject({ columns: { persona: "Buyer persona" } });
  const run = () => audienceJobs["name-audience-columns"](asked?.payload, jobContext());
  await run();
  await setAll();
  const { rows } = await sql<{ id: string }>`select id from deals where workspace_id = ${team.workspace}`.execute(db);
  const told = await showDealAudience(as("admin"), { dealId: rows[0]?.id ?? "" });
  expect(told.persona).toMatchObject({ aim: { name: "Planners" }, toldBy: "column" });

  const own = { personaColumn: "Buyer", campaignColumn: null, messageColumn: null, segmentColumn: null };
  const { version } = await showAudienceSettings(as("admin"));
  await saveAudienceSettings(as("admin"), { ...own, version, early: [] });
  await run();
  expect(await showAudienceSettings(as("admin"))).toMatchObject(own);
});

const jobContext = () => ({
  ...{ db, pool, now: Date.parse("2026-03-05T09:00:00Z"), log: pino({ level: "silent" }) },
  signal: new AbortController().signal,
});

describe("over any deals and any rules", () => {
  const text = fc.constantFrom("Web", "web", "Fair", "50% off_", "");
  const value = fc.constantFrom("Web", "fair", "50% OFF_", "North");
  const condition = fc.oneof(
    fc.record({ of: fc.constant("source" as const), values: fc.array(value, { minLength: 1, maxLength: 2 }) }),
    fc.record({
      ...{ of: fc.constant("column" as const), column: fc.constantFrom("Region", "Segment") },
      values: fc.array(value, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      of: fc.constant("contact-title" as const),
      values: fc.array(fc.constantFrom("head", "_", "%"), { minLength: 1, maxLength: 2 }),
    }),
  );
  const days = ["2026-02-28", "2026-03-01", "2026-03-02"] as const;
  const aim = fc.record({
    kind: fc.constantFrom("persona" as const, "campaign" as const),
    source: fc.option(value, { freq: 2 }),
    startsOn: fc.option(fc.constantFrom(...days)),
    endsOn: fc.option(fc.constantFrom(...days)),
    rule: fc.array(condition, { maxLength: 2 }),
  });
  const deal = fc.record({
    source: fc.option(text),
    // Around midnight in Berlin.
    createdAt: fc.option(fc.constantFrom("2026-02-28T22:59:00Z", "2026-02-28T23:00:00Z", "2026-03-02T22:59:00Z"), {
      freq: 5,
    }),
    region: fc.option(text),
    accountRegion: fc.option(text),
    column: fc.option(fc.constantFrom("Aim 0", "aim 1", "Nobody")),
    title: fc.option(fc.constantFrom("Head of Sales", "100%", "a_b", "Clerk")),
    /** Somebody of this title joined after the first one. */
    joined: fc.option(fc.constantFrom("Head of Sales", "Clerk"), { freq: 2 }),
    hand: fc.option(fc.nat(5), { freq: 1 }),
  });

  test("a deal's persona and campaign are those that a slow, plain look finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aim, { minLength: 2, maxLength: 5 }),
        fc.array(deal, { minLength: 3, maxLength: 12 }),
        async (aims, deals) => {
          team = await makeTeam(db);
          const kept: { id: string; name: string; kind: AimKind; fits: (typeof aims)[number] }[] = [];
          for (const [place, fits] of aims.entries()) {
            if (fits.startsOn && fits.endsOn && fits.endsOn < fits.startsOn) continue;
            const { id, name } = await saveAim(as("admin"), wanted(fits.kind, `Aim ${place}`, fits));
            kept.push({ id, name, kind: fits.kind, fits });
          }
          const ids: string[] = [];
          for (const [place, one] of deals.entries()) {
            const id = await makeDeal(db, team, { accountName: `Acme ${place}`, leadSource: one.source });
            ids.push(id);
            await tell(id, {
              ...(one.region !== null && { Region: one.region }),
              ...(one.column !== null && { Persona: one.column }),
            });
            await sql`update deals set created_at = ${one.createdAt} where id = ${id}`.execute(db);
            if (one.accountRegion !== null)
              await sql`update accounts set attributes = ${JSON.stringify({ Region: one.accountRegion })}
                where id = (select account_id from deals where id = ${id})`.execute(db);
            if (one.title !== null) await addContact(id, one.title, "2026-03-01T00:00:00Z");
            if (one.joined !== null) await addContact(id, one.joined, "2026-03-02T00:00:00Z");
            const said = one.hand === null ? undefined : kept[one.hand];
            if (said) await sayDealAim(as("admin"), { dealId: id, kind: said.kind, said: said.id });
          }
          await setAll();
          for (const [place, one] of deals.entries())
            for (const kind of ["persona", "campaign"] as const) {
              const told = await showDealAudience(as("admin"), { dealId: ids[place] ?? "" });
              expect(told[kind].aim?.name ?? null, JSON.stringify(one)).toBe(plainly(one, kind));
            }

          function plainly(one: (typeof deals)[number], kind: AimKind): string | null {
            const said = one.hand === null ? undefined : kept[one.hand];
            if (said?.kind === kind) return said.name;
            const mine = kept.filter((each) => each.kind === kind);
            const named = mine.find(
              ({ name }) => kind === "persona" && name.toLowerCase() === one.column?.toLowerCase(),
            );
            return (named ?? mine.find(({ fits }) => isTaken(one, kind, fits)))?.name ?? null;
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  const saysSo = (told: string | null, values: readonly string[]) =>
    values.some((each) => each.toLowerCase() === (told ?? "").toLowerCase());

  function isTaken(
    one: typeof deal extends fc.Arbitrary<infer Each> ? Each : never,
    kind: AimKind,
    { source, startsOn, endsOn, rule }: typeof aim extends fc.Arbitrary<infer Each> ? Each : never,
  ): boolean {
    const ofCampaign = kind === "campaign";
    if (rule.length === 0 && (!ofCampaign || source === null)) return false;
    const began = one.createdAt === null ? null : dayOf(Date.parse(one.createdAt), "Europe/Berlin");
    if (ofCampaign && source !== null && !saysSo(one.source, [source])) return false;
    if (ofCampaign && startsOn !== null && (began === null || began < startsOn)) return false;
    if (ofCampaign && endsOn !== null && (began === null || began > endsOn)) return false;
    return rule.every((asked) => {
      if (asked.of === "source") return saysSo(one.source, asked.values);
      if (asked.of === "contact-title")
        return asked.values.some((word) => (one.title ?? one.joined ?? "").toLowerCase().includes(word));
      const region = one.region || one.accountRegion || null;
      return asked.column === "Region" && saysSo(region, asked.values);
    });
  }

  async function addContact(dealId: string, title: string, knownAt: string): Promise<void> {
    const id = randomUUID();
    const { workspace } = team;
    await sql`insert into contacts (workspace_id, id, name, job_title) values (${workspace}, ${id}, 'Cora', ${title})`.execute(
      db,
    );
    await sql`insert into buying_roles (workspace_id, deal_id, contact_id, role, known_at)
      values (${workspace}, ${dealId}, ${id}, 'champion', ${knownAt})`.execute(db);
  }
});
