import { UsersIcon } from "@lucide/icons";
import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import type { recoveryContract } from "../contract.ts";
import type { WhatNow } from "../what-now/contract.ts";
import { Step } from "./Step.tsx";
import { useRecoveryWrite } from "./use-recovery-write.ts";
import classes from "./WhatNow.module.css";

const recovery = apiOf<typeof recoveryContract>("recovery");

type Props = Pick<WhatNow, "colleagues" | "manager"> & { debriefed: boolean };

/** Somebody to lean on: who came back from the same reason and agreed to be asked, and, by one's own wish, the manager. */
export function Colleagues({ colleagues, manager, debriefed }: Props) {
  const reader = useReader();
  if (colleagues.length === 0 && !manager) return null;
  return (
    <Step icon={UsersIcon} title="Talk to a colleague">
      {colleagues.length === 0 && (
        <p className={classes.words}>
          {debriefed
            ? "Nobody who came back from the same reason has agreed to be asked yet."
            : "Once the debrief names a reason, those stand here who came back from it and agreed to be asked."}
        </p>
      )}
      {colleagues.map(({ memberId, name, email, reasonName, days }) => (
        <div key={memberId} className={classes.stepBody}>
          <p className={classes.words}>
            <strong>{name}</strong> lost for “{reasonName}” too, won{" "}
            {days === 0 ? "the same day" : `${countWords(days, "day", "days", reader)} later`}, and agreed to be asked.
          </p>
          {email && (
            <div className={classes.buttons}>
              <Button component="a" href={`mailto:${encodeURI(email)}`} variant="default" size="xs">
                Write to {name}
              </Button>
            </div>
          )}
        </div>
      ))}
      {manager && <TellManager manager={manager} />}
    </Step>
  );
}

function TellManager({ manager }: { manager: NonNullable<WhatNow["manager"]> }) {
  const agreements = useQuery(recovery.showAgreements.queryOptions());
  const save = useRecoveryWrite((tellManager: boolean) =>
    recovery.saveAgreements.call({ mayBeAsked: agreements.data?.mayBeAsked ?? false, tellManager }),
  );
  return (
    <Switch
      label={`${manager.name} reads that you would like a word`}
      description="Only that, for as long as the losses go on. Off unless you wish it."
      checked={save.isPending ? save.variables : manager.isTold}
      disabled={!agreements.data}
      onChange={(event) => save.mutate(event.currentTarget.checked)}
    />
  );
}
