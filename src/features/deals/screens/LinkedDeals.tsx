import { InstantText } from "../../../ui/DateText.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { DealPage } from "../contract.ts";
import classes from "./LinkedDeals.module.css";

/** With the same customer: the loss this deal follows, and the deals that followed it. */
export function LinkedDeals({ deal: { earlierDeal, laterDeals } }: { deal: DealPage }) {
  if (!earlierDeal && laterDeals.length === 0) return null;
  return (
    <ul className={classes.linked}>
      {earlierDeal && (
        <li>
          Back after a loss: <UiLink href={`/deals/${earlierDeal.id}`}>{earlierDeal.name}</UiLink>
          {earlierDeal.closedAt && (
            <span className={classes.detail}>
              closed <InstantText at={earlierDeal.closedAt} say="day" />
            </span>
          )}
        </li>
      )}
      {laterDeals.map(({ id, name, status }) => (
        <li key={id}>
          They came back: <UiLink href={`/deals/${id}`}>{name}</UiLink>
          <StatusMark status={status} />
        </li>
      ))}
    </ul>
  );
}
