import { CheckIcon, ChevronDownIcon } from "@lucide/icons";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { Icon } from "../../../ui/Icon.tsx";
import type { CheckedRule } from "../contract.ts";
import classes from "./PipelineCheck.module.css";

type Props = {
  repairs: CheckedRule["repairs"];
  /** The task that was made of one of them and is still to do. */
  taskId: string | null;
  dealName: string;
  onMake: (repairId: string) => void;
  onFinish: (taskId: string) => void;
};

/** One click makes the repair a task; where the task is set, the same button says that it is done. */
export function RepairButton({ repairs, taskId, dealName, onMake, onFinish }: Props) {
  const [first, ...others] = repairs;
  const forDeal = <span className="only-for-screen-readers"> for {dealName}</span>;
  if (!first && !taskId) return null;
  return (
    <span className={classes.repair}>
      {/* One button in both states, so that it keeps the focus when it changes. */}
      <Button
        variant={taskId ? "subtle" : "default"}
        size="compact-sm"
        leftSection={taskId ? <Icon of={CheckIcon} size={14} /> : undefined}
        onClick={() => (taskId ? onFinish(taskId) : first && onMake(first.id))}
      >
        {taskId ? "Task is set. Done?" : first?.name}
        {forDeal}
      </Button>
      {!taskId && others.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Another repair for ${dealName}`}>
              <Icon of={ChevronDownIcon} size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((repair) => (
              <Menu.Item key={repair.id} onClick={() => onMake(repair.id)}>
                {repair.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
