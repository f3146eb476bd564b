import { randomUUID } from "node:crypto";
import { isContractProcedure } from "@orpc/contract";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../contract.ts";
import { type Asker, makeSignedInTeam, type SignedInTeam, sender } from "./two-teams.fixture.ts";
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
      const file = await program.ask("GET", "/api/deals.csv", undefined, asker);
      expectNothing(await file.text(), "the file of all deals");
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
