import { type RawBuilder, type SqlBool, sql } from "kysely";
import { ownedByVisible } from "../store.ts";
import { type DebriefReader, readsAll } from "./access.ts";

/**
 * Whether this person may read the reasons, or also the words, of a debrief `b` on a deal `d`, in any query that calls them so:
 * `sharedOf` said in SQL. Whoever joins debriefs for somebody to read asks this.
 */
export function isShared(reader: DebriefReader, what: "reasons" | "words"): RawBuilder<SqlBool> {
  const { memberId, leads } = reader;
  if (leads === "all" || readsAll(reader, what)) return sql<SqlBool>`true`;
  const own = sql<SqlBool>`(coalesce(b.recorded_by, b.started_by) is not distinct from ${memberId}::uuid
    or d.owner_id is not distinct from ${memberId}::uuid)`;
  return leads === "nobody" ? own : sql<SqlBool>`(${own} or ${ownedByVisible(leads)})`;
}
