import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { planForValues } from "../../../platform/database/plan-for-values.ts";
import { addDays, type Day, dayInWords, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { maySee } from "../../deals/access.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { countAnswered } from "../../post-mortems/quotes/store.ts";
import { enoughToTell } from "../../team/small-groups/rules.ts";
import { mayPlan } from "../access.ts";
import { findMeetingBefore } from "../live/store.ts";
import type { MeetingProposal } from "../plan/contract.ts";
import { findLastPeriod } from "../plan/store.ts";
import { usualRounds } from "../running/rules.ts";
import { lessonTopics, lossTopics, reasonTopics, recommendationTopics } from "./rules.ts";
import { listInvitable, listLargestLosses, listLessons, listLostReasons, listRecommended } from "./store.ts";

const usualDays = 30;
const mostReasons = 4;
const mostLosses = 3;
const mostLessons = 8;
const mostRecommended = 20;
const usualVotes = 3;

type Asked = { from?: Day | undefined; to?: Day | undefined };

/**
 * What a meeting may be about: the period's losses, lessons, and what customers recommended. Everything here is meant for a
 * wall that everybody sees: so no lesson that the team does not share, and no word of a customer who did not consent.
 */
export async function proposeMeeting({ db, session, now }: Acting, asked: Asked): Promise<MeetingProposal> {
  if (!mayPlan(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId, timeZone, currency } = session;
  return inSnapshot(db, async (snapshot) => {
    await planForValues(snapshot);
    const today = dayOf(now, timeZone);
    const to = asked.to ?? today;
    const last = await findLastPeriod(snapshot, workspace, memberId);
    const since = last && last < to ? addDays(last, 1) : addDays(to, -usualDays);
    const from = asked.from ?? since;
    const period = { from, to, timeZone };
    const visible = await findVisibleOwners(snapshot, session);
    const reader = await findDebriefReader(snapshot, session);
    const reasons = await listLostReasons(snapshot, workspace, period, {
      visible,
      reader,
      currency,
      limit: mostReasons,
    });
    const losses = await listLargestLosses(snapshot, workspace, period, { visible, currency, limit: mostLosses });
    const lessons = await listLessons(snapshot, workspace, period, { visible, reader, limit: mostLessons });
    const unnamedToo = enoughToTell(await countAnswered(snapshot, workspace));
    const recommended = await listRecommended(snapshot, workspace, period, {
      visible,
      unnamedToo,
      limit: mostRecommended,
    });
    const people = (await listInvitable(snapshot, workspace)).map((person) => ({
      ...person,
      mine: maySee(visible, { ownerId: person.id }),
    }));
    const areLessonsShared = reader.others === "everything";
    return {
      title: `Team meeting, ${dayInWords(today)}`,
      ...{ periodFrom: from, periodTo: to },
      topics: [
        ...reasonTopics(reasons, currency),
        ...lossTopics(losses),
        ...(areLessonsShared ? lessonTopics(lessons) : []),
        ...recommendationTopics(recommended),
      ],
      unquoted: recommended.filter(({ isQuotable }) => !isQuotable).length,
      unshared: areLessonsShared ? 0 : lessons.length,
      ...{ rounds: usualRounds, votesEach: usualVotes },
      people: people.sort((one, other) => Number(other.mine) - Number(one.mine)),
      before: await findMeetingBefore(snapshot, workspace, { before: new Date(now), people: [memberId] }),
    };
  });
}
