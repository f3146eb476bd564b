import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { reasonsOffered } from "../buyer-form/rules.ts";
import type { PairAgreement } from "./contract.ts";
import { agreementOf } from "./rules.ts";
import { listNamedLosses } from "./store.ts";

/** How often seller, manager and customer name the same reason, over all losses whose debrief this person may read. */
export async function showAgreement({ db, session }: Acting): Promise<{ pairs: PairAgreement[] }> {
  const reader = await findDebriefReader(db, session);
  return inSnapshot(db, async (tx) => {
    const [losses, reasons] = await Promise.all([
      listNamedLosses(tx, session.workspace, reader),
      listReasonsOf(tx, session.workspace),
    ]);
    return {
      pairs: agreementOf(
        losses,
        reasons.filter(({ appliesTo }) => appliesTo === "lost"),
        new Set(reasonsOffered(reasons).map(({ id }) => id)),
      ),
    };
  });
}
