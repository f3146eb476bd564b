import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../platform/session.ts";
import type { DebriefsShare, MemberShape, Role } from "./contract.ts";
import { matchMember, sameName } from "./rules.ts";

const memberColumns = [
  "id",
  "name",
  "email",
  "role",
  "is_owner",
  "manager_id",
  "user_id",
  "deactivated_at",
  "source_key",
] as const;

type MemberRow = {
  id: string;
  name: string;
  email: string | null;
  role: string;
  is_owner: boolean;
  manager_id: string | null;
  user_id: string | null;
  deactivated_at: Date | null;
};

const roles = new Set<string>(["rep", "manager", "marketing", "admin"] satisfies Role[]);
const isRole = (text: string): text is Role => roles.has(text);

function toMember(row: MemberRow): MemberShape {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: isRole(row.role) ? row.role : "rep",
    isOwner: row.is_owner,
    managerId: row.manager_id,
    hasSignIn: row.user_id !== null,
    deactivatedAt: row.deactivated_at?.toISOString() ?? null,
  };
}

/** Held to the end of the transaction: two first visits at once make one owner. */
export async function lockFirstRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7310442020)`.execute(db);
}

/** Held to the end of the transaction: who is in the team, and whose manager is whose, is changed one after the other. */
export async function lockTeam(db: Db, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`members ${workspace}`}, 0))`.execute(db);
}

/** An installation that only a command line has used has workspaces, but nobody who could sign in. */
export async function someoneCanSignIn(db: Db): Promise<boolean> {
  const row = await db.selectFrom("members").select("id").where("user_id", "is not", null).limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function insertWorkspace(
  db: Db,
  workspace: { id: string; name: string; timeZone: string; currency: string },
): Promise<WorkspaceId> {
  await db
    .insertInto("workspaces")
    .values({
      workspace_id: workspace.id,
      name: workspace.name,
      time_zone: workspace.timeZone,
      currency: workspace.currency,
    })
    .execute();
  return mintWorkspaceId(workspace.id);
}

export async function findWorkspace(db: Db, workspace: WorkspaceId) {
  return db.selectFrom("workspaces").selectAll().where("workspace_id", "=", workspace).executeTakeFirstOrThrow();
}

export async function listWorkspaces(db: Db): Promise<WorkspaceId[]> {
  const rows = await db.selectFrom("workspaces").select("workspace_id").orderBy("workspace_id").execute();
  return rows.map((row) => mintWorkspaceId(row.workspace_id));
}

/** The only workspace there is, for the command line; null when there is none or more than one. */
export async function findOnlyWorkspace(db: Db): Promise<WorkspaceId | null> {
  const rows = await db.selectFrom("workspaces").select("workspace_id").limit(2).execute();
  return rows.length === 1 && rows[0] ? mintWorkspaceId(rows[0].workspace_id) : null;
}

export async function updateWorkspace(
  db: Db,
  workspace: WorkspaceId,
  change: {
    name?: string | undefined;
    timeZone?: string | undefined;
    currency?: string | undefined;
    defaultTermMonths?: number | undefined;
    debriefsShare?: DebriefsShare | undefined;
    isDemo?: boolean | undefined;
  },
) {
  return db
    .updateTable("workspaces")
    .set({
      name: sql`coalesce(${change.name ?? null}, name)`,
      time_zone: sql`coalesce(${change.timeZone ?? null}, time_zone)`,
      currency: sql`coalesce(${change.currency ?? null}, currency)`,
      default_term_months: sql`coalesce(${change.defaultTermMonths ?? null}::integer, default_term_months)`,
      debriefs_share: sql`coalesce(${change.debriefsShare ?? null}, debriefs_share)`,
      is_demo: sql`coalesce(${change.isDemo ?? null}::boolean, is_demo)`,
    })
    .where("workspace_id", "=", workspace)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findMember(db: Db, workspace: WorkspaceId, id: string): Promise<MemberShape | null> {
  const row = await db
    .selectFrom("members")
    .select(memberColumns)
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? toMember(row) : null;
}

/** The whole team in one go: who is whose manager is needed to say who sees what. */
export async function listTeam(db: Db, workspace: WorkspaceId): Promise<MemberShape[]> {
  const rows = await db
    .selectFrom("members")
    .select(memberColumns)
    .where("workspace_id", "=", workspace)
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map(toMember);
}

export async function listMembers(
  db: Db,
  workspace: WorkspaceId,
  page: { after: { name: string; id: string } | null; limit: number },
): Promise<MemberShape[]> {
  const rows = await db
    .selectFrom("members")
    .select(memberColumns)
    .where("workspace_id", "=", workspace)
    .$if(page.after !== null, (query) =>
      query.where(sql<boolean>`(lower(name), id) > (lower(${page.after?.name}), ${page.after?.id}::uuid)`),
    )
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .limit(page.limit)
    .execute();
  return rows.map(toMember);
}

/** Adds or changes a member by id. Null: another member has this e-mail. */
export async function upsertMember(
  db: Db,
  workspace: WorkspaceId,
  member: { id: string; name: string; email: string | null; role: Role; managerId: string | null; isOwner?: boolean },
): Promise<MemberShape | null> {
  if (member.email) {
    const taken = await db
      .selectFrom("members")
      .select("id")
      .where("workspace_id", "=", workspace)
      .where(sql`lower(email)`, "=", member.email.toLowerCase())
      .where("id", "<>", member.id)
      .executeTakeFirst();
    if (taken) return null;
  }
  const values = { name: member.name, email: member.email, role: member.role, manager_id: member.managerId };
  const row = await db
    .insertInto("members")
    .values({ workspace_id: workspace, id: member.id, is_owner: member.isOwner ?? false, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doUpdateSet(values))
    .returning(memberColumns)
    .executeTakeFirstOrThrow();
  return toMember(row);
}

export async function linkSignIn(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  link: { userId: string; email: string },
): Promise<MemberShape> {
  const row = await db
    .updateTable("members")
    .set({ user_id: link.userId, email: link.email })
    .where("workspace_id", "=", workspace)
    .where("id", "=", memberId)
    .returning(memberColumns)
    .executeTakeFirstOrThrow();
  return toMember(row);
}

/** The instant since when they are gone is kept; null brings them back. */
export async function updateDeactivated(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  at: Date | null,
): Promise<MemberShape> {
  const row = await db
    .updateTable("members")
    .set({ deactivated_at: at === null ? null : sql`coalesce(deactivated_at, ${at})` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .returning(memberColumns)
    .executeTakeFirstOrThrow();
  return toMember(row);
}

export type PersonInExport = NamedInExport & { managerName?: string | null };
type NamedInExport = { name: string; email: string | null; sourceKey: string | null };

/**
 * The members these people are, in their order: matched by their source's id, e-mail or name, else added as reps
 * without a sign-in. A manager who is named is matched or added too, as a manager.
 */
export async function ensureMembers(
  db: Db,
  workspace: WorkspaceId,
  people: readonly PersonInExport[],
): Promise<string[]> {
  await lockTeam(db, workspace);
  const team = await db.selectFrom("members").select(memberColumns).where("workspace_id", "=", workspace).execute();

  const memberFor = async (person: NamedInExport, role: Role): Promise<MemberRow> => {
    const known =
      team.find((member) => person.sourceKey !== null && member.source_key === person.sourceKey) ??
      matchMember(person, team);
    if (!known) {
      const added = await db
        .insertInto("members")
        .values({
          workspace_id: workspace,
          name: person.name.trim().replace(/\s+/g, " "),
          email: person.email,
          source_key: person.sourceKey,
          role,
        })
        .returning(memberColumns)
        .executeTakeFirstOrThrow();
      team.push(added);
      return added;
    }
    const better = {
      email: known.email ?? person.email,
      source_key: known.source_key ?? person.sourceKey,
      // Someone we only knew as an owner of deals turns out to manage people.
      role: role === "manager" && known.role === "rep" && !known.is_owner ? "manager" : known.role,
    };
    if (better.email !== known.email || better.source_key !== known.source_key || better.role !== known.role) {
      await db
        .updateTable("members")
        .set(better)
        .where("workspace_id", "=", workspace)
        .where("id", "=", known.id)
        .execute();
      Object.assign(known, better);
    }
    return known;
  };

  const ids: string[] = [];
  for (const person of people) {
    const member = await memberFor(person, "rep");
    ids.push(member.id);
    if (person.managerName && sameName(person.managerName) !== sameName(member.name)) {
      const manager = await memberFor({ name: person.managerName, email: null, sourceKey: null }, "manager");
      if (member.manager_id !== manager.id && manager.manager_id !== member.id) {
        await db
          .updateTable("members")
          .set({ manager_id: manager.id })
          .where("workspace_id", "=", workspace)
          .where("id", "=", member.id)
          .execute();
        member.manager_id = manager.id;
      }
    }
  }
  return ids;
}
