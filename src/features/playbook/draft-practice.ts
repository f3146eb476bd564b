import type { Db, Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import type { LessonPart, PracticeShape, PracticeSource } from "./contract.ts";
import { findOrigin, isOfMeeting, type Origin } from "./origins/store.ts";
import { refuseUnknownLinks } from "./refuse-unknown-links.ts";
import { beginningOf } from "./rules.ts";
import { findReader, showPracticeIn } from "./show-practice.ts";
import { type From, findDraftedFrom, findPractice, insertPractice, type Reader } from "./store.ts";

type Asked = {
  id: string;
  source: PracticeSource;
  sourceId?: string | undefined;
  lesson?: LessonPart | undefined;
  /** Without it, what the source says begins the practice. */
  title?: string | undefined;
  appliesWhen?: string | undefined;
  how?: string | undefined;
  /** Without it, the source's reason. */
  reasonId?: string | null | undefined;
  flagId?: string | null | undefined;
  repairId?: string | null | undefined;
};

/** Drafts a practice. Asked for twice, or by two people from one source, it is the first. */
export async function draftPractice({ db, ...acting }: Acting, asked: Asked): Promise<PracticeShape> {
  return db.transaction().execute((tx) => draftPracticeIn(tx, acting, asked));
}

/** The same, as part of the caller's transaction. */
export async function draftPracticeIn(tx: Tx, acting: ActingIn, asked: Asked): Promise<PracticeShape> {
  const { session, now } = acting;
  const reader = await findReader(tx, session);
  const from = fromOf(asked);
  const origin = from && (await findReadOrigin(tx, reader, from));
  const drafted = from && (await findDraftedFrom(tx, session.workspace, from));
  const standing = await findPractice(tx, session.workspace, asked.id, reader);
  if (standing) {
    const isAskedAgain = from ? drafted?.id === standing.id : standing.source === "own" && standing.mine;
    // The id of a practice that began elsewhere.
    if (!isAskedAgain) throw new Refusal("CHANGED_MEANWHILE");
    return showPracticeIn(tx, acting, asked.id);
  }
  if (!drafted) {
    const begun = beginningOf(origin?.words ?? "");
    const title = asked.title ?? begun.title;
    if (title === "") throw new Refusal("TITLE_NEEDED");
    const links = {
      reasonId: asked.reasonId === undefined ? (origin?.reasonId ?? null) : asked.reasonId,
      flagId: asked.flagId ?? null,
      repairId: asked.repairId ?? null,
    };
    await refuseUnknownLinks(tx, session, links);
    const practice = {
      ...{ id: asked.id, title, appliesWhen: asked.appliesWhen ?? "", how: asked.how ?? begun.how, ...links },
      origin: from && { ...from, dealId: origin?.dealId ?? null },
    };
    const by = { memberId: session.memberId, at: new Date(now) };
    if (await insertPractice(tx, session.workspace, practice, by)) return showPracticeIn(tx, acting, asked.id);
  }
  // Somebody was first; of one's own it can only be the id, which belongs to something else.
  const first = from && (await findDraftedFrom(tx, session.workspace, from));
  if (!first) throw new Refusal("CHANGED_MEANWHILE");
  return showPracticeIn(tx, acting, first.id);
}

/** Where it is to come from; null: out of one's own head. */
export function fromOf({ source, sourceId, lesson }: Pick<Asked, "source" | "sourceId" | "lesson">): From | null {
  if (source === "own") return null;
  if (sourceId === undefined) throw new Refusal("NOT_FOUND");
  return { source, sourceId, lesson: source === "lesson" ? (lesson ?? "do-differently") : null };
}

/** What the source says, if this person may read it; NOT_FOUND otherwise. */
export async function findReadOrigin(db: Db, { session, debriefs }: Reader, from: From): Promise<Origin> {
  const origin = await findOrigin(db, session.workspace, from, debriefs);
  if (!origin) throw new Refusal("NOT_FOUND");
  if (origin.meetingId === null) {
    if (origin.dealId === null) throw new Refusal("NOT_FOUND");
    await findVisibleDeal(db, session, origin.dealId);
  } else if (!(await isOfMeeting(db, session.workspace, origin.meetingId, session.memberId))) {
    throw new Refusal("NOT_FOUND");
  }
  return origin;
}
