import type { Acting } from "../../../../platform/http/acting.ts";
import { Refusal } from "../../../../platform/refusal.ts";
import { findDebriefReader } from "../../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../../deals/find-visible-deal.ts";
import { fewFor } from "../../../insights/access.ts";
import { type FindingsResult, findingsResult, type Judged } from "../../../insights/findings/contract.ts";
import { listFindingDeals } from "../../../insights/findings/list-finding-deals.ts";
import { countLossWriters } from "../../../insights/findings/store.ts";
import type { FiguresFilter } from "../../../insights/kpis/contract.ts";
import { listFigureDeals } from "../../../insights/kpis/list-figure-deals.ts";
import { settleFilter } from "../../../insights/kpis/settle-filter.ts";
import { showWinRate } from "../../../insights/kpis/win-rate/show-win-rate.ts";
import { findSegmentNames } from "../../../insights/kpis/win-rate/store.ts";
import { findResult } from "../../../insights/run/store.ts";
import { listPipelinesOf } from "../../../sales-process/store.ts";
import type { EarlyLossRow, ToldApartBy } from "../../early-losses/contract.ts";
import { listEarlyLossDeals, showEarlyLosses } from "../../early-losses/show-early-losses.ts";
import { findAimNames } from "../../early-losses/store.ts";
import { showPersonasOverTime } from "../../over-time/show-over-time.ts";
import type { EvidenceAsked } from "../contract.ts";
import {
  earlyLossDealsEvidence,
  earlyLossesEvidence,
  figureDealsEvidence,
  figureEvidence,
  findingDealsEvidence,
  findingEvidence,
  type MadeEvidence,
  mostDealsSent,
  type Narrowing,
  overTimeEvidence,
  reasonEvidence,
} from "./rules.ts";

/** Evidence as it stands now, by the very reports it stands in: with the rights of whoever sends it, and nothing beyond. */
export async function makeEvidence(acting: Acting, asked: readonly EvidenceAsked[]): Promise<MadeEvidence[]> {
  const made: MadeEvidence[] = [];
  for (const each of asked) made.push(await makeOne(acting, each));
  return made;
}

async function makeOne(acting: Acting, asked: EvidenceAsked): Promise<MadeEvidence> {
  const page = { limit: mostDealsSent };
  switch (asked.kind) {
    case "finding": {
      const { finding, ...among } = await findFinding(acting, asked.key);
      return findingEvidence(finding, among);
    }
    case "finding-deals": {
      const { finding } = await findFinding(acting, asked.key);
      const { rows, next } = await listFindingDeals(acting, { ...page, key: asked.key, shows: true });
      return findingDealsEvidence(finding, { deals: rows, more: next !== null });
    }
    case "reason":
      return reasonEvidence(await findReason(acting, asked.reasonId));
    case "figure": {
      const told = await showWinRate(acting, asked.filter).catch(goneForNotFound);
      return figureEvidence(asked.filter, told, await findNarrowing(acting, asked.filter));
    }
    case "figure-deals": {
      const { filter, figure, stageId } = asked;
      const { period } = await settleFilter(acting, filter).catch(goneForNotFound);
      const { rows, next } = await listFigureDeals(acting, { ...page, ...filter, figure, stageId });
      const stage = stageId === undefined ? null : await findStage(acting, stageId);
      const narrowing = await findNarrowing(acting, filter);
      return figureDealsEvidence({ filter, figure, stage }, { deals: rows, more: next !== null, period }, narrowing);
    }
    case "early-losses": {
      const { row, told } = await findEarlyLosses(acting, asked);
      return earlyLossesEvidence(asked.filter, row, told);
    }
    case "early-loss-deals": {
      const { filter, by, key } = asked;
      const { row } = await findEarlyLosses(acting, asked);
      const { rows, next } = await listEarlyLossDeals(acting, { ...page, ...filter, by, key, ended: "early" });
      return earlyLossDealsEvidence(filter, row, { deals: rows, more: next !== null });
    }
    case "over-time": {
      const told = await showPersonasOverTime(acting, asked.filter);
      const persona = told.personas.find(({ id }) => id === asked.personaId);
      if (!persona) throw new Refusal("EVIDENCE_GONE");
      return overTimeEvidence(asked.filter, persona, told);
    }
  }
}

type EarlyAsked = { filter: FiguresFilter; by: ToldApartBy; key: string };

async function findEarlyLosses(acting: Acting, { filter, by, key }: EarlyAsked) {
  const told = await showEarlyLosses(acting, filter);
  const row: EarlyLossRow | undefined = told.apart
    .find((part) => part.by === by)
    ?.rows.find((each) => each.key === key);
  if (!row) throw new Refusal("EVIDENCE_GONE");
  return { row, told };
}

function goneForNotFound(error: unknown): never {
  throw error instanceof Refusal && error.code === "NOT_FOUND" ? new Refusal("EVIDENCE_GONE") : error;
}

async function findFindings({ db, session }: Pick<Acting, "db" | "session">): Promise<FindingsResult> {
  const stored = await findResult(db, session.workspace, "findings", findingsResult);
  if (!stored) throw new Refusal("EVIDENCE_GONE");
  return stored.result;
}

async function findFinding(
  acting: Acting,
  key: string,
): Promise<{ finding: Judged; looked: number; survived: boolean }> {
  const { looked, findings, noDifference } = await findFindings(acting);
  const survived = findings.find((each) => each.key === key);
  const finding = survived ?? noDifference.find((each) => each.key === key);
  if (!finding) throw new Refusal("EVIDENCE_GONE");
  return { finding, looked, survived: survived !== undefined };
}

/** A sum of debriefs goes to marketing only as far as marketing may be told of it, whoever sends it. */
async function findReason(acting: Acting, reasonId: string): Promise<FindingsResult["reasons"][number]> {
  const { db, session } = acting;
  const reason = (await findFindings(acting)).reasons.find((each) => each.reasonId === reasonId);
  if (!reason) throw new Refusal("EVIDENCE_GONE");
  const { others } = await findDebriefReader(db, session);
  const marketing = { memberId: session.memberId, leads: "nobody" as const, others };
  if (fewFor(marketing, await countLossWriters(db, session.workspace))) throw new Refusal("EVIDENCE_PRIVATE");
  return reason;
}

async function findNarrowing(
  { db, session }: Acting,
  { pipelineId, personaId, campaignId }: FiguresFilter,
): Promise<Narrowing> {
  const { workspace } = session;
  const pipelines = pipelineId === undefined ? null : await findSegmentNames(db, workspace, "pipeline");
  const aims = personaId === undefined && campaignId === undefined ? null : await findAimNames(db, workspace);
  const named = (kind: string, id: string | undefined) =>
    id === undefined ? [] : [id === "none" ? `no ${kind}` : `${kind} ${aims?.get(id) ?? "no longer there"}`];
  const pipeline = pipelineId === undefined ? undefined : pipelines?.get(pipelineId);
  return {
    names: [...(pipeline ? [`in ${pipeline}`] : []), ...named("persona", personaId), ...named("campaign", campaignId)],
    ofTeam: (await findVisibleOwners(db, session)) !== "all",
  };
}

async function findStage({ db, session }: Acting, id: string): Promise<{ id: string; name: string }> {
  const stages = (await listPipelinesOf(db, session.workspace)).flatMap((pipeline) => pipeline.stages);
  const stage = stages.find((each) => each.id === id);
  if (!stage) throw new Refusal("EVIDENCE_GONE");
  return stage;
}
