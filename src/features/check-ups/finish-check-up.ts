import { randomUUID } from "node:crypto";
import { type Day, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { lockDealToChange } from "../deals/find-visible-deal.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import type { CheckUpShape } from "./contract.ts";
import { laterOn } from "./rules.ts";
import { findCheckUp, insertCheckUp, updateCheckUp } from "./store.ts";

type Finished = {
  id: string;
  outcome: "reopened" | "later" | "never";
  note: string;
  nextOn?: Day | undefined;
};

/** Says how the call went; "later" sets the next one. The deal itself is reopened by its own action. */
export async function finishCheckUp({ db, session, now }: Acting, input: Finished): Promise<CheckUpShape> {
  return db.transaction().execute(async (tx) => {
    const found = await findCheckUp(tx, session.workspace, input.id);
    if (!found) throw new Refusal("NOT_FOUND");
    await lockDealToChange(tx, session, found.dealId);
    // Looked at again: somebody may have finished it while we waited for the deal.
    const checkUp = await findCheckUp(tx, session.workspace, input.id);
    if (!checkUp) throw new Refusal("NOT_FOUND");
    if (checkUp.doneAt) {
      if (checkUp.outcome === input.outcome && checkUp.note === (input.note || checkUp.note)) return checkUp;
      throw new Refusal("ALREADY_DONE");
    }
    const doneAt = new Date(now);
    const note = input.note || checkUp.note;
    await updateCheckUp(tx, session.workspace, checkUp.id, { outcome: input.outcome, note, doneAt });
    if (input.outcome === "later") {
      const calendar = await findWorkingCalendar(tx, session.workspace);
      await insertCheckUp(tx, session.workspace, {
        id: randomUUID(),
        dealId: checkUp.dealId,
        dueOn: laterOn(input.nextOn, dayOf(now, session.timeZone), calendar),
        basis: "chosen",
        note,
        createdBy: session.memberId,
        createdAt: doneAt,
      });
    }
    return { ...checkUp, outcome: input.outcome, note, doneAt: doneAt.toISOString() };
  });
}
