import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import type { pipelineCheckContract, RepairTask } from "../contract.ts";
import classes from "./DealTasks.module.css";
import { FinishTask } from "./FinishTask.tsx";
import { TaskList } from "./TaskList.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const deals = apiOf<typeof dealsContract>("deals");
const team = apiOf<typeof teamContract>("team");

/** What is being done about this deal's flags: repairs to do, and those that were done. */
export default function DealTasks({ dealId }: { dealId: string }) {
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const open = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "open", limit: 200 } }));
  const done = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "done", limit: 20 } }));
  const me = useQuery(team.me.queryOptions());
  const [finishing, setFinishing] = useState<RepairTask | null>(null);

  if (!deal.data || !open.data || !done.data) {
    const failed = open.error ?? done.error;
    return failed ? <Refusal problem={told(failed)} /> : null;
  }
  if (open.data.rows.length + done.data.rows.length === 0) return null;

  return (
    <Section title="Repairs">
      {open.data.rows.length > 0 && (
        <TaskList
          tasks={open.data.rows}
          mine={me.data?.member.id}
          onDealPage
          mayFinish={deal.data.mayChange}
          onFinish={setFinishing}
        />
      )}
      {done.data.rows.length > 0 && (
        <ul className={classes.done}>
          {done.data.rows.map((task) => (
            <li key={task.id}>
              {task.repairName}, done {task.finishedAt && <InstantText at={task.finishedAt} say="when" />}
              {task.outcomeNote && <p>{task.outcomeNote}</p>}
            </li>
          ))}
        </ul>
      )}
      {finishing && <FinishTask taskId={finishing.id} dealId={finishing.dealId} onClose={() => setFinishing(null)} />}
    </Section>
  );
}
