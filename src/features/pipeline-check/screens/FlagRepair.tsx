import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import type { dealsContract } from "../../deals/contract.ts";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { pipelineCheckContract } from "../contract.ts";
import { repairsOf } from "../rules.ts";
import { FinishTask } from "./FinishTask.tsx";
import { RepairButton } from "./RepairButton.tsx";
import { madeKey, useRepair } from "./use-repair.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const deals = apiOf<typeof dealsContract>("deals");
const catalogue = apiOf<typeof reasonsContract>("reasons");

/** The repair of one flag that is up on an open deal, one click beside its evidence. */
export function FlagRepair({ dealId, flagId }: { dealId: string; flagId: string }) {
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } })).data;
  const open = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "open", limit: 200 } }));
  const repairs = useQuery(catalogue.listRepairs.queryOptions());
  const [finishing, setFinishing] = useState<string | null>(null);
  const { made, makeTask } = useRepair();
  if (deal?.status !== "open" || !deal.mayChange || !open.data || !repairs.data) return null;
  const task = open.data.rows.find((one) => one.flagId === flagId);
  return (
    <>
      <RepairButton
        repairs={repairsOf(flagId, repairs.data.rows)}
        taskId={made.get(madeKey({ dealId, flagId })) ?? task?.id ?? null}
        dealName={deal.name}
        onMake={(repairId) => makeTask({ dealId, flagId, repairId, commitmentId: null })}
        onFinish={setFinishing}
      />
      {finishing && <FinishTask taskId={finishing} dealId={dealId} onClose={() => setFinishing(null)} />}
    </>
  );
}
