import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { postMortemsContract } from "../../contract.ts";
import classes from "./LeftOut.module.css";
import { useLeaveOut } from "./use-leave-out.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

const outOf = {
  analysis: "Left out of everything told about losses, and invited to nothing",
  invitations: "Invited to nothing",
};

/** Losses that are left out, with why, and the way back in. */
export function LeftOutLosses() {
  const found = useQuery(postMortems.listLossExclusions.queryOptions());
  const leaveOut = useLeaveOut();
  if (found.error && !found.data) return <Refusal problem={told(found.error)} />;
  if (!found.data) return null;
  const { rows } = found.data;
  return (
    <Section
      title="Left out"
      lead={
        rows.length === 0
          ? "A loss that says nothing about us (a test order, a customer in court) can be left out on its own page: of what is told about all losses, or of invitations to the customer only."
          : undefined
      }
    >
      {rows.length > 0 && (
        <ul className={classes.rows}>
          {rows.map(({ deal, leftOutOf, why, madeByName }) => (
            <li key={deal.id} className={classes.row}>
              <div>
                <UiLink className={classes.name} href={`/deals/${deal.id}`}>
                  {deal.name}
                </UiLink>
                <span className={classes.about}>
                  {[outOf[leftOutOf], why, madeByName && `by ${madeByName}`].filter(Boolean).join(" · ")}
                </span>
              </div>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                onClick={() =>
                  void leaveOut(
                    { dealId: deal.id, leftOutOf: null, why: "" },
                    { dealId: deal.id, leftOutOf, why },
                    `${deal.name} counts again.`,
                  )
                }
              >
                Take it in again<span className="only-for-screen-readers">: {deal.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
