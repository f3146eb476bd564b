import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../../platform/session.ts";
import type { Stretch } from "../../rules.ts";
import { closedIn, inSlice, type Slice } from "../../store.ts";
import { type ContactKind, contactKind } from "./contract.ts";
import type { MixTally } from "./rules.ts";

/** What passed between them and us on a deal `d` up to its close; a note is our own. */
const contactsBefore = (workspace: WorkspaceId): RawBuilder<unknown> => sql`
  from activities a
  where a.workspace_id = ${workspace} and a.deal_id = d.id and a.happened_at <= d.closed_at and a.kind <> 'note'`;

/** Closed deals `d` with any of it recorded, or with none. */
export const withContact = (workspace: WorkspaceId, has: boolean): RawBuilder<SqlBool> =>
  has ? sql`exists (select ${contactsBefore(workspace)})` : sql`not exists (select ${contactsBefore(workspace)})`;

const kinds = contactKind.options;
const sumOf = (term: RawBuilder<unknown>, name: string) => sql`coalesce(sum(${term}), 0)::float8 as ${sql.ref(name)}`;

type Row = { won: boolean; withContact: boolean; deals: number; y: number; yy: number } & Record<string, unknown>;

/** Deals that closed in a stretch, by how they ended and whether anything passed: sums of contacts, squares and products. */
export async function tallyMix(db: Db, slice: Slice, stretch: Stretch): Promise<MixTally[]> {
  const each = kinds.map((kind) => sql`count(*) filter (where a.kind = ${kind})::float8 as ${sql.ref(kind)}`);
  const sums = kinds.flatMap((kind) => {
    const x = sql`c.${sql.ref(kind)}`;
    return [sumOf(x, `${kind} x`), sumOf(sql`${x} * ${x}`, `${kind} xx`), sumOf(sql`${x} * c.y`, `${kind} xy`)];
  });
  const { rows } = await sql<Row>`
    select d.status = 'won' as won, c.y > 0 as "withContact", count(*) as deals,
      ${sumOf(sql`c.y`, "y")}, ${sumOf(sql`c.y * c.y`, "yy")}, ${sql.join(sums)}
    from deals d cross join lateral (
      select count(*)::float8 as y, ${sql.join(each)} ${contactsBefore(slice.workspace)}
    ) c
    where ${inSlice(slice)} and ${closedIn(stretch)}
    group by 1, 2`.execute(db);
  return rows.map((row) => ({
    ...{ won: row.won, withContact: row.withContact, deals: row.deals },
    sums: { call: sumsOf(row, "call"), email: sumsOf(row, "email"), meeting: sumsOf(row, "meeting") },
  }));
}

const sumsOf = (row: Row, kind: ContactKind) => ({
  ...{ of: row.deals, y: row.y, yy: row.yy },
  ...{ x: Number(row[`${kind} x`]), xx: Number(row[`${kind} xx`]), xy: Number(row[`${kind} xy`]) },
});
