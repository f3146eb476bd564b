import type { Acting } from "../../../platform/http/acting.ts";
import { readsAll } from "../../deals/debrief-sharing/access.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { fewFor } from "../access.ts";
import { showResult } from "../run/show-result.ts";
import { findingsResult } from "./contract.ts";
import { countLossWriters } from "./store.ts";

/** Why we lose, as it was last worked out; what debriefs named only as far as their sums may be told to whoever asks. */
export async function showWhyWeLose({ db, session }: Pick<Acting, "db" | "session">) {
  const shown = await showResult(db, session.workspace, "findings", findingsResult);
  const { result } = shown;
  if (result === null) return { ...shown, result };
  const reader = await findDebriefReader(db, session);
  const few = readsAll(reader, "reasons") ? null : fewFor(reader, await countLossWriters(db, session.workspace));
  return { ...shown, result: { ...result, reasons: few ? [] : result.reasons, fewPeople: few } };
}
