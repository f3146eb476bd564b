import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { CommitmentShape, pipelineCheckContract } from "../contract.ts";
import classes from "./FinishTask.module.css";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

type Props = { commitment: CommitmentShape; onClose: () => void };

export function RewordCommitment({ commitment, onClose }: Props) {
  const known = useQueryClient();
  const { id, dealId, flagId, repairId } = commitment;
  const [wording, setWording] = useState(commitment.wording);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const save = async () => {
    setSaving(true);
    setRefusal(null);
    try {
      await pipelineCheck.saveCommitment.call({ id, dealId, flagId, repairId, wording: wording.trim() });
      await known.invalidateQueries();
      onClose();
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} title="My commitment">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Textarea
          label="In my words"
          autosize
          minRows={2}
          maxLength={500}
          value={wording}
          onChange={(event) => setWording(event.currentTarget.value)}
        />
        {refusal !== null && <Refusal problem={told(refusal)} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={saving} disabled={wording.trim() === ""}>
            Save
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Leave it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
