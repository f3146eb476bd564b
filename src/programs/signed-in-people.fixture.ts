import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { seedCatalogue } from "../features/reasons/seed-catalogue.ts";
import type { Role } from "../features/team/contract.ts";
import { insertWorkspace, linkSignIn, upsertMember } from "../features/team/store.ts";
import { writeSessionCookie } from "../platform/sign-in/session-cookie.ts";
import { findOrMakeCookieSecret, insertSignIn } from "../platform/sign-in/store.ts";
import type { startWebProgram } from "./web-program.fixture.ts";

export type Program = Awaited<ReturnType<typeof startWebProgram>>;

export const password = "a fine long password";
/** Made once: it takes long on purpose, and everybody here has the same. */
const passwordHash = hashPassword(password);

/** Who asks, by the headers they send. */
export type Asker = Record<string, string>;

/** Sends JSON and gives back what came, whatever it was. */
export function sender(program: Program) {
  return async (method: string, path: string, body: unknown, asker: Asker) => {
    const answer = await program.ask(method, path, body, asker);
    const text = await answer.text();
    const told = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : { text };
    return { status: answer.status, headers: answer.headers, told };
  };
}

/**
 * Everybody of a team in a workspace of its own, signed in: Mia manages Rob, Otto manages Olga, Free manages nobody.
 */
export async function makeSignedInPeople(program: Program, name: string) {
  const { db } = program;
  const cookieSecret = await findOrMakeCookieSecret(db, "made when the program started");
  const workspace = await db.transaction().execute(async (tx) => {
    const place = { id: randomUUID(), name, timeZone: "Europe/Berlin", currency: "EUR" };
    const made = await insertWorkspace(tx, place);
    await seedCatalogue(tx, made);
    return made;
  });

  const join = async (person: string, role: Role, managerId: string | null = null, isOwner = false) => {
    const id = randomUUID();
    const email = `${person}@${name}.example`.toLowerCase();
    const token = randomUUID();
    await db.transaction().execute(async (tx) => {
      await upsertMember(tx, workspace, { id, name: person, email, role, managerId, isOwner });
      const signIn = { userId: randomUUID(), name: person, email, passwordHash: await passwordHash };
      const userId = await insertSignIn(tx, signIn);
      if (!userId) throw new Error(`${email} has a sign-in already.`);
      await linkSignIn(tx, workspace, id, { userId, email });
      // What a sign-in by password leaves, which its own tests look at: to hash one takes longer than all of this.
      const session = { id: randomUUID(), token, userId, expiresAt: new Date(Date.now() + 86_400_000) };
      await tx.insertInto("sign_in_sessions").values(session).execute();
    });
    return { id, email, asker: { cookie: writeSessionCookie(token, cookieSecret) } as Asker };
  };
  const owner = await join("Olive", "admin", null, true);
  const mia = await join("Mia", "manager");
  const otto = await join("Otto", "manager");
  const people = {
    owner,
    mia,
    otto,
    admin: await join("Ada", "admin"),
    free: await join("Free", "manager"),
    marketing: await join("Max", "marketing"),
    rob: await join("Rob", "rep", mia.id),
    olga: await join("Olga", "rep", otto.id),
    gone: await join("Gus", "rep", mia.id),
  };
  await program.pool.query("update members set deactivated_at = now() where id = $1", [people.gone.id]);
  return { workspace, people };
}
