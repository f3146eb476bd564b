import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import type { ReasonShape } from "../../reasons/contract.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import type { TeamHistory } from "../history/build-history.ts";
import { downSign, type History, nowMask, upSign } from "../history/rules.ts";
import type { InsightSettings } from "../run/contract.ts";
import type { FindingsResult, Judged } from "./contract.ts";
import { type JudgedCandidates, judgeCandidates } from "./judge-candidates.ts";
import { type Candidate, listCandidates } from "./list-candidates.ts";
import { noteOn } from "./rules.ts";
import { tallyReasons } from "./store.ts";

type Ask = {
  settings: InsightSettings;
  currency: string;
  /** Columns and fields that must not be judged, with the reason. */
  leftOut: FindingsResult["leftOut"];
  amountIsKnown: boolean;
  /** Deals written twice, by their places in the history: they count once. */
  copies: ReadonlySet<number>;
  bulkEdited: number;
  onProgress: (done: number) => void;
};

/** Why deals are lost: everything that is known while a deal is open, held against how it ended. */
export async function findCauses(
  db: Db,
  workspace: WorkspaceId,
  { history, columns, flags }: TeamHistory,
  { settings, currency, leftOut, amountIsKnown, copies, bulkEdited, onProgress }: Ask,
): Promise<{ result: FindingsResult; shownByDeal: JudgedCandidates["shownByDeal"] }> {
  const reasons = await listReasonsOf(db, workspace);
  const kinds = new Map(flags.map(({ id, thresholds }) => [id, thresholds.kind]));
  const hidden = new Set(leftOut.map(({ name }) => name));
  const judgedColumns = columns.filter(({ heading }) => !hidden.has(heading));
  const judged = judgeCandidates(history, listCandidates(history, judgedColumns, { amountIsKnown, copies }), {
    fewestASide: settings.fewestASide,
    falseDiscoveryRate: settings.falseDiscoveryRate,
    currency,
    sideOf: (candidate) => sideOf(candidate, reasons, flags),
    noteOf: ({ kind, flagId }) => noteOn(kind, flagId === null ? null : (kinds.get(flagId) ?? null)),
    onProgress,
  });
  const { shownByDeal, ...rest } = judged;
  const count = (status: "won" | "lost") => history.deals.filter((deal) => deal.status === status).length;
  return {
    shownByDeal,
    result: {
      ...rest,
      won: count("won"),
      lost: count("lost"),
      bulkEdited,
      fewestASide: settings.fewestASide,
      falseDiscoveryRate: settings.falseDiscoveryRate,
      leftOut,
      reasons: await nameReasons(db, workspace, currency, reasons),
      preparation: preparationOf(history),
    },
  };
}

/** Whose it is to change: as the reason says that hangs together with the flag or the step. */
function sideOf(
  { flagId, stepId }: Candidate,
  reasons: readonly ReasonShape[],
  flags: readonly WatchedFlag[],
): Judged["side"] {
  const stepOfFlag = flags.find(({ id }) => id === flagId)?.stepId ?? null;
  const linked = reasons.filter(
    (reason) =>
      reason.appliesTo === "lost" &&
      ((flagId !== null && reason.flagId === flagId) ||
        (reason.stepId !== null && (reason.stepId === stepId || reason.stepId === stepOfFlag))),
  );
  // What is ours under any name is ours to change.
  const order = ["ours", "shared", "theirs"] as const;
  return order.find((control) => linked.some((reason) => reason.control === control)) ?? null;
}

async function nameReasons(
  db: Db,
  workspace: WorkspaceId,
  currency: string,
  reasons: readonly ReasonShape[],
): Promise<FindingsResult["reasons"]> {
  const { debriefed, rows } = await tallyReasons(db, workspace, currency);
  return rows
    .flatMap(({ reasonId, named, amountCents }) => {
      const reason = reasons.find(({ id }) => id === reasonId);
      const share = wilsonInterval({ count: named, of: debriefed });
      if (!reason || share.kind === "too-few") return [];
      return {
        reasonId,
        name: reason.name,
        side: reason.control,
        named,
        of: debriefed,
        low: share.low,
        high: share.high,
        money: amountCents === null ? null : { amountCents, currency },
        flagId: reason.flagId,
        stepId: reason.stepId,
      };
    })
    .toSorted((one, other) => other.named - one.named || (one.name < other.name ? -1 : 1));
}

/** For each step, on how many won and lost deals it stood done in time at the last look at which it was known. */
function preparationOf({ signs, looks, deals }: History): FindingsResult["preparation"] {
  return signs.flatMap(({ kind, id, name }, place) => {
    if (kind !== "step") return [];
    const last = new Uint8Array(deals.length);
    for (let row = 0; row < looks.count; row++) {
      const state = Number(looks.signs[row * signs.length + place]) & nowMask;
      if (state === upSign || state === downSign) last[Number(looks.deal[row])] = state;
    }
    const count = (status: "won" | "lost") => {
      const known = { inTime: 0, deals: 0 };
      for (const [deal, state] of last.entries()) {
        if (state === 0 || deals[deal]?.status !== status) continue;
        known.deals += 1;
        if (state === downSign) known.inTime += 1;
      }
      return known;
    };
    return { stepId: id, name, won: count("won"), lost: count("lost") };
  });
}
