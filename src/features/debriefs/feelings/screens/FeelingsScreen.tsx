import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { ShowMore } from "../../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { debriefsContract } from "../../contract.ts";
import { ClosedFeelings } from "./ClosedFeelings.tsx";
import classes from "./Feelings.module.css";
import { FeelingsSaidWords } from "./FeelingsSaidWords.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

const said = { lost: "Lost", won: "Won" };

/** A person's own small history of how closes felt. */
export default function FeelingsScreen() {
  const list = useInfiniteQuery(
    debriefs.listMyFeelings.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      gcTime: 0,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page
      title="How it felt"
      lead="What you wrote in your debriefs. Only you see this: no colleague, no manager, no admin, no export."
      back={{ label: "Comeback", href: "/comeback" }}
      width="reading"
    >
      {list.isPending && <Skeletons shape="text" />}
      {list.error && !list.data && (
        <ErrorState
          happened={told(list.error).title}
          toDo={told(list.error).detail}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.data && rows.length === 0 && (
        <EmptyState
          line="How your wins and losses felt, if you write it down in a debrief."
          example={<FeelingsSaidWords step={2} words="I had counted on this one. Slept badly, then went running." />}
          action={
            <Button component={UiLink} href="/deals?status=lost&debriefed=false">
              Debrief a loss
            </Button>
          }
        />
      )}
      {rows.length > 0 && (
        <ul className={classes.history}>
          {rows.map(({ dealId, dealName, outcome, closedAt, own }) => (
            <li key={`${dealId} ${closedAt}`}>
              <h2 className={classes.title}>
                {dealName === null ? (
                  "A deal that is a colleague's now"
                ) : (
                  <UiLink href={`/deals/${dealId}`}>{dealName}</UiLink>
                )}
                <span className={classes.private}>
                  {outcome ? said[outcome] : "Closed"} <InstantText at={closedAt} say="day" />
                </span>
              </h2>
              {own.kind === "open" && <FeelingsSaidWords {...own} />}
              {own.kind === "closed" && (
                <ClosedFeelings
                  dealId={dealId}
                  closedAt={closedAt}
                  why={own.why}
                  onDeleted={() => void list.refetch()}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} />
    </Page>
  );
}
