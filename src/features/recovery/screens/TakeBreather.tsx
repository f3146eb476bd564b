import { CoffeeIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import type { BreatherLength } from "../breathers/contract.ts";
import type { recoveryContract } from "../contract.ts";
import type { WhatNow } from "../what-now/contract.ts";
import { backWords, breatherWords } from "./breather-words.ts";
import { Step } from "./Step.tsx";
import { useBackFromBreather } from "./use-back-from-breather.ts";
import { useRecoveryWrite } from "./use-recovery-write.ts";
import classes from "./WhatNow.module.css";

const recovery = apiOf<typeof recoveryContract>("recovery");

/** A pause with an agreed return: one tap begins it, one tap ends it. */
export function TakeBreather({ dealId, breather }: { dealId: string; breather: WhatNow["breather"] }) {
  const reader = useReader();
  const back = useBackFromBreather();
  const undo = useRecoveryWrite((id: string) => recovery.endBreather.call({ id }));
  const take = useRecoveryWrite(
    (length: BreatherLength) => recovery.takeBreather.call({ id: crypto.randomUUID(), dealId, length }),
    (taken) => showUndo(`You are back ${backWords(taken, reader)}.`, () => undo.mutate(taken.id)),
  );
  const { running, choices } = breather;
  return (
    <Step icon={CoffeeIcon} title={running ? "You are on a breather" : "Take a breather"}>
      <p className={classes.words}>
        {running ? (
          <>
            Back <strong>{backWords(running, reader)}</strong>, as you agreed with yourself.
          </>
        ) : (
          "Agree on when you are back, then go. Nobody else sees it."
        )}
      </p>
      <div className={classes.buttons}>
        {running ? (
          <Button variant="default" size="xs" loading={back.isPending} onClick={() => back.mutate(running.id)}>
            I am back
          </Button>
        ) : (
          choices.map((choice) => (
            <Button
              key={choice.length}
              variant="default"
              size="xs"
              disabled={take.isPending}
              onClick={() => take.mutate(choice.length)}
            >
              {breatherWords(choice, reader)}
            </Button>
          ))
        )}
      </div>
    </Step>
  );
}
