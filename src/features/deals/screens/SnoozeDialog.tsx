import { Button, Chip, Group, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addDays, addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { dayWords, todayOf } from "../../../ui/words.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./DealDialogs.module.css";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");
const usualReasons = ["They asked for time", "Waiting for their budget", "Holidays", "Waiting for their legal team"];

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** Lets a deal that is rightly quiet rest, with the reason and the day to look at it again. */
export function SnoozeDialog({ deal, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Let ${deal.name} rest`}>
      <SnoozeForm deal={deal} onDone={onClose} />
    </Dialog>
  );
}

function SnoozeForm({ deal, onDone }: { deal: DealPage; onDone: () => void }) {
  const reader = useReader();
  const today = todayOf(reader);
  const [reason, setReason] = useState("");
  const [untilOn, setUntilOn] = useState<string | null>(addDays(today, 14));
  const wake = useDealWrite(deal.id, { write: () => deals.wakeDeal.call({ id: deal.id }) });
  const rest = useDealWrite(deal.id, {
    write: (input: { snoozeId: string; untilOn: string }) => deals.snoozeDeal.call({ id: deal.id, reason, ...input }),
    done: (_resting, { untilOn: day }) => {
      showUndo(`${deal.name} rests until ${dayWords(day, reader)}.`, () => wake.mutate());
      onDone();
    },
    sayRefusal: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (untilOn) rest.mutate({ snoozeId: crypto.randomUUID(), untilOn });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.words}>While it rests, the pipeline check leaves it alone. On the day, it is back.</p>
      {rest.error && <Refusal problem={told(rest.error)} />}
      <div>
        <TextInput
          label="Why it is quiet"
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group gap={8} mt={8} role="group" aria-label="Usual reasons">
          {usualReasons.map((usual) => (
            <Chip key={usual} size="sm" checked={reason === usual} onChange={() => setReason(usual)}>
              {usual}
            </Chip>
          ))}
        </Group>
      </div>
      <DayInput
        label="Look at it again on"
        required
        value={untilOn}
        onChange={setUntilOn}
        min={addDays(today, 1)}
        choices={[
          { label: "In a week", day: addDays(today, 7) },
          { label: "In two weeks", day: addDays(today, 14) },
          { label: "In a month", day: addMonths(today, 1) },
          { label: "In three months", day: addMonths(today, 3) },
        ]}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={rest.isPending}>
          Let it rest
        </Button>
      </div>
    </form>
  );
}
