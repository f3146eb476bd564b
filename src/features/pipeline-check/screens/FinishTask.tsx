import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { pipelineCheckContract } from "../contract.ts";
import { BeforeAndAfter, type Turn } from "./BeforeAndAfter.tsx";
import { FinishTaskForm } from "./FinishTaskForm.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const deals = apiOf<typeof dealsContract>("deals");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = { taskId: string; dealId: string; onClose: () => void };

/** The repair is done: what was learned goes into the deal's record, and the flag is shown before and after. */
export function FinishTask({ taskId, dealId, onClose }: Props) {
  const known = useQueryClient();
  const [turn, setTurn] = useState<Turn | null>(null);
  const tasks = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "open", limit: 200 } }));
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const task = tasks.data?.rows.find(({ id }) => id === taskId);
  const flag = flags.data?.rows.find(({ id }) => id === task?.flagId);
  const failed = tasks.error ?? deal.error ?? flags.error;

  const finished = async (made: Turn) => {
    setTurn(made);
    await known.invalidateQueries();
  };
  return (
    <Dialog opened onClose={onClose} title={turn?.task.repairName ?? task?.repairName ?? "The repair"} size="lg">
      {turn ? (
        <BeforeAndAfter {...turn} onClose={onClose} />
      ) : failed ? (
        <Refusal problem={told(failed)} />
      ) : task && flag && deal.data ? (
        <FinishTaskForm task={task} flag={flag} deal={deal.data} onFinished={finished} onClose={onClose} />
      ) : tasks.data && flags.data && deal.data ? (
        <Refusal
          problem={{ title: "This task is finished already.", detail: "Somebody did it, or took it away, meanwhile." }}
          actions={
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          }
        />
      ) : (
        <Skeletons shape="text" count={6} />
      )}
    </Dialog>
  );
}
