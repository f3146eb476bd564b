import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { Agreements } from "../agreements/contract.ts";
import type { recoveryContract } from "../contract.ts";
import { useRecoveryWrite } from "./use-recovery-write.ts";
import classes from "./WhatNow.module.css";

const recovery = apiOf<typeof recoveryContract>("recovery");

/** What somebody agrees to about their own losses; everything is off until they say so. */
export default function AfterLossSettings() {
  const shown = useQuery(recovery.showAgreements.queryOptions());
  const undo = useRecoveryWrite((agreed: Agreements) => recovery.saveAgreements.call(agreed));
  const save = useRecoveryWrite(
    ({ agreed }: { agreed: Agreements; before: Agreements }) => recovery.saveAgreements.call(agreed),
    (_saved, { before }) => showUndo("Your wish is kept.", () => undo.mutate(before)),
  );
  if (!shown.data) {
    if (!shown.error) return <Skeletons shape="text" />;
    const { title, detail } = told(shown.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void shown.refetch()} />;
  }
  const { managerName, ...before } = shown.data;
  const agreed = save.isPending ? save.variables.agreed : before;
  const say = (part: Partial<Agreements>) => save.mutate({ agreed: { ...before, ...part }, before });
  return (
    <Section
      title="After a loss"
      lead="Your breathers, resets, blocks and losses in a row are yours alone. What is below is off until you wish it."
    >
      <div className={classes.settings}>
        <Switch
          label="Colleagues may ask me"
          description="A colleague at their second loss in a row reads your name, if you once lost for the same reason and won within 90 days. They read the reason, and not which deal it was."
          checked={agreed.mayBeAsked}
          onChange={(event) => say({ mayBeAsked: event.currentTarget.checked })}
        />
        <Switch
          label={`${managerName ?? "My manager"} reads that I would like a word`}
          description={
            managerName === null
              ? "You have no manager here. An admin can say who it is."
              : "From your second loss in a row on, for two weeks or until you win: “would like a word”, and nothing else."
          }
          disabled={managerName === null && !agreed.tellManager}
          checked={agreed.tellManager}
          onChange={(event) => say({ tellManager: event.currentTarget.checked })}
        />
      </div>
    </Section>
  );
}
