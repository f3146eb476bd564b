import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { addDays, addMonths, type Day, dayOf, startOfDay } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listRules } from "../major-losses/store.ts";
import { listSegmentFields } from "../segments/store.ts";
import type { CoverageShape } from "./contract.ts";
import { coverageOf } from "./rules.ts";
import { listMajorLosses } from "./store.ts";

type Asked = { from?: Day | undefined; to?: Day | undefined; field?: string | undefined };

/** With how many customers of major losses we talked, how soon, and in which segments. */
export async function showCoverage({ db, session, now }: Acting, asked: Asked): Promise<CoverageShape> {
  const { workspace, timeZone } = session;
  const to = asked.to ?? dayOf(now, timeZone);
  const from = asked.from ?? addDays(addMonths(to, -12), 1);
  return inSnapshot(db, async (tx) => {
    const visible = await findVisibleOwners(tx, session);
    const [told, rules] = await Promise.all([listSegmentFields(tx, workspace), listRules(tx, workspace)]);
    const fields = told.map(({ field }) => field);
    const field = asked.field ?? usualField(fields, rules);
    const losses = await listMajorLosses(tx, workspace, visible, {
      since: startOfDay(from, timeZone),
      until: startOfDay(addDays(to, 1), timeZone),
      field,
      now,
    });
    return { from, to, field, fields, ...coverageOf(losses) };
  });
}

/** The column the team's own rules name, else one that is called what it is. */
function usualField(fields: readonly string[], rules: readonly { segment: { field: string } | null }[]): string | null {
  const named = rules.flatMap(({ segment }) => segment?.field ?? []);
  return (
    named.find((field) => fields.includes(field)) ??
    fields.find((field) => /segment/i.test(field)) ??
    fields.find((field) => /size|sector|industry|region/i.test(field)) ??
    fields[0] ??
    null
  );
}
