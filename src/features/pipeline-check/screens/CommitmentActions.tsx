import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import type { CommitmentShape, pipelineCheckContract } from "../contract.ts";
import classes from "./PipelineCheck.module.css";
import { RewordCommitment } from "./RewordCommitment.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

/** What one can do with a promise of one's own: say it in other words, or end it. */
export function CommitmentActions({ commitment }: { commitment: CommitmentShape }) {
  const known = useQueryClient();
  const [rewording, setRewording] = useState(false);
  const refused = (error: unknown) => showNotice({ message: told(error).title, tone: "refused" });
  const end = async () => {
    const { memberId, dealId, flagId, repairId, wording } = commitment;
    try {
      // The same promise made after several losses is watched as one, and ends as one.
      const { rows } = await pipelineCheck.listCommitments.call({ memberId, limit: 200 });
      const same = rows.filter((one) => one.flagId === flagId && one.repairId === repairId);
      for (const { id } of same) await pipelineCheck.endCommitment.call({ id });
      showUndo("The commitment is ended. It stays in your history.", () => {
        // The ended one stays in the history; the way back is the same promise made anew.
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
    <div className={classes.foot}>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setRewording(true)}>
        Say it in other words
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void end()}>
        End this commitment
      </Button>
      {rewording && <RewordCommitment commitment={commitment} onClose={() => setRewording(false)} />}
    </div>
  );
}
