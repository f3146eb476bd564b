import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayKeepRules } from "../access.ts";
import type { PriorityShape } from "./contract.ts";
import { mostAsked } from "./rules.ts";
import { listPriorities, upsertPriority } from "./store.ts";

type Wanted = Pick<PriorityShape, "id" | "name" | "archived">;

/** Adds something customers are asked about, renames it, or stops asking; what was rated before keeps its ratings. */
export async function savePriority({ db, session, now }: Acting, wanted: Wanted): Promise<PriorityShape> {
  if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const others = (await listPriorities(tx, workspace)).filter(({ id, archived }) => id !== wanted.id && !archived);
    if (!wanted.archived && others.length >= mostAsked) throw new Refusal("TOO_MANY");
    await upsertPriority(tx, workspace, wanted, new Date(now));
    const saved = (await listPriorities(tx, workspace)).find(({ id }) => id === wanted.id);
    if (!saved) throw new Error("The priority that was just saved is not there.");
    return saved;
  });
}
