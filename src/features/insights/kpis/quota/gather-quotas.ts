import type { Db } from "../../../../platform/database/database.ts";
import { dayOf, type Instant } from "../../../../platform/dates.ts";
import type { Session } from "../../../../platform/session.ts";
import { findVisibleOwners } from "../../../deals/find-visible-deal.ts";
import { seesQuotasOf } from "../../../deals/quotas/access.ts";
import type { DealFigure } from "../contract.ts";
import type { Period } from "../rules.ts";
import type { Settled } from "../settle-filter.ts";
import type { Slice } from "../store.ts";
import { aheadOf, type Counted, countedQuotas, quotaPeople } from "./rules.ts";
import { listQuotasIn, towardsQuotas } from "./store.ts";

/** A quota is for all of a person's deals. */
export const isNarrowed = ({ pipelineId, source, column, value, personaId, campaignId }: Slice): boolean =>
  [pipelineId, source, personaId, campaignId].some((narrow) => narrow !== undefined) ||
  (column !== undefined && value !== undefined);

/** The quotas of a period that count, of the people whose quotas this person may see. */
export async function gatherQuotas(db: Db, session: Session, slice: Slice, period: Period): Promise<Counted> {
  const seen = seesQuotasOf(session, await findVisibleOwners(db, session));
  const quotas = await listQuotasIn(db, session.workspace, quotaPeople(slice.owners, seen), period);
  return countedQuotas(quotas, period);
}

/** The deals behind a quota's figure; undefined of any other figure. */
export async function findTowards(
  db: Db,
  { session, now, settled: { slice, period } }: { session: Session; now: Instant; settled: Settled },
  figure: DealFigure,
) {
  if ((figure !== "quota-won" && figure !== "quota-open") || isNarrowed(slice)) return undefined;
  const { quotas } = await gatherQuotas(db, session, slice, period);
  return towardsQuotas(session, quotas, aheadOf(quotas, dayOf(now, session.timeZone)), { figure, now });
}
