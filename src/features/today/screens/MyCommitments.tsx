import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

export function MyCommitments({ commitments }: { commitments: TodayShape["commitments"] }) {
  return (
    <TodayList
      title="My commitments"
      none="A debrief ends in one: if this comes up again, then I do that."
      isEmpty={commitments.length === 0}
    >
      {commitments.map((commitment) => (
        <li key={commitment.id} className={classes.row}>
          <div className={classes.what}>
            <UiLink
              className={classes.promise}
              href={`/pipeline-check?${new URLSearchParams({ rule: commitment.id }).toString()}`}
              data-row-focus=""
            >
              {commitment.wording}
            </UiLink>
            {commitment.dealName && <span className={classes.about}>after {commitment.dealName}</span>}
          </div>
        </li>
      ))}
    </TodayList>
  );
}
