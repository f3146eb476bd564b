import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { TodayShape } from "./today-shape.ts";

/** One's own losses that are debriefed but not left behind: what can be done about them is one tap away. */
export function LossesDebriefed({ losses }: { losses: TodayShape["lossesDebriefed"] }) {
  if (losses.length === 0) return null;
  return (
    <ShortList title="After a loss" none="" isEmpty={false}>
      {losses.map(({ deal, debriefedAt }) => (
        <ShortListRow
          key={deal.id}
          href={`/deals/${deal.id}`}
          name={deal.name}
          about={
            <>
              debriefed <InstantText at={debriefedAt} say="when" />
            </>
          }
        >
          <Button component={UiLink} href={`/deals/${deal.id}/what-now`} variant="default" size="compact-sm">
            What now?
            <span className="only-for-screen-readers"> {deal.name}</span>
          </Button>
        </ShortListRow>
      ))}
    </ShortList>
  );
}
