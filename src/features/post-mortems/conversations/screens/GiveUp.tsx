import { Chip, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { Form } from "../../../../ui/Form.tsx";
import { showUndo } from "../../../../ui/notices.tsx";
import type { postMortemsContract } from "../../contract.ts";
import classes from "./Conversation.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

const usual = ["They want no conversation", "Nobody can be reached", "Whoever decided has left"];

/** There will be no conversation. Nothing of it is deleted, and it can be taken up again. */
export function GiveUp({ id, onDone }: { id: string; onDone: () => void }) {
  const known = useQueryClient();
  const [why, setWhy] = useState("");
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const save = async () => {
    setSaving(true);
    setRefusal(null);
    try {
      await postMortems.giveUpPostMortem.call({ id, why: why.trim() });
      onDone();
      showUndo("There will be no conversation.", () => {
        void postMortems.takeUpPostMortem.call({ id }).finally(() => {
          void known.invalidateQueries();
          onDone();
        });
      });
      await known.invalidateQueries();
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return (
    <Form
      onSubmit={() => void save()}
      saving={saving}
      problem={refusal === null ? undefined : told(refusal)}
      saveLabel="Give it up"
    >
      <div className={classes.chips}>
        {usual.map((one) => (
          <Chip key={one} size="sm" checked={why === one} onChange={(on) => setWhy(on ? one : "")}>
            {one}
          </Chip>
        ))}
      </div>
      <TextInput
        label="Why"
        description="It stands with the loss."
        required
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </Form>
  );
}
