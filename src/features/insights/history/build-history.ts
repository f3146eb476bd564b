import type { Instant } from "../../../platform/dates.ts";
import { asOf, type DealRecord } from "../../deals/rules.ts";
import { type ReplayContext, replayFlags } from "../../red-flags/replay/rules.ts";
import type { WatchedFlag } from "../../red-flags/rules.ts";
import { replaySteps } from "../../sales-process/replay/rules.ts";
import { collectColumns } from "./collect-columns.ts";
import { collectLooks, type SignStretches } from "./collect-looks.ts";
import { listSigns } from "./list-signs.ts";
import type { AttributeColumn, History, HistoryDeal } from "./rules.ts";
import type { DealOutline } from "./store.ts";

/** One deal as it is read: for whatever else is gathered on the way. */
export type DealSeen = { deal: HistoryDeal; record: DealRecord; stretches: SignStretches };

export type TeamHistory = {
  history: History;
  columns: AttributeColumn[];
  /** Who works on each deal. */
  owners: (string | null)[];
  /** The flags among the history's signs, in their order, behind the steps. */
  flags: WatchedFlag[];
  context: ReplayContext;
  /** Nothing that became known later is in it. */
  until: Instant;
};

type Ask = {
  flags: readonly WatchedFlag[];
  context: ReplayContext;
  until: Instant;
  /** Deals closed in bulk edits: their instants say nothing. */
  bulkEdited: ReadonlySet<string>;
};

/** Puts a team's history together, deal by deal: each as it was known at every week of its life. */
export function buildHistory({ flags: watched, context, until, bulkEdited }: Ask) {
  const { process, timeZone } = context;
  const { signs, flags } = listSigns(process, watched);
  const stages = process.pipelines.flatMap(({ id: pipelineId, stages }) =>
    stages
      .filter(({ type }) => type === "open")
      .toSorted((one, other) => one.position - other.position)
      .map(({ id, name }) => ({ id, pipelineId, name })),
  );
  const looks = collectLooks(signs, stages);
  const columns = collectColumns();
  const owners: (string | null)[] = [];
  return {
    add: (outline: DealOutline, whole: DealRecord): DealSeen => {
      const deal = dealOf(outline, { bulkEdited, until });
      const record = deal.status === "open" ? asOf(whole, until) : whole;
      const stretches = [...replaySteps(record, process, timeZone), ...replayFlags(record, flags, context)];
      looks.add(deal, record, stretches, until);
      columns.add(outline);
      owners.push(outline.ownerId);
      return { deal, record, stretches };
    },
    finish: (): TeamHistory => ({
      history: looks.finish(),
      columns: columns.finish(),
      owners,
      flags,
      context,
      until,
    }),
  };
}

function dealOf(outline: DealOutline, { bulkEdited, until }: Pick<Ask, "bulkEdited" | "until">): HistoryDeal {
  const { id, status, pipelineId, createdAt, closedAt, amountCents } = outline;
  const always = { id, pipelineId, createdAt, amountCents };
  // A close that is still to come (a mistyped year, a clock ahead of ours) has not happened.
  if (closedAt !== null && closedAt > until) return { ...always, status: "open", closedAt: null, bulkEdit: false };
  return { ...always, status, closedAt, bulkEdit: bulkEdited.has(id) };
}
