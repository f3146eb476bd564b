import type { Session } from "../../platform/session.ts";
import { type DebriefReader, readsAll } from "../deals/debrief-sharing/access.ts";
import { enoughToTell, fewestTold } from "../team/small-groups/rules.ts";
import type { FewPeople } from "./findings/contract.ts";

type Asker = Pick<Session, "role" | "isOwner">;

/** What the deals say together is about the team and no person: everybody signed in reads it. These change how it is made. */
export function mayChangeInsights({ role, isOwner }: Asker): boolean {
  return isOwner || role === "admin" || role === "manager";
}

/** Sums of debriefs, for somebody who may not read each of them: told of enough people, or that it is too few. */
export function fewFor(reader: DebriefReader, writers: number): FewPeople | null {
  return readsAll(reader, "reasons") || enoughToTell(writers) ? null : { people: writers, needed: fewestTold };
}
