import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import { dayInWords, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import type { MailContent } from "../../../platform/mail/mail-content.ts";
import { askDelivery } from "../../mail/ask-delivery.ts";
import { insertMails } from "../../mail/store.ts";
import type { MeetingShape } from "../live/contract.ts";
import { listIdeas, listMeetingPractices, listPeople } from "../live/store.ts";
import { listTopics } from "../topics/store.ts";
import type { DecidedWords } from "./contract.ts";
import { recordInMail } from "./rules.ts";
import { listRecordPractices, listRecordReaders, updateRecord } from "./store.ts";

/** Writes down what an ended meeting decided, and mails it to everybody who was invited, once. */
export async function keepRecord(tx: Tx, { session, now }: Omit<Acting, "db">, meeting: MeetingShape): Promise<void> {
  const { workspace, timeZone } = session;
  const decided = await readDecided(tx, session, meeting, new Date(now).toISOString());
  await updateRecord(tx, workspace, meeting.id, decided);
  const heldOn = dayInWords(dayOf(Date.parse(decided.heldAt), timeZone));
  const topics = await listTopics(tx, workspace, meeting.id);
  const content: MailContent = recordInMail({ ...decided, topics }, { heldOn, meetingId: meeting.id });
  const mails = (await listRecordReaders(tx, workspace, meeting.id)).map((memberId) => ({
    ...{ workspace, id: randomUUID(), memberId, kind: "meeting" as const, isPrivate: false },
    ...{ dedupeKey: `meeting ${meeting.id} ${memberId}`, subject: content.title, content },
  }));
  if ((await insertMails(tx, mails, now)) > 0) await askDelivery(tx);
}

async function readDecided(
  tx: Tx,
  { workspace }: Acting["session"],
  meeting: MeetingShape,
  endedAt: string,
): Promise<DecidedWords> {
  const people = await listPeople(tx, workspace, meeting.id);
  const ideas = await listIdeas(tx, workspace, meeting.id);
  const practices = await listMeetingPractices(tx, workspace, meeting.id);
  return {
    title: meeting.title,
    heldAt: meeting.startedAt ?? endedAt,
    endedAt,
    periodFrom: meeting.periodFrom,
    periodTo: meeting.periodTo,
    leadName: meeting.leadName,
    people: people.flatMap(({ name, joined }) => (joined ? [name] : [])),
    ideas: ideas
      .filter(({ words, removed, mergedInto }) => !removed && mergedInto === null && words.trim() !== "")
      .sort((one, other) => other.votes - one.votes)
      .map(({ words, votes, practiceId }) => ({ words, votes, adopted: practiceId !== null })),
    practices: await listRecordPractices(tx, workspace, meeting.id),
    ticks: practices.reduce((sum, { ticks }) => sum + ticks, 0),
  };
}
