import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { pipelineCheckContract, RepairTask } from "../contract.ts";
import classes from "./TaskList.module.css";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

type Props = {
  tasks: RepairTask[];
  /** Whose tasks is said only where it is not the reader's own. */
  mine?: string | undefined;
  /** On the deal's own page its name need not be said. */
  onDealPage?: boolean;
  /** False for somebody who reads deals only. */
  mayFinish: boolean;
  onFinish: (task: RepairTask) => void;
};

/** Repairs to do, soonest first, each with the line that opens the conversation. */
export function TaskList({ tasks, mine, onDealPage = false, mayFinish, onFinish }: Props) {
  const known = useQueryClient();
  const reader = useReader();
  const today = todayOf(reader);
  const list = useRowKeys<HTMLUListElement>(!onDealPage);

  const drop = async (task: RepairTask) => {
    const { dealId, flagId, repairId, commitmentId, dueOn, openingLine } = task;
    try {
      await pipelineCheck.dropTask.call({ id: task.id, note: "" });
      showUndo(`${task.repairName} for ${task.dealName} is taken away.`, () => {
        // A dropped task stays in the history; the way back is the same task anew.
        void pipelineCheck.createTask
          .call({ id: crypto.randomUUID(), dealId, flagId, repairId, commitmentId, dueOn, openingLine })
          .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
          .finally(() => known.invalidateQueries());
      });
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };

  return (
    <ul className={classes.tasks} ref={list}>
      {tasks.map((task) => (
        <li key={task.id} className={classes.task}>
          <div className={classes.what}>
            {onDealPage ? (
              <span className={classes.name}>{task.repairName}</span>
            ) : (
              <UiLink className={classes.name} href={`/deals/${task.dealId}`} data-row-focus="">
                {task.dealName}
              </UiLink>
            )}
            <span className={classes.due} data-late={task.dueOn < today || undefined}>
              {task.dueOn < today ? "Was due " : "Due "}
              <DayText on={task.dueOn} say="when" />
            </span>
          </div>
          <p className={classes.why}>
            {[onDealPage ? null : task.repairName, task.flagName, task.ownerId === mine ? null : task.ownerName]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {task.openingLine && <p className={classes.line}>“{task.openingLine}”</p>}
          {mayFinish && (
            <div className={classes.buttons}>
              <Button variant="default" size="compact-sm" onClick={() => onFinish(task)}>
                Done<span className="only-for-screen-readers">: {`${task.repairName} for ${task.dealName}`}</span>
              </Button>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void drop(task)}>
                Not doing it
                <span className="only-for-screen-readers">: {`${task.repairName} for ${task.dealName}`}</span>
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
