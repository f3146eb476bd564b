import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import type { CommitmentShape, pipelineCheckContract } from "../contract.ts";
import classes from "./PipelineCheck.module.css";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

/** Ends a promise. The way back is the same promise made anew, as the ended one stays in the history. */
export function EndCommitment({ commitment }: { commitment: CommitmentShape }) {
  const known = useQueryClient();
  const refused = (error: unknown) => showNotice({ message: told(error).title, tone: "refused" });
  const end = async () => {
    const { id, dealId, flagId, repairId, wording } = commitment;
    try {
      await pipelineCheck.endCommitment.call({ id });
      showUndo("The commitment is ended. It stays in your history.", () => {
        void pipelineCheck.saveCommitment
          .call({ id: crypto.randomUUID(), dealId, flagId, repairId, wording })
          .catch(refused)
          .finally(() => known.invalidateQueries());
      });
    } catch (error) {
      refused(error);
    }
    await known.invalidateQueries();
  };
  return (
    <Button className={classes.end} variant="subtle" color="gray" size="compact-sm" onClick={() => void end()}>
      End this commitment
    </Button>
  );
}
