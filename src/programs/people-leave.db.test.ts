import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Asker, makeSignedInPeople, password, sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: SignedInTeam;
/** A rep with a sign-in and a key of their own, new for every test. */
let rob: Awaited<ReturnType<typeof joinAsRep>>;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  team = await makeSignedInTeam(program, "Acme");
});
afterAll(() => program.stop());
beforeEach(async () => {
  await program.pool.query("delete from sign_in_rate_limits");
  rob = await joinAsRep();
});

async function joinAsRep() {
  const id = randomUUID();
  const email = `${id}@acme.example`;
  const person = { name: "Robin", email, role: "rep", managerId: team.people.mia.id };
  await send("PUT", `/api/members/${id}`, person, team.people.admin.asker);
  await asAdmin(`/members/${id}/sign-in`, { email, password });
  const asker: Asker = { cookie: await program.signIn(email, password) };
  const key = await send("PUT", `/api/api-keys/${randomUUID()}`, { name: "Script" }, asker);
  const byKey: Asker = { authorization: `Bearer ${key.told.secret}` };
  return { id, email, asker, byKey };
}

const asAdmin = (path: string, body: object = {}) => send("POST", `/api${path}`, body, team.people.admin.asker);
const signInAs = (email: string, secret: string) =>
  send("POST", "/api/auth/sign-in/email", { email, password: secret }, {});
const isIn = async (asker: Asker) => (await send("GET", "/api/me", undefined, asker)).status === 200;
const look = (secret: string) => send("POST", "/api/sign-in-links/look", { secret }, {});
const use = (secret: string, newPassword: string) =>
  send("POST", "/api/sign-in-links/use", { secret, password: newPassword }, {});
const ownersOf = async (...ids: string[]) => {
  const { rows } = await program.pool.query("select id, owner_id from deals where id = any($1)", [ids]);
  return ids.map((id) => rows.find((row) => row.id === id)?.owner_id);
};
/** What the log says was done to this person, the oldest first. */
const auditOf = async (subject: string): Promise<string[]> => {
  const { told } = await send("GET", "/api/audit?limit=200", undefined, team.people.admin.asker);
  return (told.rows as { memberName: string; action: string; subjectId: string }[])
    .filter(({ subjectId }) => subjectId === subject)
    .map(({ memberName, action }) => `${memberName} ${action}`)
    .reverse();
};

describe("somebody who leaves", () => {
  let his: SignedInTeam["deals"]["rob"];
  beforeEach(async () => {
    his = await team.makeDeals("Robin's", rob.id);
  });

  it("is out with the next request, by cookie and by key, and cannot come back by signing in", async () => {
    expect([await isIn(rob.asker), await isIn(rob.byKey)]).toEqual([true, true]);
    const { status, told } = await asAdmin(`/members/${rob.id}/deactivate`);
    expect([status, told.member.deactivatedAt]).toEqual([200, expect.any(String)]);
    expect([await isIn(rob.asker), await isIn(rob.byKey)]).toEqual([false, false]);
    expect((await signInAs(rob.email, password)).told.code).toBe("NOT_IN_A_TEAM");
    expect(await ownersOf(his.open, his.lost)).toEqual([rob.id, rob.id]);
    expect(await auditOf(rob.id)).toContain("Ada deactivated a person");
    const { rows } = (await send("GET", "/api/audit", undefined, team.people.admin.asker)).told;
    expect(rows[0]).toMatchObject({ action: "deactivated a person", subjectId: rob.id, subjectName: "Robin" });
  });

  it("hands open deals and tasks to a colleague in the same step, and keeps what was won or lost", async () => {
    const { olga, otto } = team.people;
    const hers = team.deals.olga;
    const { told } = await asAdmin(`/members/${rob.id}/deactivate`, { handTo: olga.id });
    expect(told.handedOver).toEqual({ dealIds: [his.open], taskIds: [his.taskId] });
    expect(await ownersOf(his.open, his.lost, hers.open)).toEqual([olga.id, rob.id, olga.id]);
    // Her manager answers for it now, and the flags of what moved are read again.
    expect((await send("GET", `/api/deals/${his.open}`, undefined, otto.asker)).status).toBe(200);
    const tasks = await send("GET", `/api/repair-tasks?ownerId=${olga.id}`, undefined, olga.asker);
    expect(tasks.told.rows.map(({ id }: { id: string }) => id)).toContain(his.taskId);
    const jobs = await program.pool.query("select 1 from asked_deals where job = 'refresh-flags' and deal_id = $1", [
      his.open,
    ]);
    expect(jobs.rowCount).toBeGreaterThan(0);
  });

  it("is taken back with what went, as far as the colleague still has it; keys stay ended", async () => {
    const { olga } = team.people;
    const second = await team.makeDeals("Rob's second", rob.id);
    const { told } = await asAdmin(`/members/${rob.id}/deactivate`, { handTo: olga.id });
    await program.pool.query("update deals set owner_id = $1 where id = $2", [team.people.mia.id, second.open]);
    const back = await asAdmin(`/members/${rob.id}/activate`, { takeBack: { from: olga.id, ...told.handedOver } });
    expect([back.status, back.told.deactivatedAt]).toEqual([200, null]);
    expect(await ownersOf(his.open, second.open, team.deals.olga.open)).toEqual([rob.id, team.people.mia.id, olga.id]);
    expect([await isIn(rob.asker), await isIn(rob.byKey)]).toEqual([false, false]);
    expect((await signInAs(rob.email, password)).status).toBe(200);
    expect(await auditOf(rob.id)).toContain("Ada activated a person again");
  });

  it("is never the owner, oneself, or handed to somebody who is not here", async () => {
    const { owner, admin, gone } = team.people;
    const rival = await makeSignedInPeople(program, `Rival${randomUUID().slice(0, 8)}`);
    const refused = async (id: string, body = {}) => {
      const { status, told } = await asAdmin(`/members/${id}/deactivate`, body);
      return [status, told.detail];
    };
    expect(await refused(owner.id)).toEqual([403, "The owner answers for the workspace, so they stay."]);
    expect(await refused(admin.id)).toEqual([403, "You cannot deactivate yourself. Ask another admin."]);
    expect(await refused(randomUUID())).toEqual([404, expect.any(String)]);
    expect(await refused(rob.id, { handTo: rob.id })).toEqual([403, expect.stringContaining("Choose a colleague")]);
    expect(await refused(rob.id, { handTo: gone.id })).toEqual([403, expect.stringContaining("Choose a colleague")]);
    expect(await refused(rob.id, { handTo: rival.people.rob.id })).toEqual([404, expect.stringContaining("not in")]);
    expect(await isIn(rob.asker), "a refused step leaves everything").toBe(true);
  });

  it("twice at once is once", async () => {
    const { olga } = team.people;
    const both = await Promise.all([1, 2].map(() => asAdmin(`/members/${rob.id}/deactivate`, { handTo: olga.id })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const left = (await auditOf(rob.id)).filter((entry) => entry.includes("deactivated a person"));
    expect(left).toEqual(["Ada deactivated a person"]);
  });
});

describe("a link by which a person sets a password", () => {
  const makeLink = async (id: string) => {
    const { status, told } = await asAdmin(`/members/${id}/sign-in-link`);
    expect(status, JSON.stringify(told)).toBe(200);
    return told as { secret: string; expiresAt: string };
  };

  it("is 256 random bits, kept only as a hash, for a day", async () => {
    const { secret, expiresAt } = await makeLink(rob.id);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    const held = await program.pool.query("select l::text as text from sign_in_links l where member_id = $1", [rob.id]);
    expect(held.rows).toHaveLength(1);
    expect(held.rows[0].text).not.toContain(secret);
    expect(held.rows[0].text).not.toContain(Buffer.from(secret, "base64url").toString("hex"));
  });

  it("says whose it is, sets the password once, and ends every session of theirs", async () => {
    const { secret } = await makeLink(rob.id);
    expect((await look(secret)).told).toMatchObject({ name: "Robin", email: rob.email, isFirst: false });
    expect(await isIn(rob.asker), "a link that nobody used changes nothing").toBe(true);
    expect((await use(secret, "short")).status).toBe(400);
    expect((await use(secret, "a new and long one")).told).toEqual({ email: rob.email });
    expect(await isIn(rob.asker)).toBe(false);
    expect((await signInAs(rob.email, password)).status).toBe(401);
    expect((await signInAs(rob.email, "a new and long one")).status).toBe(200);
    const again = [await look(secret), await use(secret, "yet another long one")];
    expect(again.map(({ status, told }) => [status, told.code])).toEqual([
      [410, "LINK_ENDED"],
      [410, "LINK_ENDED"],
    ]);
    expect(await auditOf(rob.id)).toEqual(
      expect.arrayContaining(["Ada made a link for a new password", "Robin set a new password by a link"]),
    );
  });

  it("used twice at once lets one in", async () => {
    const { secret } = await makeLink(rob.id);
    const both = await Promise.all([use(secret, "the first long one"), use(secret, "the other long one")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it("also ends the wait after too many wrong passwords", async () => {
    for (let guess = 0; guess < 9; guess += 1) await signInAs(rob.email, `wrong ${guess} wrong`);
    expect((await signInAs(rob.email, password)).status).toBe(429);
    await use((await makeLink(rob.id)).secret, "a new and long one");
    expect((await signInAs(rob.email, "a new and long one")).status).toBe(200);
  });

  it("lets somebody in for the first time who was named in an export", async () => {
    const id = randomUUID();
    const email = `nina@${randomUUID().slice(0, 8)}.example`;
    const person = { name: "Nina", email: null, role: "rep", managerId: null };
    await send("PUT", `/api/members/${id}`, person, team.people.admin.asker);
    expect((await asAdmin(`/members/${id}/sign-in-link`)).told.detail).toMatch(/e-mail first/);
    await send("PUT", `/api/members/${id}`, { ...person, email }, team.people.admin.asker);
    const { secret } = await makeLink(id);
    expect((await look(secret)).told).toMatchObject({ name: "Nina", email, isFirst: true });
    expect((await use(secret, "my very own password")).status).toBe(200);
    expect(await isIn({ cookie: await program.signIn(email, "my very own password") })).toBe(true);
    expect(await auditOf(id)).toContain("Nina came in by an invitation link");
  });

  it("ends when a newer one is made, when the person leaves, and after a day", async () => {
    const { olga } = team.people;
    const first = await makeLink(rob.id);
    const second = await makeLink(rob.id);
    expect([(await look(first.secret)).status, (await look(second.secret)).status]).toEqual([410, 200]);
    await asAdmin(`/members/${rob.id}/deactivate`);
    expect((await look(second.secret)).status).toBe(410);
    await asAdmin(`/members/${rob.id}/activate`);
    expect((await look(second.secret)).status).toBe(410);

    const { secret } = await makeLink(olga.id);
    await program.pool.query("update sign_in_links set expires_at = now() - interval '1 second'");
    expect([(await look(secret)).status, (await use(secret, "a new and long one")).status]).toEqual([410, 410]);
  });

  it("is made for nobody who has left, nor for the owner, nor for oneself", async () => {
    const { owner, admin, gone } = team.people;
    const refused = async (id: string) => {
      const { status, told } = await asAdmin(`/members/${id}/sign-in-link`);
      return [status, told.detail];
    };
    expect(await refused(gone.id)).toEqual([403, expect.stringContaining("left the team")]);
    expect(await refused(admin.id)).toEqual([403, expect.stringContaining("signed in already")]);
    expect(await refused(owner.id)).toEqual([403, expect.stringContaining("npm run comeback -- reset-password")]);
    expect(await refused(randomUUID())).toEqual([404, expect.any(String)]);
  });

  it("cannot be guessed for long from one address, and a right one is no guess", async () => {
    const { secret } = await makeLink(rob.id);
    for (let round = 0; round < 40; round += 1) expect((await look(secret)).status).toBe(200);
    const codes = [];
    for (let guess = 0; guess < 32; guess += 1) codes.push((await look(`guess-${guess}`)).status);
    expect(codes).toEqual([...Array(30).fill(410), 429, 429]);
    expect((await use(secret, "a new and long one")).told.code).toBe("TOO_MANY_TRIES");
    await program.pool.query(`update sign_in_rate_limits set "lastRequest" = "lastRequest" - 700000`);
    expect((await use(secret, "a new and long one")).status).toBe(200);
  });

  it("is passed on by no page it stands on", async () => {
    for (const path of ["/sign-in-link", "/api/docs"])
      expect((await program.ask("GET", path)).headers.get("referrer-policy")).toBe("no-referrer");
  });
});
