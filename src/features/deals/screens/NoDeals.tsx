import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { dealsContract } from "../contract.ts";
import classes from "./DealsScreen.module.css";
import { type DealFilter, isNarrowed } from "./use-deal-filter.ts";
import { useMayAddDeals, useMayImport } from "./use-people.ts";

const deals = apiOf<typeof dealsContract>("deals");
type Props = { filter: DealFilter; onClear: (part: Partial<DealFilter>) => void };

const lines: Record<DealFilter["status"], string> = {
  open: "No deal is open right now.",
  lost: "No deal is lost. Losses you mark are listed here, each with its debrief.",
  won: "No deal is won yet. Wins are debriefed too.",
  all: "No deals yet.",
};

/** An empty list says which of three it is: nothing matches, nothing of this status, or nothing at all. */
export function NoDeals({ filter, onClear }: Props) {
  const mayAdd = useMayAddDeals();
  const mayImport = useMayImport();
  const any = useQuery(deals.listDeals.queryOptions({ input: { limit: 1 } }));
  if (any.isPending) return <div className={classes.undecided} />;
  if (any.data?.rows.length === 0) {
    return (
      <EmptyState
        line="Your deals, newest first: open ones with their stage, closed ones with how they ended."
        example={
          <p className={classes.example}>
            <span>Packaging line 2</span>
            <StatusMark status="open" label="Proposal" />
            <span>Expected close 14 March</span>
          </p>
        }
        action={
          mayAdd && (
            <div className={classes.actions}>
              {mayImport && (
                <Button component={UiLink} href="/import">
                  Import a CSV file
                </Button>
              )}
              <Button component={UiLink} href="/deals/new" variant="default">
                Add a deal by hand
              </Button>
            </div>
          )
        }
      />
    );
  }
  if (!isNarrowed(filter)) return <EmptyState line={lines[filter.status]} />;
  const isOfDays = Boolean(filter.closedFrom || filter.closedUntil);
  const others = Boolean(filter.search || filter.ownerId || filter.pipelineId || filter.stageId || isOfDays);
  if (filter.leftBehind && !filter.waiting && !others) {
    return <EmptyState line="You left no loss behind. A reset takes one out of your lists; here it is found again." />;
  }
  if (filter.waiting && !filter.leftBehind && !others) {
    return <EmptyState line={`Every ${filter.status} deal is debriefed.`} />;
  }
  return (
    <EmptyState
      line={filter.search ? `No deal here is called “${filter.search}”.` : "No deal here matches."}
      action={
        <Button
          variant="default"
          onClick={() =>
            onClear({
              ...{ ownerId: null, pipelineId: null, stageId: null, waiting: false, leftBehind: false },
              ...{ closedFrom: null, closedUntil: null, search: "" },
            })
          }
        >
          Show all of them
        </Button>
      }
    />
  );
}
