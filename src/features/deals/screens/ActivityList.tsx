import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { ActivityShape, dealsContract } from "../contract.ts";
import classes from "./ActivityList.module.css";
import { activityNames } from "./name-deal-parts.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** Every call, e-mail, meeting and note of a deal with all that was written down, newest first. */
export function ActivityList({ dealId }: { dealId: string }) {
  const list = useInfiniteQuery(
    deals.listActivities.infiniteOptions({
      input: (after: string | undefined) => ({ dealId, limit: 30, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (list.isPending) return <Skeletons shape="text" count={6} />;
  if (!list.data) {
    const { title, detail } = told(list.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void list.refetch()} />;
  }
  const activities = list.data.pages.flatMap((page) => page.rows);
  if (activities.length === 0) return <p className={classes.none}>No call, e-mail, meeting or note is logged yet.</p>;
  return (
    <>
      <ol className={classes.list}>
        {activities.map((activity) => (
          <li key={activity.id} className={classes.activity}>
            <p className={classes.head}>
              <span className={classes.title}>{titleOf(activity)}</span>
              <InstantText at={activity.happenedAt} say="time" />
              {activity.memberName && <span>{activity.memberName}</span>}
            </p>
            {activity.subject && <p className={classes.text}>{activity.subject}</p>}
            {activity.body && activity.body !== activity.subject && <p className={classes.text}>{activity.body}</p>}
          </li>
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  );
}

function titleOf({ kind, direction, answered, contactName }: ActivityShape): string {
  const incoming = direction === "incoming";
  const unanswered = incoming ? "Missed call" : "Call not answered";
  const name = kind === "call" && answered === false ? unanswered : activityNames[kind];
  const who = contactName ? ` ${incoming ? "from" : "with"} ${contactName}` : "";
  return `${name}${who}`;
}
