import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { debriefsContract } from "../contract.ts";
import type { ProductLimit } from "../product-limits/contract.ts";
import classes from "./ProductLimits.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
const atOnce = 50;

/** The lost deals it was named on, of those one sees. */
export function LimitDeals({ limit: { id, deals } }: { limit: ProductLimit }) {
  const listed = useQuery(debriefs.listLimitDeals.queryOptions({ input: { id, limit: atOnce }, enabled: deals > 0 }));
  if (deals === 0) return <p className={classes.words}>Named on no deal that is yours to see.</p>;
  if (listed.error) return <Refusal problem={told(listed.error)} />;
  return (
    <section>
      <h3 className={classes.heading}>Lost with it</h3>
      <ul className={classes.deals}>
        {listed.data?.rows.map(({ dealId, dealName, accountName, amount, note, recordedAt, ...customer }) => (
          <li key={`${dealId} ${recordedAt} ${note}`}>
            <span>
              <UiLink href={`/deals/${dealId}`}>{dealName}</UiLink>
              {note && <span className={classes.detail}>“{note}”</span>}
              {customer.customerToo && (
                <span className={classes.detail}>
                  {accountName ?? "The customer"} named it, too
                  {customer.customerWords ? `: “${customer.customerWords}”` : "; what they said stands on the deal."}
                </span>
              )}
            </span>
            <span className={classes.detail}>
              {amount && <MoneyText minorUnits={amount.amountCents} currency={amount.currency} short />}
              {amount && " · "}
              <InstantText at={recordedAt} say="day" />
            </span>
          </li>
        ))}
      </ul>
      {listed.data?.next && <p className={classes.detail}>The newest {atOnce} are shown.</p>}
    </section>
  );
}
