import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { debriefsContract } from "../contract.ts";
import type { Learn } from "./AnswerList.tsx";
import { RecordedDebrief } from "./RecordedDebrief.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
const deals = apiOf<typeof dealsContract>("deals");
const catalogue = apiOf<typeof reasonsContract>("reasons");

const whatFor = {
  lost: "Two minutes: why, what was ours, and which open deals carry the same mistake.",
  won: "Two minutes: what did we do right, and can it be repeated?",
};

/** A deal's debriefs, newest first: one a close, and the one that waits. */
export default function DealDebriefs({ dealId, learn }: { dealId: string; learn?: Learn }) {
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const all = useQuery(debriefs.listDebriefs.queryOptions({ input: { dealId } }));
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  if (!deal.data || !all.data || !reasons.data) {
    return all.error ? <Refusal problem={told(all.error)} /> : null;
  }

  const closedAt = deal.data.closedAt;
  const current = all.data.rows.find((one) => one.closedAt === closedAt && one.state === "recorded");
  const begun = all.data.rows.some((one) => one.closedAt === closedAt && one.state === "draft");
  const recorded = all.data.rows.filter((one) => one.state === "recorded");
  const waits = deal.data.mayChange && deal.data.status !== "open" && !current;
  if (!waits && recorded.length === 0) return null;
  return (
    <Section
      title="Debrief"
      lead={waits ? whatFor[deal.data.status === "won" ? "won" : "lost"] : undefined}
      actions={
        waits && (
          <Button component={UiLink} href={`/deals/${dealId}/debrief`}>
            {begun ? "Go on with the debrief" : "Start the debrief"}
          </Button>
        )
      }
    >
      {recorded.map((one) => (
        <RecordedDebrief key={one.id} debrief={one} reasons={reasons.data.rows} steps={deal.data.steps} learn={learn} />
      ))}
    </Section>
  );
}
