import { isDeepStrictEqual } from "node:util";
import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import { askAims } from "../../deals/ask-aims.ts";
import { listPipelineStages } from "../../insights/kpis/funnel/store.ts";
import { listSegmentFields } from "../../post-mortems/segments/store.ts";
import { mayKeepAudience } from "../access.ts";
import type { AudienceSettings, WantedSettings } from "./contract.ts";
import { earlyStagesOf } from "./rules.ts";
import {
  countLookedAt,
  findSettings,
  listEarlyChosen,
  listSources,
  listTitles,
  listUnknownNames,
  lockSettings,
  replaceEarlyChosen,
  upsertSettings,
} from "./store.ts";

export async function showAudienceSettings({ db, session }: Pick<Acting, "db" | "session">): Promise<AudienceSettings> {
  refuseUnlessKeeper(session);
  return inSnapshot(db, (snapshot) => tellSettings(snapshot, session.workspace));
}

/** Which columns name what, and which stages are early. Deals are set again where the columns changed. */
export async function saveAudienceSettings(
  { db, session, now }: Acting,
  { version, early, ...columns }: WantedSettings,
): Promise<AudienceSettings> {
  refuseUnlessKeeper(session);
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await lockSettings(tx, workspace);
    const { version: current, ...before } = await findSettings(tx, workspace);
    const chosen = new Map(early.map(({ pipelineId, stageId }) => [pipelineId, stageId]));
    const isSame =
      isDeepStrictEqual(before, columns) && isDeepStrictEqual(await listEarlyChosen(tx, workspace), chosen);
    // The same again, or nothing new, is no version of its own.
    if (isSame) return tellSettings(tx, workspace);
    if (current !== version) throw new Refusal("CHANGED_MEANWHILE");
    const pipelines = await listPipelineStages(tx, workspace);
    for (const [pipelineId, wanted] of chosen) {
      const stages = pipelines.find(({ id }) => id === pipelineId)?.stages ?? [];
      if (!stages.some(({ stageId }) => stageId === wanted)) throw new Refusal("STAGE_NOT_OPEN");
    }
    await upsertSettings(tx, workspace, columns, { memberId, at: new Date(now) });
    await replaceEarlyChosen(
      tx,
      workspace,
      [...chosen].map(([pipelineId, stageId]) => ({ pipelineId, stageId })),
    );
    await askAims(tx, workspace);
    return tellSettings(tx, workspace);
  });
}

async function tellSettings(db: Db, workspace: WorkspaceId): Promise<AudienceSettings> {
  const [settings, pipelines, chosen] = await Promise.all([
    findSettings(db, workspace),
    listPipelineStages(db, workspace),
    listEarlyChosen(db, workspace),
  ]);
  return {
    ...settings,
    early: pipelines.flatMap(({ id: pipelineId, name: pipelineName, stages }) => {
      const last = earlyStagesOf(stages, chosen.get(pipelineId)).at(-1);
      if (!last) return [];
      const inUse = stages.filter(({ archived, stageId }) => !archived || stageId === last.stageId);
      return {
        ...{ pipelineId, pipelineName, stageId: last.stageId, isChosen: chosen.has(pipelineId) },
        stages: inUse.map(({ stageId: id, name }) => ({ id, name })),
      };
    }),
  };
}

/** What there is to choose from when somebody says which deals are a persona's. */
export async function listAudienceWords({ db, session }: Pick<Acting, "db" | "session">) {
  refuseUnlessKeeper(session);
  const { workspace } = session;
  return inSnapshot(db, async (snapshot) => {
    const settings = await findSettings(snapshot, workspace);
    const [columns, sources, titles, persona, campaign, lookedAt] = await Promise.all([
      listSegmentFields(snapshot, workspace),
      listSources(snapshot, workspace),
      listTitles(snapshot, workspace),
      listUnknownNames(snapshot, workspace, "persona", settings.personaColumn),
      listUnknownNames(snapshot, workspace, "campaign", settings.campaignColumn),
      countLookedAt(snapshot, workspace),
    ]);
    return { columns, sources: sources.map(({ value }) => value), titles, unknown: { persona, campaign }, lookedAt };
  });
}

function refuseUnlessKeeper(session: Session): void {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
}
