import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayEditCatalogue } from "../access.ts";
import type { reasonsContract } from "../contract.ts";
import { ReasonsTable } from "./ReasonsTable.tsx";
import { RepairsTable } from "./RepairsTable.tsx";

const team = apiOf<typeof teamContract>("team");
const reasons = apiOf<typeof reasonsContract>("reasons");

/** The chain a team sells by: why deals are lost and won, the step and flag of each reason, and what repairs a flag. */
export default function CatalogueSettings() {
  const [outcome, setOutcome] = useState("lost");
  const listed = useQuery(reasons.listReasons.queryOptions());
  const repairs = useQuery(reasons.listRepairs.queryOptions());
  const me = useQuery(team.me.queryOptions());
  const mayChange = me.data ? mayEditCatalogue(me.data.member) : false;
  const failure = listed.error ?? repairs.error;
  if (failure) return <Refusal problem={told(failure)} />;
  return (
    <>
      <SegmentedControl
        aria-label="Which reasons"
        data={[
          { value: "lost", label: "Why we lose" },
          { value: "won", label: "Why we win" },
        ]}
        value={outcome}
        onChange={setOutcome}
      />
      <ReasonsTable
        outcome={outcome === "won" ? "won" : "lost"}
        reasons={listed.data?.rows.filter((reason) => reason.appliesTo === outcome) ?? []}
        loading={listed.isPending}
        mayChange={mayChange}
      />
      <RepairsTable repairs={repairs.data?.rows ?? []} loading={repairs.isPending} mayChange={mayChange} />
    </>
  );
}
