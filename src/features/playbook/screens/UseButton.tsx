import { CheckIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PracticeUse } from "../uses/contract.ts";
import classes from "./Playbook.module.css";

type Props = {
  use: PracticeUse | null;
  practiceTitle: string;
  dealName: string;
  /** False for somebody who reads deals only. */
  mayApply: boolean;
  isPlanning: boolean;
  onPlan: () => void;
  onFinish: (use: PracticeUse) => void;
};

/** One click applies the practice to the deal; where that is planned, the same place says so and asks whether it is done. */
export function UseButton({ use, practiceTitle, dealName, mayApply, isPlanning, onPlan, onFinish }: Props) {
  const about = (
    <span className="only-for-screen-readers">
      : {practiceTitle}, {dealName}
    </span>
  );
  if (use?.state === "done") {
    return (
      <span className={classes.done}>
        <Icon of={CheckIcon} size={14} /> Done {use.doneAt && <InstantText at={use.doneAt} say="when" />}
      </span>
    );
  }
  if (!mayApply) return use?.state === "open" ? <span className={classes.quiet}>Planned</span> : null;
  const isPlanned = isPlanning || use?.state === "open";
  if (use?.state === "open" && use.taskId) {
    return (
      <Button
        component={UiLink}
        href={`/pipeline-check?show=repairs&task=${use.taskId}`}
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon of={CheckIcon} size={14} />}
      >
        Task is set. Done?{about}
      </Button>
    );
  }
  return (
    // One button in both states, so that it keeps the focus when it changes.
    <Button
      variant={isPlanned ? "subtle" : "default"}
      size="compact-sm"
      leftSection={isPlanned ? <Icon of={CheckIcon} size={14} /> : undefined}
      onClick={() => (use?.state === "open" ? onFinish(use) : onPlan())}
    >
      {isPlanned ? "Planned. Done?" : "Apply here"}
      {about}
    </Button>
  );
}
