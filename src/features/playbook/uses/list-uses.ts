import { z } from "zod";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayChange } from "../../deals/access.ts";
import { findVisibleDeal, findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listCheckedDeals } from "../../pipeline-check/list-checked-deals.ts";
import { countOpenDeals, tallyReadings } from "../../pipeline-check/store.ts";
import { listMatches } from "../matches/store.ts";
import { findReader } from "../show-practice.ts";
import { findPractice, listPracticesBy } from "../store.ts";
import type { PracticeDeal, PracticeUse } from "./contract.ts";
import { listUses, listUsesOn } from "./store.ts";

type Page = { after?: string | undefined; limit: number };
const place = z.strictObject({ at: z.union([z.iso.date(), z.iso.datetime()]), id: z.uuid() });

/** Practices planned for deals, soonest first; or done, latest first. */
export async function listPracticeUses(
  { db, session }: Acting,
  asked: {
    practiceId?: string | undefined;
    mine: boolean;
    meetingId?: string | undefined;
    state: "open" | "done";
  } & Page,
): Promise<{ rows: PracticeUse[]; next: string | null }> {
  const { mine, after, limit, ...filter } = asked;
  const visible = await findVisibleOwners(db, session);
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const memberId = mine ? session.memberId : undefined;
  const found = await listUses(db, session.workspace, visible, { ...filter, memberId }, page);
  return pageFrom(found, limit, ({ dueOn, doneAt, id }) => ({ at: filter.state === "open" ? dueOn : doneAt, id }));
}

/** Open deals on which the practice's flag is up, or not known, worst money first, each with what became of it there. */
export async function listPracticeDeals(
  acting: Acting,
  { id, kind, after, limit }: { id: string; kind: "up" | "unknown" } & Page,
): Promise<{ counts: Counts | null; rows: PracticeDeal[]; next: string | null }> {
  const { db, session } = acting;
  const practice = await findPractice(db, session.workspace, id, await findReader(db, session));
  if (!practice) throw new Refusal("NOT_FOUND");
  if (!practice.flag) return { counts: null, rows: [], next: null };
  const flagId = practice.flag.id;
  const counts = await countByReading(acting, flagId);
  const { rows, next } = await listCheckedDeals(acting, { flagId, kind, after, limit });
  const dealIds = rows.map(({ deal }) => deal.id);
  const uses = await listUsesOn(db, session.workspace, { practiceIds: [id], dealIds });
  const useOn = new Map(uses.map((use) => [use.deal?.id, use]));
  return { counts, rows: rows.map(({ deal, reading }) => ({ deal, reading, use: useOn.get(deal.id) ?? null })), next };
}

type Counts = { up: number; down: number; unknown: number };

/** A deal that nobody has read yet is unknown; one that rests is held against nothing. */
async function countByReading({ db, session, now }: Acting, flagId: string): Promise<Counts> {
  const scope = { visible: await findVisibleOwners(db, session) };
  const today = dayOf(now, session.timeZone);
  const [open, tallies] = await Promise.all([
    countOpenDeals(db, session.workspace, scope, today),
    tallyReadings(db, session.workspace, scope, today),
  ]);
  const count = (kind: "up" | "down") =>
    tallies.reduce((sum, each) => sum + (each.flagId === flagId && each.kind === kind ? each.deals : 0), 0);
  const [up, down] = [count("up"), count("down")];
  return { up, down, unknown: open.deals - open.resting - up - down };
}

/** What the playbook says about one deal. */
export async function listDealPractices({ db, session }: Acting, { dealId }: { dealId: string }) {
  const { workspace } = session;
  const deal = await findVisibleDeal(db, session, dealId);
  const reader = await findReader(db, session);
  const [matches, uses, learned] = await Promise.all([
    deal.status === "open" ? listMatches(db, workspace, { dealIds: [deal.id] }) : [],
    listUsesOn(db, workspace, { dealIds: [deal.id] }),
    listPracticesBy(db, workspace, { sourceDealId: deal.id }, reader, { after: null, limit: 20 }),
  ]);
  return {
    applying: matches
      .filter(({ kind }) => kind === "up")
      .map(({ practiceId, title, appliesWhen, flagName, repairName }) => ({
        ...{ practiceId, title, appliesWhen, flagName, repairName },
      })),
    others: matches.flatMap(({ kind, practiceId, title }) => (kind === "up" ? [] : { practiceId, title })),
    uses: uses.filter(({ state }) => state !== "dropped"),
    learned: learned.map(({ id, title, state }) => ({ id, title, isAdopted: state === "adopted" })),
    mayApply: deal.status === "open" && mayChange(session, reader.visible, deal),
  };
}
