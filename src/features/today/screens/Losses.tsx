import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { TodayShape } from "./today-shape.ts";

type Props = {
  waiting: TodayShape["lossesWaiting"];
  me: string | undefined;
  /** False for somebody who reads deals only. */
  mayDebrief: boolean;
};

export function Losses({ waiting, me, mayDebrief }: Props) {
  return (
    <ShortList
      title="Losses to debrief"
      count={waiting.count}
      all={{ label: "All losses", href: "/deals?status=lost&debriefed=false" }}
      none="No loss waits. The next one is asked about here, two minutes each."
      isEmpty={waiting.rows.length === 0}
    >
      {waiting.rows.map(({ deal, draftStartedAt }) => (
        <ShortListRow
          key={deal.id}
          href={`/deals/${deal.id}`}
          name={deal.name}
          waiting={deal.id}
          about={
            <>
              {deal.amount && (
                <>
                  <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />
                  {" · "}
                </>
              )}
              {deal.closedAt ? (
                <>
                  lost <InstantText at={deal.closedAt} say="when" />
                </>
              ) : (
                "lost"
              )}
              {deal.ownerName && deal.ownerId !== me && ` · ${deal.ownerName}`}
            </>
          }
        >
          {mayDebrief && (
            <Button component={UiLink} href={`/deals/${deal.id}/debrief`} variant="default" size="compact-sm">
              {draftStartedAt ? "Go on" : "Debrief"}
              <span className="only-for-screen-readers"> {deal.name}</span>
            </Button>
          )}
        </ShortListRow>
      ))}
    </ShortList>
  );
}
