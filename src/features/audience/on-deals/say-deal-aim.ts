import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { maySee } from "../../deals/access.ts";
import { findVisibleDeal, findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { lockDeal } from "../../deals/store.ts";
import { maySayAim } from "../access.ts";
import type { AimKind } from "../aims/contract.ts";
import { findAim, listAims } from "../aims/store.ts";
import { findSettings } from "../settings/store.ts";
import type { AimOnDeal, DealAudience } from "./contract.ts";
import { setDealAims } from "./set-deal-aims.ts";
import { deleteSaid, findMessage, listAimsOnDeal, upsertSaid } from "./store.ts";

const unknown: AimOnDeal = { aim: null, toldBy: null, saidByName: null, saidAt: null };

export async function showDealAudience(
  { db, session }: Pick<Acting, "db" | "session">,
  { dealId }: { dealId: string },
): Promise<DealAudience> {
  return inSnapshot(db, async (snapshot) => {
    const { ownerId } = await findVisibleDeal(snapshot, session, dealId);
    return tellDealAudience(snapshot, session, { dealId, ownerId });
  });
}

/** Says it by hand, or takes that word back: then it is as the CRM or a rule tells it. */
export async function sayDealAim(
  { db, session, now }: Acting,
  { dealId, kind, said }: { dealId: string; kind: AimKind; said: string | null },
): Promise<DealAudience> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDeal(tx, workspace, dealId);
    const visible = await findVisibleOwners(tx, session);
    if (!deal || !maySee(visible, deal)) throw new Refusal("NOT_FOUND");
    if (!maySayAim(session, visible, deal)) throw new Refusal("NOT_ALLOWED");
    if (said === null) {
      await deleteSaid(tx, workspace, dealId, kind);
      await setDealAims(tx, workspace, [dealId]);
    } else {
      const aimId = said === "none" ? null : said;
      const aim = aimId === null ? null : await findAim(tx, workspace, aimId);
      if (aim === undefined || (aim !== null && aim.kind !== kind)) throw new Refusal("NOT_FOUND");
      await upsertSaid(tx, workspace, { dealId, kind, aimId, memberId, at: new Date(now) });
    }
    return tellDealAudience(tx, session, { dealId, ownerId: deal.ownerId });
  });
}

async function tellDealAudience(
  db: Db,
  session: Session,
  { dealId, ownerId }: { dealId: string; ownerId: string | null },
): Promise<DealAudience> {
  const { workspace } = session;
  const [known, personas, campaigns, settings, visible] = await Promise.all([
    listAimsOnDeal(db, workspace, dealId),
    listAims(db, workspace, "persona"),
    listAims(db, workspace, "campaign"),
    findSettings(db, workspace),
    findVisibleOwners(db, session),
  ]);
  const told = (kind: AimKind): AimOnDeal => {
    const one = known.find((each) => each.kind === kind);
    if (!one) return unknown;
    const { id, name, toldBy, saidByName, saidAt } = one;
    const aim = id === null || name === null ? null : { id, name };
    return { aim, toldBy, saidByName, saidAt: saidAt?.toISOString() ?? null };
  };
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    persona: told("persona"),
    campaign: told("campaign"),
    message: await findMessage(db, workspace, dealId, settings.messageColumn),
    choices: { persona: personas.map(named), campaign: campaigns.map(named) },
    maySay: maySayAim(session, visible, { ownerId }),
  };
}
