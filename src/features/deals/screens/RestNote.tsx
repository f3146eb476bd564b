import { Button } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./RestNote.module.css";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** That a deal rests, until when and why, and the way to wake it. */
export function RestNote({ deal }: { deal: DealPage }) {
  const reason = deal.timeline.find(({ kind }) => kind === "snoozed")?.detail ?? "";
  const restAgain = useDealWrite(deal.id, {
    write: (rest: { snoozeId: string; reason: string; untilOn: string }) =>
      deals.snoozeDeal.call({ id: deal.id, ...rest }),
    show: (before, { untilOn }) => ({ ...before, snoozedUntil: untilOn }),
  });
  const wake = useDealWrite(deal.id, {
    write: (_rest: { reason: string; untilOn: string }) => deals.wakeDeal.call({ id: deal.id }),
    show: (before) => ({ ...before, snoozedUntil: null }),
    done: (_awake, rest) =>
      showUndo(`${deal.name} is awake.`, () => restAgain.mutate({ ...rest, snoozeId: crypto.randomUUID() })),
  });
  const { snoozedUntil } = deal;
  if (!snoozedUntil || deal.status !== "open") return null;
  return (
    <div className={classes.rest}>
      <p className={classes.words}>
        Rests until <DayText on={snoozedUntil} />
        {reason && `: ${reason}`}
      </p>
      {deal.mayChange && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => wake.mutate({ reason: reason || "It rests again.", untilOn: snoozedUntil })}
        >
          Wake it now
        </Button>
      )}
    </div>
  );
}
