import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { FlagMark } from "../../../ui/Flag.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import type { pipelineCheckContract, RepairTask } from "../contract.ts";
import { repairsOf } from "../rules.ts";
import classes from "./DealTasks.module.css";
import { FinishTask } from "./FinishTask.tsx";
import { RepairButton } from "./RepairButton.tsx";
import { TaskList } from "./TaskList.tsx";
import { madeKey, useRepair } from "./use-repair.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const deals = apiOf<typeof dealsContract>("deals");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");
const catalogue = apiOf<typeof reasonsContract>("reasons");
const team = apiOf<typeof teamContract>("team");

/** What to do about this deal's flags: repairs to set, repairs to do, and those that were done. */
export default function DealTasks({ dealId }: { dealId: string }) {
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const open = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "open", limit: 200 } }));
  const done = useQuery(pipelineCheck.listTasks.queryOptions({ input: { dealId, state: "done", limit: 20 } }));
  const isOpen = deal.data?.status === "open";
  const flags = useQuery(redFlags.readDeal.queryOptions({ input: { dealId }, enabled: isOpen }));
  const repairs = useQuery(catalogue.listRepairs.queryOptions({ enabled: isOpen }));
  const me = useQuery(team.me.queryOptions());
  const [finishing, setFinishing] = useState<RepairTask | null>(null);
  const { made, makeTask } = useRepair();

  if (!deal.data || !open.data || !done.data) {
    const failed = open.error ?? done.error;
    return failed ? <Refusal problem={told(failed)} /> : null;
  }
  const mayChange = deal.data.mayChange;
  const upAndUntended = (flags.data?.readings ?? []).flatMap((reading) => {
    const fitting = repairsOf(reading.flagId, repairs.data?.rows ?? []);
    const tended =
      open.data.rows.some(({ flagId }) => flagId === reading.flagId) ||
      made.has(madeKey({ dealId, flagId: reading.flagId }));
    return reading.kind === "up" && fitting.length > 0 && !tended ? [{ reading, fitting }] : [];
  });
  const proposed = isOpen && mayChange ? upAndUntended : [];
  if (proposed.length + open.data.rows.length + done.data.rows.length === 0) return null;

  return (
    <Section title="Repairs" lead={isOpen ? "What lowers the flags that are up." : undefined}>
      {open.data.rows.length > 0 && (
        <TaskList tasks={open.data.rows} mine={me.data?.member.id} onDealPage onFinish={setFinishing} />
      )}
      {proposed.length > 0 && (
        <ul className={classes.proposed}>
          {proposed.map(({ reading, fitting }) => (
            <li key={reading.flagId}>
              <span className={classes.flag}>
                <FlagMark state="up" />
                {reading.name}
              </span>
              <RepairButton
                repairs={fitting}
                taskId={null}
                dealName={deal.data.name}
                onMake={(repairId) => makeTask({ dealId, flagId: reading.flagId, repairId, commitmentId: null })}
                onFinish={() => undefined}
              />
            </li>
          ))}
        </ul>
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
