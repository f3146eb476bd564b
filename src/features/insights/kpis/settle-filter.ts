import type { Db } from "../../../platform/database/database.ts";
import { dayOf, type Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listTeammates } from "../../deals/store.ts";
import type { FiguresFilter } from "./contract.ts";
import { type Compared, ownersAsked, type Period, periodsOf, type Stretch, stretchOf } from "./rules.ts";
import type { Slice } from "./store.ts";

/** A report's filter, settled for whoever asks at this instant: its deals and its one or two periods. */
export type Settled = {
  slice: Slice;
  period: Period;
  stretch: Stretch;
  /** `whole`: where the report's period still runs, all of the other one. */
  compared: { period: Period; stretch: Stretch; whole: Period } | null;
};

/** Refused where the days are no period, or where the deals asked for are not this person's to see. */
export async function settleFilter(
  { db, session, now }: Omit<Acting, "db"> & { db: Db },
  filter: FiguresFilter,
): Promise<Settled> {
  const { workspace, timeZone } = session;
  const periods = periodsOf(filter, dayOf(now, timeZone));
  if (!periods) throw new Refusal("FIGURES_PERIOD");
  const team = filter.teamOf === undefined ? [] : await listTeammates(db, workspace);
  const owners = ownersAsked(await findVisibleOwners(db, session), filter, team);
  if (!owners) throw new Refusal("NOT_FOUND");
  const { pipelineId, source, column, value, personaId, campaignId } = filter;
  const { period, compared } = periods;
  return {
    slice: { workspace, owners, pipelineId, source, column, value, personaId, campaignId },
    period,
    stretch: stretchOf(period, timeZone, now),
    compared: compared && comparedOf(compared, timeZone, now),
  };
}

function comparedOf({ from, until, wholeUntil }: Compared, timeZone: string, now: Instant): Settled["compared"] {
  const period = { from, until };
  return { period, stretch: stretchOf(period, timeZone, now), whole: { from, until: wholeUntil } };
}
