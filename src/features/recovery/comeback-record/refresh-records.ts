import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { visibleOwners } from "../../deals/access.ts";
import { listTeammates } from "../../deals/store.ts";
import { enoughToTell } from "../../team/small-groups/rules.ts";
import { findWorkspace } from "../../team/store.ts";
import { gatherPeople, sumsOf } from "./gather-people.ts";
import { findUntil, type KeptRecord, lockTeamRecords, replaceBulkMarks, replaceTeamRecords } from "./store.ts";

/** Counted up when a figure is worked out differently, so that what an older program kept is not shown any more. */
export const recordMethod = 1;

/** Works out what the team's results come to, for the whole team and for everybody who leads a part of it. */
export async function refreshRecords(
  db: Database,
  workspace: WorkspaceId,
  now: Instant,
  signal?: AbortSignal,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockTeamRecords(tx, workspace);
    const { time_zone: timeZone } = await findWorkspace(tx, workspace);
    const until = await findUntil(tx, workspace, now);
    const people = await gatherPeople(tx, workspace, { until, timeZone, signal });
    const recordOf = (counts: (ownerId: string | null) => boolean): KeptRecord => {
      const sums = sumsOf(people, counts);
      // What must not be shown is not kept either.
      return enoughToTell(sums.people) ? { kind: "record", ...sums } : { kind: "few-people", people: sums.people };
    };
    const records = [{ leadId: null, record: recordOf((ownerId) => ownerId !== null) }, ...(await ofLeads())];
    await replaceTeamRecords(tx, workspace, records, { method: recordMethod, until, at: now });
    const { bulk } = people;
    const edits = bulk.kind === "told" ? bulk.edits : [];
    await replaceBulkMarks(tx, workspace, { edits, timesOfDay: [...bulk.timesOfDay] });

    async function ofLeads() {
      const team = await listTeammates(tx, workspace);
      const leads = new Set(team.flatMap(({ managerId }) => managerId ?? []));
      return [...leads].flatMap((leadId) => {
        const visible = visibleOwners({ memberId: leadId, role: "manager", isOwner: false }, team);
        if (visible === "all") return [];
        const theirs = new Set(visible.owners);
        return [{ leadId, record: recordOf((ownerId) => ownerId !== null && theirs.has(ownerId)) }];
      });
    }
  });
}
