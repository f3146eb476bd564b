import { randomUUID } from "node:crypto";
import type { Acting } from "../../../platform/http/acting.ts";
import { lostDeal, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import type { CustomerAnswers } from "../customer-answers/contract.ts";
import { noCustomerAnswers } from "../customer-answers/rules.ts";
import { insertAnswers, updateToGiven } from "../customer-answers/store.ts";

type Told = {
  name?: string;
  competitor?: string;
  source?: "form" | "conversation";
  /** False: begun, and not given yet. */
  given?: boolean;
  answers?: Partial<CustomerAnswers>;
};

/** A loss of the one who acts, whose customer told us something. */
export async function answeredLoss(acting: Acting, team: TestTeam, told: Told = {}) {
  const { workspace } = team;
  const { db, session, now } = acting;
  const { name = "Acme", competitor = "Globex", source = "form", given = true, answers = {} } = told;
  const deal = await lostDeal(acting, team, { name, competitor });
  const closedAt = new Date(deal.closedAt ?? now);
  const postMortemId = randomUUID();
  const contactId = randomUUID();
  await db
    .insertInto("contacts")
    .values({ workspace_id: workspace, id: contactId, name: `Cora of ${name}` })
    .execute();
  await db
    .insertInto("post_mortems")
    .values({
      ...{ workspace_id: workspace, id: postMortemId, deal_id: deal.id, closed_at: closedAt, contact_id: contactId },
      ...{ made_at: new Date(now), changed_at: new Date(now), asked_by: session.memberId },
    })
    .execute();
  const answersId = randomUUID();
  await db.transaction().execute(async (tx) => {
    const written = { answers: { ...noCustomerAnswers, ...answers }, language: null, changedBy: null };
    await insertAnswers(tx, workspace, {
      ...{ id: answersId, postMortemId, source, changedAt: new Date(now) },
      ...written,
    });
    if (given) await updateToGiven(tx, workspace, answersId, new Date(now));
  });
  return { dealId: deal.id, postMortemId, answersId, closedAt };
}

/** Leaves a loss out of what is told about all of them. */
export async function leaveOut({ db, session, now }: Acting, dealId: string): Promise<void> {
  await db
    .insertInto("loss_exclusions")
    .values({ workspace_id: session.workspace, deal_id: dealId, left_out_of: "analysis", made_at: new Date(now) })
    .execute();
}
