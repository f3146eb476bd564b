import { Button } from "@mantine/core";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { inOrder } from "../../sales-process/rules.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./DealDialogs.module.css";
import { useDealWrite } from "./use-deal-write.ts";
import { usePipelines } from "./use-pipelines.ts";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** Opens a closed deal again in the stage that is tapped. Asked rather than undone: a close cannot be put back as it was. */
export function ReopenDialog({ deal, opened, onClose }: Props) {
  const pipelines = usePipelines();
  const pipeline = pipelines.data?.rows.find(({ id }) => id === deal.pipelineId);
  const stages = pipeline ? inOrder(pipeline).filter(({ type }) => type === "open") : [];
  const reopen = useDealWrite(deal.id, {
    write: (stageId: string) => deals.reopenDeal.call({ id: deal.id, stageId }),
    done: ({ stageName }) => {
      showNotice({ message: `${deal.name} is open again, in ${stageName}.` });
      onClose();
    },
    sayRefusal: false,
  });
  return (
    <Dialog opened={opened} onClose={onClose} title="Open it again in which stage?" size="sm">
      <div className={classes.form}>
        <p className={classes.words}>
          For a deal that was closed by mistake. How it ended, and its debrief, stay in its history with their dates.
          {deal.status === "lost" && " If they came back after all, begin a new deal from its check-up instead."}
        </p>
        {reopen.error && <Refusal problem={told(reopen.error)} />}
        {pipelines.isPending && <Skeletons shape="text" />}
        <div className={classes.stages}>
          {stages.map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              justify="flex-start"
              loading={reopen.isPending && reopen.variables === id}
              onClick={() => reopen.mutate(id)}
            >
              {name}
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
