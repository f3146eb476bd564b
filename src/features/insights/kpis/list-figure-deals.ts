import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { planForValues } from "../../../platform/database/plan-for-values.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import type { DealRow } from "../../deals/contract.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { listDealRows } from "../../deals/store.ts";
import { listDealsBehind } from "./behind/store.ts";
import type { DealFigure, FiguresFilter, LeftBy } from "./contract.ts";
import { findTowards } from "./quota/gather-quotas.ts";
import { settleFilter } from "./settle-filter.ts";
import { gatherWorked } from "./work/behind/gather-worked.ts";
import type { WorkAsked } from "./work/contract.ts";

const place = z.strictObject({ newestAt: z.iso.datetime(), id: z.uuid() });

type Asked = FiguresFilter &
  WorkAsked & {
    figure: DealFigure;
    stageId?: string | undefined;
    leftBy?: LeftBy | undefined;
    cause?: string | undefined;
    after?: string | undefined;
    limit: number;
  };

/** The deals behind a figure of a report, newest first: exactly those it counts. */
export async function listFigureDeals(
  { db, session, now }: Acting,
  {
    figure,
    stageId,
    leftBy: by = "loss-kind",
    cause: named,
    withinHours,
    stepId,
    ended,
    after,
    limit,
    ...filter
  }: Asked,
): Promise<{ rows: DealRow[]; next: string | null }> {
  return inSnapshot(db, async (snapshot) => {
    await planForValues(snapshot);
    const settled = await settleFilter({ db: snapshot, session, now }, filter);
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const cause =
      named === undefined ? undefined : { by, reader: await findDebriefReader(snapshot, session), cause: named };
    const worked = await gatherWorked(snapshot, { session, now, settled, withinHours, stepId, ended });
    const towards = await findTowards(snapshot, { session, now, settled }, figure);
    const asked = { ...worked, figure, stageId, cause, towards, place: session };
    const found = await listDealsBehind(snapshot, asked, page);
    const { rows, next } = pageFrom(found, limit, ({ newestAt, id }) => ({ newestAt, id }));
    const ids = rows.map(({ id }) => id);
    return { rows: await listDealRows(snapshot, session.workspace, ids, dayOf(now, session.timeZone)), next };
  });
}
