import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { dealsContract } from "../../deals/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import type { recoveryContract } from "../contract.ts";
import { useReset } from "./use-reset.ts";
import classes from "./WhatNow.module.css";

const deals = apiOf<typeof dealsContract>("deals");
const team = apiOf<typeof teamContract>("team");
const recovery = apiOf<typeof recoveryContract>("recovery");

/** On a lost deal: the way to what can be done now, or that it was left behind and the way to bring it back. */
export default function DealRecovery({ dealId }: { dealId: string }) {
  const today = todayOf(useReader());
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } })).data;
  const me = useQuery(team.me.queryOptions()).data?.member.id;
  const mine = useQuery(recovery.showReset.queryOptions({ input: { dealId } })).data;
  const { bringBack } = useReset({ id: dealId, name: deal?.name ?? "It" });
  if (!mine || !deal) return null;
  const { reset } = mine;
  if (reset) {
    return (
      <div className={classes.note}>
        <p>
          You {reset.resetsOn > today ? "leave" : "left"} this loss behind {reset.resetsOn > today ? "from " : "on "}
          <DayText on={reset.resetsOn} />: “{reset.lesson}”
        </p>
        <Button
          variant="default"
          size="compact-sm"
          loading={bringBack.isPending}
          onClick={() => bringBack.mutate(reset)}
        >
          {reset.resetsOn > today ? "Keep it in my lists" : "Bring it back"}
        </Button>
      </div>
    );
  }
  // Whoever lost it is asked how to go on; others see what was said about it.
  if (!deal.debriefed || deal.ownerId !== me) return null;
  return (
    <div className={classes.note}>
      <p>A breather, an easy conversation, a block for the pipeline, or leaving it behind.</p>
      <Button component={UiLink} href={`/deals/${dealId}/what-now`} variant="default" size="compact-sm">
        What now?
      </Button>
    </div>
  );
}
