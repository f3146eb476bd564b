import { Button } from "@mantine/core";
import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

type Props = { tasks: TodayShape["tasks"]; me: string | undefined; mayFinish: boolean };

export function RepairsDue({ tasks, me, mayFinish }: Props) {
  const today = todayOf(useReader());
  return (
    <TodayList
      title="Repairs to do"
      count={tasks.count}
      all={{ label: "All repairs", href: "/pipeline-check?show=repairs" }}
      none={mayFinish ? "No repair is set. One click in the pipeline check makes one a task." : "No repair is set."}
      isEmpty={tasks.rows.length === 0}
    >
      {tasks.rows.map((task) => (
        <li key={task.id} className={classes.row}>
          <div className={classes.what}>
            <UiLink className={classes.name} href={`/deals/${task.dealId}`} data-row-focus="">
              {task.dealName}
            </UiLink>
            <span className={classes.about}>
              {task.repairName}
              {" · "}
              <span data-late={task.dueOn < today || undefined}>
                {task.dueOn < today ? "was due " : "due "}
                <DayText on={task.dueOn} say="when" />
              </span>
              {task.ownerName && task.ownerId !== me && ` · ${task.ownerName}`}
            </span>
          </div>
          {mayFinish && (
            <Button
              component={UiLink}
              href={`/pipeline-check?show=repairs&task=${task.id}`}
              variant="default"
              size="compact-sm"
            >
              Done
              <span className="only-for-screen-readers">
                : {task.repairName} for {task.dealName}
              </span>
            </Button>
          )}
        </li>
      ))}
    </TodayList>
  );
}
