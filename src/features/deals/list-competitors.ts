import type { Acting } from "../../platform/http/acting.ts";
import { listLatestCompetitors } from "./competitors/store.ts";

/** Names to choose from where a competitor is asked for: the team's own, as it writes them. */
export async function listCompetitors({ db, session }: Acting): Promise<{ names: string[] }> {
  return { names: await listLatestCompetitors(db, session.workspace) };
}
