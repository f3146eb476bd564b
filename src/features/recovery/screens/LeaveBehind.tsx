import { Redo2Icon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { numberWords, todayOf } from "../../../ui/words.ts";
import type { recoveryContract } from "../contract.ts";
import type { Standing } from "../resets/contract.ts";
import type { WhatNow } from "../what-now/contract.ts";
import { ResetForm } from "./ResetForm.tsx";
import { Step } from "./Step.tsx";
import { useReset } from "./use-reset.ts";
import classes from "./WhatNow.module.css";

const recovery = apiOf<typeof recoveryContract>("recovery");

/** The reset: one tap where the debrief has said the lesson and the promise, else they are asked for first. */
export function LeaveBehind({ deal, reset, standing }: Pick<WhatNow, "deal" | "reset" | "standing">) {
  const today = todayOf(useReader());
  const [asks, setAsks] = useState(false);
  const sheet = useQuery(recovery.openReset.queryOptions({ input: { dealId: deal.id } }));
  const { set, bringBack } = useReset(deal);
  if (reset) {
    return (
      <Step icon={Redo2Icon} title={reset.resetsOn > today ? "You leave it behind" : "You left it behind"}>
        <p className={classes.words}>
          {reset.resetsOn > today ? "From " : "Since "}
          <DayText on={reset.resetsOn} /> it stands in none of your lists. Its check-up stays, and it counts in every
          figure.
        </p>
        <p className={classes.quote}>{reset.lesson}</p>
        <div className={classes.buttons}>
          <Button variant="default" size="xs" loading={bringBack.isPending} onClick={() => bringBack.mutate(reset)}>
            {reset.resetsOn > today ? "Keep it in my lists" : "Bring it back"}
          </Button>
        </div>
      </Step>
    );
  }
  const known = sheet.data;
  const isAnswered = known !== undefined && known.lesson !== "" && known.commitments.length > 0;
  return (
    <Step icon={Redo2Icon} title="Leave it behind">
      <p className={classes.words}>
        <Offer standing={standing} /> It leaves Today and your lists, now or from a day on. Its check-up stays, and the
        figures never forget it.
      </p>
      {standing.kind === "too-few" && (
        <p className={classes.quiet}>
          Whether you run above your usual, nobody can say yet: that takes {standing.needed} results, and you have{" "}
          {standing.outOf}.
        </p>
      )}
      {isAnswered && (
        <>
          <p className={classes.quote}>{known.lesson}</p>
          {known.commitments.map(({ id, wording }) => (
            <p key={id} className={classes.quote}>
              {wording}
            </p>
          ))}
        </>
      )}
      {sheet.error && !known && <Refusal problem={told(sheet.error)} />}
      {set.error && !asks && <Refusal problem={told(set.error)} />}
      {known && (
        <div className={classes.buttons}>
          {isAnswered && (
            <Button
              variant="default"
              size="xs"
              loading={set.isPending}
              onClick={() => set.mutate({ lesson: known.lesson, resetsOn: today, commitment: null })}
            >
              Leave it behind now
            </Button>
          )}
          <Button
            variant={isAnswered ? "subtle" : "default"}
            color="gray"
            size="xs"
            onClick={() => {
              set.reset();
              setAsks(true);
            }}
          >
            {isAnswered ? "From a day on" : "Leave it behind"}
          </Button>
        </div>
      )}
      <Dialog opened={asks && known !== undefined} onClose={() => setAsks(false)} title={`Leave ${deal.name} behind`}>
        {known && (
          <ResetForm
            sheet={known}
            saving={set.isPending}
            problem={set.error ? told(set.error) : undefined}
            onSet={(said) => set.mutate(said, { onSuccess: () => setAsks(false) })}
            onClose={() => setAsks(false)}
          />
        )}
      </Dialog>
    </Step>
  );
}

/** Offered to whoever runs above their own baseline, with the counts; to others it is simply there. */
function Offer({ standing }: { standing: Standing }) {
  const reader = useReader();
  if (standing.kind !== "known" || !standing.isAbove) return null;
  const { wins, of, usualWins } = standing;
  const usual = numberWords(usualWins, reader, 1);
  return (
    <>
      You won <strong>{`${wins} of your last ${of}`}</strong>, where {usual} were usual before: this loss need not stay
      with you. (Ten deals are few; some of it may be luck.)
    </>
  );
}
