import { Button, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { todayOf, whenWords } from "../../../ui/words.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import classes from "./CheckUps.module.css";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");

/** Another day, or another note, for a call that waits. */
export function MoveCheckUp({ checkUp, onClose }: { checkUp: CheckUpShape; onClose: () => void }) {
  const known = useQueryClient();
  const reader = useReader();
  const today = todayOf(reader);
  const { id, dealId } = checkUp;
  const proposed = useQuery(checkUps.proposeCheckUp.queryOptions({ input: { dealId } }));
  const [dueOn, setDueOn] = useState<string | null>(checkUp.dueOn < today ? today : checkUp.dueOn);
  const [note, setNote] = useState(checkUp.note);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  const save = async () => {
    if (!dueOn) return;
    setSaving(true);
    setRefusal(null);
    try {
      const saved = await checkUps.saveCheckUp.call({ id, dealId, dueOn, note: note.trim() });
      onClose();
      showUndo(`You call ${checkUp.accountName ?? checkUp.dealName} ${whenWords(saved.dueOn, reader)}.`, () => {
        void checkUps.saveCheckUp
          .call({ id, dealId, dueOn: checkUp.dueOn, note: checkUp.note })
          .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
          .finally(() => known.invalidateQueries());
      });
      await known.invalidateQueries();
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <DayInput
        label="Call on"
        value={dueOn}
        min={today}
        onChange={setDueOn}
        description={proposed.data?.because}
        choices={[
          ...(proposed.data ? [{ label: "As proposed", day: proposed.data.dueOn }] : []),
          { label: "In a month", day: addMonths(today, 1) },
          { label: "In 3 months", day: addMonths(today, 3) },
        ]}
        required
      />
      <Textarea
        label="Note for the call"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.formButtons}>
        <Button type="submit" loading={saving}>
          Set the call
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
