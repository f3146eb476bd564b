import type { Acting } from "../../../platform/http/acting.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { fewFor } from "../access.ts";
import type { FewPeople } from "../findings/contract.ts";
import type { SameMistake } from "./contract.ts";
import { tallySameMistakes } from "./store.ts";

type Shown = { debriefed: number; rows: SameMistake[]; fewPeople: FewPeople | null };

/** How often each reason came back after somebody promised against it, and what came of the promise. */
export async function showSameMistakes({ db, session }: Acting): Promise<Shown> {
  const { workspace, currency } = session;
  const { debriefed, writers, rows } = await tallySameMistakes(db, workspace, currency);
  const few = fewFor(await findDebriefReader(db, session), writers);
  if (few) return { debriefed, rows: [], fewPeople: few };
  const reasons = new Map((await listReasonsOf(db, workspace)).map((reason) => [reason.id, reason]));
  const money = (cents: number | null) => (cents === null ? null : { amountCents: cents, currency });
  return {
    debriefed,
    fewPeople: null,
    rows: rows.flatMap((row) => {
      const reason = reasons.get(row.reasonId);
      if (!reason) return [];
      const { repeatsCents, repairedWonCents, firstPromiseAt, ...counts } = row;
      return {
        ...counts,
        name: reason.name,
        side: reason.control,
        repeatsMoney: money(repeatsCents),
        repairedWonMoney: money(repairedWonCents),
        firstPromiseAt: firstPromiseAt?.toISOString() ?? null,
      };
    }),
  };
}
