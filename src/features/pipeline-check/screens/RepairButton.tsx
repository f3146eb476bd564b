import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { CheckedDeal, CheckedRule, pipelineCheckContract } from "../contract.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

/** One click makes the rule's repair a task, with its due date and opening line; a second click finds the first. */
export function RepairButton({ row, rule }: { row: CheckedDeal; rule: CheckedRule }) {
  const known = useQueryClient();
  const repair = rule.repairs[0];
  const refresh = () => known.invalidateQueries({ queryKey: pipelineCheck.key() });
  const create = useMutation({
    mutationFn: (repairId: string) =>
      pipelineCheck.createTask.call({
        id: crypto.randomUUID(),
        dealId: row.deal.id,
        flagId: rule.flagId,
        repairId,
        commitmentId: rule.commitment?.id ?? null,
      }),
    onSuccess: async (task) => {
      await refresh();
      showUndo(`${task.repairName}: a task for ${task.dealName}.`, () => {
        void pipelineCheck.dropTask.call({ id: task.id, note: "" }).then(refresh);
      });
    },
    onError: (error) => showNotice({ message: told(error).title, tone: "refused" }),
  });
  if (row.openTaskId) {
    return (
      <Button component={UiLink} href={`/deals/${row.deal.id}`} variant="subtle" size="compact-sm">
        Task is set<span className="only-for-screen-readers"> for {row.deal.name}</span>
      </Button>
    );
  }
  if (!repair) return null;
  return (
    <Button variant="default" size="compact-sm" loading={create.isPending} onClick={() => create.mutate(repair.id)}>
      {repair.name}
      <span className="only-for-screen-readers"> for {row.deal.name}</span>
    </Button>
  );
}
