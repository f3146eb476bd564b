import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type AimFits, type AimKind, type AimShape, aimRule } from "./contract.ts";

export type StoredAim = Omit<AimShape, "changedAt"> & { changedAt: Date; archivedAt: Date | null };

type Row = Omit<StoredAim, "rule"> & { rule: unknown };

const columns = sql`a.id, a.kind, a.name, a.words, a.message, a.source, a.starts_on as "startsOn", a.ends_on as "endsOn",
  a.rule, a.version, a.changed_at as "changedAt", a.archived_at as "archivedAt",
  (select name from members where workspace_id = a.workspace_id and id = a.changed_by) as "changedByName",
  (select count(*) from deal_aims x
   where x.workspace_id = a.workspace_id and x.kind = a.kind and x.aim_id = a.id) as deals`;

const read = ({ rule, ...row }: Row): StoredAim => ({ ...row, rule: aimRule.parse(rule) });

/** Those in use, in the order in which they are looked at. */
export async function listAims(db: Db, workspace: WorkspaceId, kind: AimKind): Promise<StoredAim[]> {
  const { rows } = await sql<Row>`
    select ${columns} from aims a
    where a.workspace_id = ${workspace} and a.kind = ${kind} and a.archived_at is null
    order by a.position, a.id`.execute(db);
  return rows.map(read);
}

/** Those out of use, the one taken out last first. */
export async function listTakenOut(
  db: Db,
  workspace: WorkspaceId,
  kind: AimKind,
): Promise<Pick<AimShape, "id" | "name">[]> {
  return db
    .selectFrom("aims")
    .select(["id", "name"])
    .where("workspace_id", "=", workspace)
    .where("kind", "=", kind)
    .where("archived_at", "is not", null)
    .orderBy("archived_at", "desc")
    .orderBy("id")
    .limit(50)
    .execute();
}

export function aimShapeOf({ archivedAt: _, changedAt, ...aim }: StoredAim): AimShape {
  return { ...aim, changedAt: changedAt.toISOString() };
}

/** Holds all of a team's personas and campaigns: names and places in a list are of all of them. */
export async function lockAims(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`aims ${workspace}`}, 0))`.execute(tx);
}

export async function findAim(db: Db, workspace: WorkspaceId, id: string): Promise<StoredAim | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from aims a where a.workspace_id = ${workspace} and a.id = ${id}`.execute(db);
  return rows[0] && read(rows[0]);
}

/** Whether another one in use is called so; upper and lower case are the same name. */
export async function isNameTaken(
  tx: Tx,
  workspace: WorkspaceId,
  { id, kind, name }: Pick<AimShape, "id" | "kind" | "name">,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from aims
    where workspace_id = ${workspace} and kind = ${kind} and lower(name) = lower(${name}) and id <> ${id}
      and archived_at is null`.execute(tx);
  return rows.length > 0;
}

/** How many others of this kind are in use. */
export async function countOthers(
  tx: Tx,
  workspace: WorkspaceId,
  { id, kind }: Pick<AimShape, "id" | "kind">,
): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from aims
    where workspace_id = ${workspace} and kind = ${kind} and id <> ${id} and archived_at is null`.execute(tx);
  return rows[0]?.others ?? 0;
}

export type AimValues = AimFits & Pick<AimShape, "id" | "kind" | "name" | "words" | "message">;

export async function upsertAim(
  tx: Tx,
  workspace: WorkspaceId,
  { id, kind, name, words, message, source, startsOn, endsOn, rule }: AimValues,
  by: { memberId: string; at: Date },
): Promise<void> {
  const values = {
    ...{ name, words, message, source, starts_on: startsOn, ends_on: endsOn, rule: JSON.stringify(rule) },
    ...{ changed_by: by.memberId, changed_at: by.at, archived_at: null },
  };
  await tx
    .insertInto("aims")
    .values({
      ...{ workspace_id: workspace, id, kind, made_by: by.memberId, ...values },
      position: sql<number>`(
        select coalesce(max(position), 0) + 1 from aims where workspace_id = ${workspace} and kind = ${kind})`,
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({ ...values, version: sql<number>`aims.version + 1` }),
    )
    .execute();
}

/** In use, or not, from then on. */
export async function updateArchived(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  archivedAt: Date | null,
): Promise<void> {
  await tx
    .updateTable("aims")
    .set({ archived_at: archivedAt })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** The places of these, as they stand in the list. */
export async function updatePositions(tx: Tx, workspace: WorkspaceId, ids: readonly string[]): Promise<void> {
  await sql`
    update aims a set position = o.place
    from unnest(${ids}::uuid[]) with ordinality as o (id, place)
    where a.workspace_id = ${workspace} and a.id = o.id`.execute(tx);
}
