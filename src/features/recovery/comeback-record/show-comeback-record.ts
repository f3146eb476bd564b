import type { Db } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import { listResults } from "../../deals/closes/list-results.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { fewestTold } from "../../team/small-groups/rules.ts";
import { maySeeTeamRecord } from "../access.ts";
import type { ComebackFigures, ComebackRecord } from "./contract.ts";
import { recordMethod } from "./refresh-records.ts";
import { comebackFigures, personPart } from "./rules.ts";
import { findTeamRecord, findUntil, listDealNames, listFirstTalks } from "./store.ts";

/** What follows a loss: my own results as they stand now, or my team's as they were last added up. */
export async function showComebackRecord(
  { db, session, now }: Acting,
  { of }: { of: "me" | "team" },
): Promise<ComebackRecord> {
  if (of === "me") return showMine(db, session, now);
  if (!maySeeTeamRecord(session)) {
    throw new Refusal("NOT_ALLOWED", { message: "The team's record is for its managers. Yours is your own." });
  }
  const visible = await findVisibleOwners(db, session);
  const kept = await findTeamRecord(db, session.workspace, visible === "all" ? null : session.memberId, recordMethod);
  if (!kept) return { kind: "being-made" };
  if (kept.record.kind === "few-people") return { kind: "few-people", people: kept.record.people, needed: fewestTold };
  const { figures, people } = kept.record;
  const made = { until: kept.until.toISOString(), madeAt: kept.madeAt.toISOString(), people };
  return withNames(db, session.workspace, figures, made);
}

async function showMine(db: Db, { workspace, memberId, timeZone }: Session, now: number): Promise<ComebackRecord> {
  const until = await findUntil(db, workspace, now);
  const { results, closes, ...leftOut } = await listResults(db, workspace, memberId, { until, timeZone });
  if (closes === 0) return { kind: "no-results" };
  const talks = await listFirstTalks(db, workspace, memberId, until);
  const figures = comebackFigures([personPart(results, talks, until)], results, leftOut);
  const made = { until: new Date(until).toISOString(), madeAt: new Date(now).toISOString(), people: 1 };
  return withNames(db, workspace, figures, made);
}

async function withNames(
  db: Db,
  workspace: WorkspaceId,
  { form, ...figures }: ComebackFigures,
  made: { until: string; madeAt: string; people: number },
): Promise<ComebackRecord> {
  const names = await listDealNames(
    db,
    workspace,
    form.map(({ dealId }) => dealId),
  );
  const named = form.flatMap((result) => {
    const name = names.get(result.dealId);
    return name === undefined ? [] : [{ ...result, name }];
  });
  return { kind: "record", ...figures, ...made, form: named };
}
