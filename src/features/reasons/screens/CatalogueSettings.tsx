import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayEditCatalogue } from "../access.ts";
import type { reasonsContract } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";
import { ReasonsPart } from "./ReasonsPart.tsx";
import { RepairsPart } from "./RepairsPart.tsx";

const reasons = apiOf<typeof reasonsContract>("reasons");
const team = apiOf<typeof teamContract>("team");

/** The chain a team sells by: why deals are lost and won, the step and flag of each reason, and what repairs a flag. */
export default function CatalogueSettings() {
  const [chosen, setChosen] = useState<"lost" | "won">("lost");
  const me = useQuery(team.me.queryOptions());
  const listed = useQuery(reasons.listReasons.queryOptions());
  const repairs = useQuery(reasons.listRepairs.queryOptions());
  const dialog = useOpened();
  const rows = useRowKeys<HTMLDivElement>();
  const failure = listed.error ?? repairs.error;
  if (failure && !(listed.data && repairs.data))
    return (
      <ErrorState
        happened="The catalogue did not load."
        means={told(failure).title}
        toDo="Nothing was changed."
        onRetry={() => void Promise.all([listed.refetch(), repairs.refetch()])}
      />
    );
  if (!listed.data || !repairs.data || !me.data) return <Skeletons shape="table" count={14} />;
  // A reason linked to is seen among its own kind.
  const opened = listed.data.rows.find(({ id }) => id === dialog.opened);
  const outcome = opened?.appliesTo ?? chosen;
  const shared = { dialog, repairs: repairs.data.rows, mayChange: mayEditCatalogue(me.data.member) };
  return (
    <div ref={rows} className={classes.parts}>
      <ReasonsPart
        outcome={outcome}
        reasons={listed.data.rows.filter((reason) => reason.appliesTo === outcome)}
        choice={
          <SegmentedControl
            aria-label="Which reasons"
            data={[
              { value: "lost", label: "Why we lose" },
              { value: "won", label: "Why we win" },
            ]}
            value={outcome}
            onChange={(value) => setChosen(value === "won" ? "won" : "lost")}
          />
        }
        {...shared}
      />
      <RepairsPart {...shared} />
    </div>
  );
}
