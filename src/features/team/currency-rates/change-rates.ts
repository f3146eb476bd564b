import type { Day } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayManageTeam } from "../access.ts";
import { insertAuditEntry } from "../audit/store.ts";
import { findWorkspace, lockTeam } from "../store.ts";
import { mostRates, type RateShape } from "./contract.ts";
import { countRates, deleteRates, upsertRates } from "./store.ts";

/** Of a currency and day that is named twice, the last one counts. */
export async function addRates(
  { db, session }: Acting,
  { rates }: { rates: readonly RateShape[] },
): Promise<{ rates: number }> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  const byDay = new Map(rates.map((rate) => [`${rate.currency} ${rate.fromOn}`, rate]));
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, workspace);
    const { currency: into } = await findWorkspace(tx, workspace);
    if (rates.some(({ currency }) => currency === into)) throw new Refusal("OWN_CURRENCY");
    await upsertRates(tx, workspace, into, [...byDay.values()]);
    if ((await countRates(tx, workspace)) > mostRates) throw new Refusal("TOO_MANY_RATES");
    await insertAuditEntry(tx, workspace, {
      ...{ memberId: session.memberId, action: "added currency rates", subjectKind: "workspace", subjectId: workspace },
      detail: { rates: byDay.size, currencies: [...new Set(rates.map(({ currency }) => currency))] },
    });
    return { rates: byDay.size };
  });
}

export async function removeRates(
  { db, session }: Acting,
  { rates }: { rates: readonly { currency: string; fromOn: Day }[] },
): Promise<{ rates: number }> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, workspace);
    const { currency: into } = await findWorkspace(tx, workspace);
    const gone = await deleteRates(tx, workspace, into, rates);
    if (gone > 0)
      await insertAuditEntry(tx, workspace, {
        ...{ memberId: session.memberId, action: "removed currency rates", subjectKind: "workspace" },
        ...{ subjectId: workspace, detail: { rates: gone } },
      });
    return { rates: gone };
  });
}
