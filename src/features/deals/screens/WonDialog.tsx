import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./DealDialogs.module.css";
import { instantOn } from "./tell-day.ts";
import { useDealWrite } from "./use-deal-write.ts";
import { type SentWrite, useTakeBack } from "./use-take-back.ts";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** A win, today unless it was earlier: Enter says yes. */
export function WonDialog({ deal, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`We won ${deal.name}`} size="sm">
      <WonForm deal={deal} onClose={onClose} />
    </Dialog>
  );
}

function WonForm({ deal, onClose }: Omit<Props, "opened">) {
  const reader = useReader();
  const navigate = useNavigateTo();
  const today = todayOf(reader);
  const [on, setOn] = useState<string | null>(today);
  const undo = useTakeBack(deal.id, "close");
  const win = useDealWrite(deal.id, {
    write: ({ writeId }: SentWrite) =>
      deals.closeDeal.call({
        id: deal.id,
        outcome: "won",
        writeId,
        ...(on && on !== today ? { closedAt: instantOn(on, reader) } : {}),
      }),
    done: (_won, sent) => {
      showNotice({
        message: `We won ${deal.name}.`,
        undo: () => undo.mutate(sent),
        action: { label: "Debrief the win", run: () => navigate(`/deals/${deal.id}/debrief`) },
      });
      onClose();
    },
    sayRefusal: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!win.isPending) win.mutate({ writeId: crypto.randomUUID(), stageId: deal.stageId });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {win.error && <Refusal problem={told(win.error)} />}
      <DayInput label="On which day" value={on} onChange={setOn} max={today} required />
      <div className={classes.buttons}>
        <Button type="submit" loading={win.isPending} data-autofocus>
          Mark won
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Not yet
        </Button>
      </div>
    </form>
  );
}
