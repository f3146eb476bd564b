import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { dayOf, todayOf } from "../../../ui/words.ts";
import type { BlockShape } from "../filling-blocks/contract.ts";
import { minutesAt } from "../filling-blocks/proposals/rules.ts";
import classes from "./Blocks.module.css";
import { clockOf, minutesOf, startOf, timesWords } from "./block-words.ts";
import { recovery, useBlockActs } from "./use-block.ts";

/** Another day, another time, as long as before. */
export function MoveBlock({ block, onClose }: { block: BlockShape; onClose: () => void }) {
  const reader = useReader();
  const { act, busy } = useBlockActs();
  const today = todayOf(reader);
  const booked = dayOf(block.startsAt, reader.timeZone);
  const [day, setDay] = useState<string | null>(booked < today ? today : booked);
  const [time, setTime] = useState(clockOf(minutesAt(Date.parse(block.startsAt), reader.timeZone)));
  const startsAt = startOf(day, time, reader.timeZone);
  const { id } = block;

  const move = (event: FormEvent) => {
    event.preventDefault();
    if (startsAt === null) return;
    const from = new Date(startsAt).toISOString();
    const to = { startsAt: from, endsAt: new Date(startsAt + minutesOf(block) * 60_000).toISOString() };
    const back = { startsAt: block.startsAt, endsAt: block.endsAt };
    void act(
      () => recovery.moveBlock.call({ id, ...to }),
      () => {
        onClose();
        showUndo(`The block is moved: ${timesWords(to, reader)}.`, () => {
          void act(() => recovery.moveBlock.call({ id, ...back }));
        });
      },
    );
  };
  return (
    <Dialog opened onClose={onClose} title="Move the block" size="sm">
      <form className={classes.booking} onSubmit={move}>
        <div className={classes.pair}>
          <DayInput label="Day" value={day} onChange={setDay} min={today} required />
          <TextInput
            type="time"
            label="From"
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
        </div>
        <div className={classes.foot}>
          <Button type="submit" loading={busy} disabled={startsAt === null}>
            Move the block
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
