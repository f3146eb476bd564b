import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

/** One's own losses that are debriefed but not left behind: what can be done about them is one tap away. */
export function LossesDebriefed({ losses }: { losses: TodayShape["lossesDebriefed"] }) {
  if (losses.length === 0) return null;
  return (
    <TodayList title="After a loss" none="" isEmpty={false}>
      {losses.map(({ deal, debriefedAt }) => (
        <li key={deal.id} className={classes.row}>
          <div className={classes.what}>
            <UiLink className={classes.name} href={`/deals/${deal.id}`} data-row-focus="">
              {deal.name}
            </UiLink>
            <span className={classes.about}>
              debriefed <InstantText at={debriefedAt} say="when" />
            </span>
          </div>
          <Button component={UiLink} href={`/deals/${deal.id}/what-now`} variant="default" size="compact-sm">
            What now?
            <span className="only-for-screen-readers"> {deal.name}</span>
          </Button>
        </li>
      ))}
    </TodayList>
  );
}
