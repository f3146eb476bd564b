import { randomUUID } from "node:crypto";
import { isContractProcedure } from "@orpc/contract";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../contract.ts";
import { type Asker, sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

/** Words nobody but their writer may ever meet again, and what they look like when they are told in other ways. */
const felt = "Heulen könnte ich, sagte Quastenflosser";
const untold = "Noch nicht erzählt: Zwiebelturm";
const waysToTell = (words: string) => [
  words,
  Buffer.from(words).toString("hex"),
  Buffer.from(words).toString("base64").slice(0, 24),
  JSON.stringify(words).replaceAll(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ),
  encodeURIComponent(words),
];

const logged: string[] = [];
let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: SignedInTeam;
let closedAt: string;
const storyId = randomUUID();
const draftId = randomUUID();

beforeAll(async () => {
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  program = await startWebProgram({ log });
  send = sender(program);
  team = await makeSignedInTeam(program, "Acme");
  const { rob, olga } = team.people;
  const deal = await as(rob.asker, "GET", `/deals/${team.deals.rob.lost}`);
  closedAt = deal.closedAt;
  await as(rob.asker, "PUT", `/deals/${deal.id}/feelings`, { version: 0, step: 1, words: felt });
  const told = { title: "Ohne Namen", happened: "Es war Nacht.", movedOn: "Dann war es Tag.", dealId: null };
  const text = { ...told, reasonIds: [team.catalogue.reasonId], anonymous: true };
  await as(rob.asker, "PUT", `/stories/${storyId}`, { version: 0, text });
  await as(rob.asker, "PUT", `/stories/${draftId}/draft`, { version: 0, text: { ...text, happened: untold } });
  await as(olga.asker, "PUT", `/stories/${storyId}/helped`, { helped: true });
  await as(rob.asker, "PUT", `/stories/${storyId}/comments/${randomUUID()}`, {
    body: "Von mir selbst.",
    anonymous: false,
  });
});
afterAll(() => program.stop());

async function as(asker: Asker, method: string, path: string, body?: unknown) {
  const { status, told } = await send(method, `/api${path}`, body, asker);
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(told)}`);
  return told;
}

type Route = { name: string; method: string; path: string };
function routesOf(router: object, path: string[] = []): Route[] {
  if (isContractProcedure(router)) {
    const { method, path: route } = router["~orpc"].route;
    return [{ name: path.join("."), method: method ?? "POST", path: route ?? "" }];
  }
  return Object.entries(router).flatMap(([key, inner]) => routesOf(inner, [...path, key]));
}

/** What somebody who looks for it would put into a route's path. */
function guessesFor(path: string): string[] {
  if (!path.includes("{")) return [""];
  return path.startsWith("/stories") ? [storyId, draftId] : [team.deals.rob.lost];
}

/**
 * What a route that reads is asked for, where its path alone does not say: everything that a debrief can reach. A new route that
 * reads and cannot be asked fails below.
 */
const askedFor: Record<string, (deal: DebriefedDeal) => string> = {
  "checkUps.showBrief": ({ checkUpId }) => `/check-ups/${checkUpId}/brief`,
  "checkUps.showCalendar": () => "/check-ups/calendar?from=2099-01-01&to=2099-02-10",
  "pipelineCheck.showCheck": () => `/pipeline-check?ownerId=${team.people.rob.id}`,
  "pipelineCheck.listCheckedDeals": () => `/pipeline-check/${team.catalogue.flagId}/deals?kind=unknown`,
  "debriefs.listLimitDeals": ({ limitId }) => `/product-limits/${limitId}/deals`,
  "debriefs.showFeelings": ({ id }) => `/deals/${id}/feelings?closedAt=${closedAt}`,
  // The week that is running, in the team's time zone: what it tells was lost just now.
  "weeklyReview.showWeek": () =>
    `/weekly-review?day=${new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" })}`,
  "insights.listFigureDeals": () => "/insights/figures/deals?figure=closed&period=this-year",
  "savedViews.listViews": () => "/saved-views?place=/deals",
  "audience.listAims": () => "/audience/aims?kind=persona",
  "audience.listEarlyLossDeals": () => "/audience/early-losses/deals?by=source&key=&ended=early",
  "insights.listFindingDeals": () => "/insights/why-we-lose/deals?key=none",
  "imports.showImport": () => `/imports/${team.importId}`,
  "imports.listRefusals": () => `/imports/${team.importId}/refusals`,
  "recovery.showBlock": () => `/filling-blocks/${team.blocks.rob}`,
  "recovery.listNextCalls": () => `/filling-blocks/${team.blocks.rob}/next-calls`,
  "stories.showStory": () => `/stories/${storyId}`,
  "stories.openWriting": () => `/stories/${draftId}/writing`,
  "mail.showMail": () => `/mails/${team.mails.rob}`,
};
type DebriefedDeal = { id: string; checkUpId: string; limitId: string };

function expectNothing(held: string, where: string) {
  for (const words of [felt, untold])
    for (const way of waysToTell(words)) expect(held.includes(way), where).toBe(false);
}

describe("what one person keeps for themselves", () => {
  it("is theirs to read again, signed in at a browser", async () => {
    const { rob } = team.people;
    const shown = await as(rob.asker, "GET", `/deals/${team.deals.rob.lost}/feelings?closedAt=${closedAt}`);
    expect(shown.own).toMatchObject({ kind: "open", step: 1, words: felt });
    expect((await as(rob.asker, "GET", `/stories/${draftId}/writing`)).draft.text.happened).toBe(untold);
  });

  it("is in no answer of any route that reads, whoever else asks and whatever for, nor by the writer's own API key", async () => {
    const { owner, mia } = team.people;
    const reading = routesOf(contract).filter(({ method }) => method === "GET");
    expect(reading.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["debriefs.listMyFeelings", "stories.openWriting"]),
    );
    for (const asker of [owner.asker, mia.asker, team.robsKey]) {
      const asked = reading.flatMap(({ path, name }) =>
        guessesFor(path).map(async (guess) => {
          const { told } = await send("GET", `/api${path.replaceAll(/\{(\w+)\}/g, guess)}`, undefined, asker);
          expectNothing(JSON.stringify(told), name);
        }),
      );
      await Promise.all(asked);
      const { told } = await send("GET", "/api/exports", undefined, asker);
      expect(told.rows.length).toBeGreaterThan(4);
      for (const { name } of told.rows) {
        const file = await program.ask("GET", `/api/exports/${name}.csv`, undefined, asker);
        expectNothing(await file.text(), `the file of ${name}`);
      }
    }
  });

  it("stands nowhere in the database, its queue or its backup as anybody could read it", async () => {
    const { rows: tables } = await program.pool.query(`select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'graphile_worker') order by 1`);
    expect(tables.length).toBeGreaterThan(50);
    let bytes = 0;
    for (const { name } of tables) {
      const { rows } = await program.pool.query(`select r::text as held from ${name} r`);
      for (const { held } of rows) {
        bytes += held.length;
        expectNothing(held, name);
      }
    }
    expect(bytes).toBeGreaterThan(30_000);
    const { rows } = await program.pool.query("select count(*)::integer as kept from feelings");
    expect(rows[0].kept).toBe(1);
  });

  it("is in no log, not even when it could not be kept", async () => {
    const { rob } = team.people;
    const tooLong = felt.repeat(200);
    const refused = await send(
      "PUT",
      `/api/deals/${team.deals.rob.lost}/feelings`,
      { version: 1, step: 9, words: tooLong },
      rob.asker,
    );
    expect(refused.status).toBe(400);
    const million = "Quastenflosser ".repeat(70_000);
    for (const [method, path, body] of [
      ["PUT", `/stories/${draftId}/draft`, { version: 1, text: { happened: million } }],
      ["PUT", `/stories/${storyId}/comments/${randomUUID()}`, { body: million, anonymous: true }],
      ["PUT", `/deals/${team.deals.rob.lost}/feelings`, { version: 1, step: 1, words: million }],
    ] as const)
      expect((await send(method, `/api${path}`, body, rob.asker)).status, path).toBe(400);
    expectNothing(logged.join("\n"), "the log");
    expect(logged.join("\n")).not.toContain("Quastenflosser");
  });
});

describe("who told a story without a name", () => {
  it("is in no answer to anybody but the teller, not even to the teller's own API key", async () => {
    const { owner, admin, mia, marketing, olga, rob } = team.people;
    const paths = [
      "/stories",
      "/stories/mine",
      `/stories/${storyId}`,
      `/deals/${team.deals.rob.lost}/stories`,
      "/audit",
    ];
    for (const asker of [owner.asker, admin.asker, mia.asker, marketing.asker, olga.asker, team.robsKey]) {
      for (const path of paths) {
        const { told } = await send("GET", `/api${path}`, undefined, asker);
        const rows = (told.rows ?? [told]).filter(({ id }: { id?: string }) => id === storyId);
        for (const story of rows) {
          expect(story).toMatchObject({ teller: { kind: "anonymous" }, mine: false });
          expect(JSON.stringify(story)).not.toContain(rob.id);
          expect(JSON.stringify(story)).not.toMatch(/\bRob\b/);
        }
      }
    }
    expect(await as(rob.asker, "GET", `/stories/${storyId}`)).toMatchObject({ mine: true });
    const { conversation } = await as(olga.asker, "GET", `/stories/${storyId}`);
    expect(conversation).toMatchObject([{ teller: { kind: "anonymous" }, byTeller: true, mine: false }]);
  });

  it("leaves no trace between the story and the person in any row that names either", async () => {
    const about = [storyId, draftId];
    const { rows: tables } = await program.pool.query(
      "select format('%I', table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const { rows } = await program.pool.query(`select r::text as held from ${name} r`);
      for (const { held } of rows)
        if (about.some((id) => held.includes(id))) {
          expect(held, name).not.toContain(team.people.rob.id);
          expect(held, name).not.toContain(team.people.olga.id);
          expect(held, name).not.toMatch(/\d\d:\d\d:\d\d/);
        }
    }
  });
});

describe("what is shared of a deal", () => {
  const said = "Sagte der Habicht";
  const shares = ["everything", "reasons", "nothing"] as const;
  let deal: DebriefedDeal;
  let olgasLoss: string;
  /** Whatever stands under an id of its own, by the first part of its path. */
  const held: Record<string, string> = {
    "post-mortems": "made with the deal",
    practices: randomUUID(),
    meetings: randomUUID(),
  };
  const query = (text: string, ...values: unknown[]) => program.pool.query(text, values);

  beforeAll(async () => {
    const { rob, olga } = team.people;
    const { reasonId, flagId, repairId, stepId } = team.catalogue;
    const record = async (asker: Asker, dealId: string, words: string) => {
      const promise = { id: randomUUID(), flagId, repairId, wording: `${words}: versprochen` };
      const inherent = { reasonId, productScope: "inherent", note: `${words}: gewünscht` };
      await as(asker, "POST", `/deals/${dealId}/debrief/record`, {
        ...{ dealId: undefined, debriefId: randomUUID(), version: 0, secondsSpent: 90 },
        answers: {
          ...{ lossKind: "unknown", competitor: "", reasons: [inherent], missedStepIds: [stepId], cleanLoss: false },
          ...{ ownPart: `${words}: unser Teil`, turningPointAt: null, turningPointNote: `${words}: Wende` },
          ...{ whatWorked: `${words}: gut`, doDifferently: `${words}: anders`, commitments: [promise] },
          checkUpOn: "2099-01-04",
        },
      });
    };
    const kit = team.deals.rob;
    await query(
      "update reasons set about_product = true where workspace_id = $1 and id = $2",
      team.workspace,
      reasonId,
    );
    await record(rob.asker, kit.lost, said);
    // Olga lost twice in a row, the second time for Rob's reason; Rob won since and may be asked.
    const losses = [await team.makeDeals("First", olga.id), await team.makeDeals("Second", olga.id)];
    olgasLoss = losses[1]?.lost ?? "";
    await record(olga.asker, olgasLoss, "Eule");
    await as(rob.asker, "PUT", "/recovery/agreements", { mayBeAsked: true, tellManager: false });
    const won = await team.makeDeals("Won", rob.id);
    await as(rob.asker, "POST", `/deals/${won.open}/close`, { outcome: "won" });
    // What is closed in the minute it was written down counts in no run of losses.
    await query("update deals set created_at = created_at - interval '9 days' where workspace_id = $1", team.workspace);
    const told = { title: "Mine", happened: "It went.", movedOn: "I called.", dealId: null, anonymous: false };
    await as(olga.asker, "PUT", `/stories/${randomUUID()}`, { version: 0, text: { ...told, reasonIds: [reasonId] } });
    const { rows: limits } = await query(
      "select limit_id as id from limit_wordings where workspace_id = $1 and wording like 'sagte der habicht%'",
      team.workspace,
    );
    deal = { id: kit.lost, checkUpId: kit.checkUpId, limitId: limits[0].id };
    held["post-mortems"] = kit.postMortemId;
    held.packets = team.packet.id;
    await query(
      `insert into practices (workspace_id, id, title, flag_id, state, source, made_at, changed_at, adopted_at)
       values ($1, $2, 'Ask who signs', $3, 'adopted', 'own', now(), now(), now())`,
      ...[team.workspace, held.practices, flagId],
    );
    await query(
      `insert into meetings (workspace_id, id, title, period_from, period_to, planned_for, lead_id, rounds, made_at)
       values ($1, $2, 'November', '2026-11-01', '2026-11-30', now(), $3, '[]', now())`,
      ...[team.workspace, held.meetings, team.people.mia.id],
    );
  });

  const share = async (what: (typeof shares)[number]) =>
    as(team.people.owner.asker, "PATCH", "/workspace", { debriefsShare: what });

  const reading = routesOf(contract).filter(({ method }) => method === "GET");
  /** What every route that reads answers to somebody, by the route's name; when things were worked out aside. */
  async function everythingRead(asker: Asker) {
    const answers = await readFrom(reading, asker);
    const file = await program.ask("GET", "/api/exports/deals.csv", undefined, asker);
    return answers.set("deals.csv", { status: file.status, held: await file.text() });
  }
  async function readFrom(routes: readonly Route[], asker: Asker) {
    const answers = new Map<string, { status: number; held: string }>();
    for (const { name, path } of routes) {
      const aboutHer = name === "recovery.showWhatNow" && asker === team.people.olga.asker;
      const about = { ...deal, id: aboutHer ? olgasLoss : deal.id };
      const [, place = ""] = path.split("/");
      const asked =
        askedFor[name]?.(about) ??
        path.replaceAll(/\{(\w+)\}/g, (_, id) => (id === "dealId" ? about.id : (held[place] ?? about.id)));
      const { status, told } = await send("GET", `/api${asked}`, undefined, asker);
      // What is proposed for now is proposed for another minute the next time, under an id of its own.
      const said = JSON.stringify(told)
        .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, "a moment")
        .replaceAll(/"id":"[\w-]{36}","flagId"/g, "a promise");
      answers.set(name, { status, held: said });
    }
    return answers;
  }
  type Answers = Awaited<ReturnType<typeof everythingRead>>;
  const differing = (before: Answers, after: Answers) =>
    [...after].flatMap(([name, { held }]) => (before.get(name)?.held === held ? [] : [name]));

  /** Rob says all of it in other words; what hangs on the words hangs on the new ones. */
  const inOtherWords = async (words: string) => {
    await query(
      `with said as (update debriefs set own_part = $2, turning_point_note = $2, what_worked = $2, do_differently = $2
        where workspace_id = $1 and deal_id = $3 returning id),
      promised as (update commitments set wording = $2 where workspace_id = $1 and deal_id = $3),
      named as (update product_limits set name = $2 where workspace_id = $1 and id = $4),
      worded as (update limit_wordings set wording = lower($2) where workspace_id = $1 and limit_id = $4)
      update debrief_reasons n set note = $2 from said where n.workspace_id = $1 and n.debrief_id = said.id`,
      ...[team.workspace, words, deal.id, deal.limitId],
    );
  };
  /** Rob says he named another reason and missed another step. */
  const forAnotherReason = async (reasonId: string, stepId: string) => {
    await query(
      `with his as (select id from debriefs where workspace_id = $1 and deal_id = $4),
      missed as (update debrief_steps m set step_id = $3 from his where m.workspace_id = $1 and m.debrief_id = his.id),
      worded as (update limit_wordings set reason_id = $2 where workspace_id = $1 and limit_id = $5),
      named as (update product_limits set reason_id = $2 where workspace_id = $1 and id = $5)
      update debrief_reasons n set reason_id = $2 from his where n.workspace_id = $1 and n.debrief_id = his.id`,
      ...[team.workspace, reasonId, stepId, deal.id, deal.limitId],
    );
  };

  /** What is not here to be read: a finding nobody made, a scorecard nobody learnt, a practice nobody drafted, a meeting that has not come so far. */
  const standOnNothing = [
    ...["insights.listFindingDeals", "audience.listCardDeals", "playbook.findDrafted", "invitations.previewInvitation"],
    ...["meetings.openIdea", "meetings.showWorksheet", "meetings.showRecord", "meetings.showBecame"],
  ];

  it("is asked of every route that reads, and each answers somebody", async () => {
    const { owner, rob } = team.people;
    const all = await Promise.all([owner.asker, rob.asker].map(everythingRead));
    const unanswered = [...(all[0]?.keys() ?? [])].filter((name) => all.every((one) => one.get(name)?.status !== 200));
    expect(unanswered.filter((name) => !standOnNothing.includes(name))).toEqual([]);
  });

  const placesOfWords = [
    ...["checkUps.showBrief", "debriefs.listDebriefs", "debriefs.listLimitDeals", "debriefs.listProductLimits"],
    ...["debriefs.openDebrief", "pipelineCheck.listCommitments", "pipelineCheck.showCheck"],
  ];
  const placesOfReasons = [
    ...["checkUps.showBrief", "debriefs.listDebriefs", "debriefs.listLimitDeals", "debriefs.openDebrief"],
    ...["stories.suggestStories", "weeklyReview.showWeek"],
  ];
  type Reached = { words: readonly string[]; reasons: readonly string[] };
  const nowhere: Reached = { words: [], reasons: [] };
  const whole: Reached = { words: placesOfWords, reasons: placesOfReasons };
  /** Mia leads Rob; the others see his deals (marketing), or not even these. Where reasons are shared, sums of them change for all. */
  const reached: Record<(typeof shares)[number], Partial<Record<"mia" | "marketing" | "olga" | "otto", Reached>>> = {
    everything: { marketing: whole },
    reasons: {
      marketing: { words: [], reasons: [...placesOfReasons, "insights.showSameMistakes"] },
      olga: { words: [], reasons: ["recovery.showWhatNow"] },
    },
    nothing: { mia: whole, marketing: nowhere, olga: nowhere, otto: nowhere },
  };

  it.each(shares)("a debrief reaches colleagues as far as it is shared, whatever route they ask: %s", async (what) => {
    await share(what);
    const { reasonId, stepId } = team.catalogue;
    await inOtherWords(said);
    await forAnotherReason(reasonId, stepId);
    const readers = Object.entries(reached[what]).map(([name, places]) => ({
      ...{ name, places, asker: team.people[name as "mia"].asker },
    }));
    /** Where nothing may be told, all is read; where something must be, only whether it is told right there. */
    const readWhere = (isWhole: (places: Reached) => boolean) =>
      Promise.all(
        readers.map(({ asker, places }) => {
          const told = reading.filter(({ name }) => [...places.words, ...places.reasons].includes(name));
          return isWhole(places) ? everythingRead(asker) : readFrom(told, asker);
        }),
      );
    const before = await readWhere(({ words, reasons }) => words.length === 0 || reasons.length === 0);
    await inOtherWords("Ganz anders gesagt");
    // Whom neither may reach is asked once both are other ones.
    const reworded = await readWhere(({ words, reasons }) => words.length === 0 && reasons.length > 0);
    const { rows: others } = await query(
      `select (select id from reasons where workspace_id = $1 and applies_to = 'lost' and id <> $2 order by id limit 1) as reason,
        (select id from sales_steps where workspace_id = $1 and id <> $3 order by id limit 1) as step`,
      ...[team.workspace, reasonId, stepId],
    );
    await forAnotherReason(others[0].reason, others[0].step);
    const renamed = await readWhere(({ reasons }) => reasons.length === 0);
    readers.forEach(({ name, places }, at) => {
      const [first, second, third] = [before, reworded, renamed].map((all) => all[at] ?? new Map());
      const tell = (one: Answers = new Map(), other: Answers = new Map(), wanted: readonly string[] = []) => {
        const changed = differing(one, other);
        if (wanted.length === 0) expect(changed, `${name}, ${what}`).toEqual([]);
        else expect(changed, `${name}, ${what}`).toEqual(expect.arrayContaining([...wanted]));
      };
      if (places.words.length === 0 && places.reasons.length === 0) tell(first, third);
      else {
        tell(first, second, places.words);
        tell(second, third, places.reasons);
      }
    });
  });

  describe("a customer's answers, without their consent to be repeated", () => {
    const confided = "Sauerampfer, im Vertrauen";
    const letter = "Lieber Herr Quittenbrot";
    let secret: string;

    beforeAll(async () => {
      const { owner, rob } = team.people;
      const invitation = `/post-mortems/${team.deals.rob.postMortemId}/invitations/${randomUUID()}`;
      await as(owner.asker, "PUT", invitation, {
        ...{ kind: "form", way: "mail", contactId: null, readerName: "Q", email: "q@buyer.example", language: "de" },
        ...{ subject: letter, body: `${letter}, vier Minuten?` },
      });
      const { url } = await as(owner.asker, "POST", `${invitation}/link`, {});
      secret = new URL(url).hash.replace(/^#(?:.*[=/])?/, "");
      const rating = { priorityId: null, name: confided, importance: 5, us: 1, winner: 5 };
      await as({ origin: program.url }, "POST", "/answer-form/give", {
        ...{ secret, language: "de", version: 0 },
        answers: {
          ...{ winnerBetter: confided, compared: confided, leastUnderstood: confided, winAgain: "maybe" },
          ...{ winAgainNote: confided, whoDecided: confided, quote: confided, quoteConsent: "no", quoteName: confided },
          ...{ reasons: [{ reasonId: team.catalogue.reasonId, note: confided }], otherReason: confided },
          ...{ priorities: [rating], recommendations: [{ id: randomUUID(), words: confided }] },
        },
      });
      const shown = await readFrom(
        reading.filter(({ name }) => name === "postMortems.showPostMortem"),
        rob.asker,
      );
      expect(shown.get("postMortems.showPostMortem")?.held).toContain(confided);
    });

    it("are read where their deal is, by whoever sees it, and so is how they were written to; their link is nowhere", async () => {
      const isOfTheDeal = /^\/(?:deals|post-mortems|check-ups)\/\{/;
      const pathOf = new Map(routesOf(contract).map(({ name, path }) => [name, path]));
      for (const person of ["owner", "mia", "rob", "marketing", "olga", "otto"] as const) {
        const sees = person !== "olga" && person !== "otto";
        const answers = await everythingRead(team.people[person].asker);
        const told = [...answers].filter(({ 1: { held } }) => [confided, letter].some((words) => held.includes(words)));
        const elsewhere = told.filter(([name]) => !sees || !isOfTheDeal.test(pathOf.get(name) ?? ""));
        expect(
          elsewhere.map(([name]) => name),
          person,
        ).toEqual([]);
        expect(told.length > 0, person).toBe(sees);
        // Nor does any of it lead to the form they were given in.
        for (const [name, { held }] of answers) expect(held.includes(secret), `${person}: ${name}`).toBe(false);
      }
    });

    it("come by a link whose secret is in no table and no log", async () => {
      expect(Buffer.from(secret, "base64url")).toHaveLength(32);
      const hex = Buffer.from(secret, "base64url").toString("hex");
      const { rows: tables } = await query(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')",
      );
      for (const { name } of tables) {
        const { rows } = await query(`select r::text as held from ${name} r`);
        for (const { held } of rows)
          expect(
            [secret, hex].some((form) => held.includes(form)),
            name,
          ).toBe(false);
      }
      const lines = logged.join("\n");
      for (const kept of [secret, hex, confided, letter]) expect(lines.includes(kept), kept).toBe(false);
    });
  });
});
