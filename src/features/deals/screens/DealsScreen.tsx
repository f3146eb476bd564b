import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { DealRow, dealsContract } from "../contract.ts";
import { DealFilters } from "./DealFilters.tsx";
import classes from "./DealsScreen.module.css";
import { KeyButton } from "./KeyButton.tsx";
import { NoDeals } from "./NoDeals.tsx";
import { endingInWords, standingInWords } from "./name-deal-parts.ts";
import { type DealFilter, mayBeLeftBehind, useDealFilter } from "./use-deal-filter.ts";
import { useMayAddDeals, useMayImport } from "./use-people.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** Every deal this person sees, newest first. */
export default function DealsScreen() {
  const navigate = useNavigateTo();
  const mayAdd = useMayAddDeals();
  const mayImport = useMayImport();
  const { filter, change } = useDealFilter();
  const [current, setCurrent] = useState<DealRow | null>(null);
  const asked = deals.listDeals.infiniteOptions({
    input: (after: string | undefined) => ({ limit: 50, ...askedFor(filter), ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const list = useInfiniteQuery(asked);
  // While other deals are on their way, those still shown keep the columns that say something about them.
  const [shown, setShown] = useState(filter.status);
  if (!list.isPlaceholderData && shown !== filter.status) setShown(filter.status);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const debriefs = mayAdd && current !== null && current.status !== "open" && rows.some(({ id }) => id === current.id);

  useShortcut("n", () => navigate("/deals/new"), "Add a deal", { enabled: mayAdd });
  useShortcut("d", () => current && navigate(`/deals/${current.id}/debrief`), "Debrief the deal in focus", {
    enabled: debriefs,
    group: "In a list",
  });

  return (
    <Together knownBy={asked.queryKey} waiting={<Skeletons shape="page" />}>
      <Page
        title="Deals"
        actions={
          mayAdd && (
            <>
              {mayImport && (
                <Button component={UiLink} href="/import" variant="default">
                  Import
                </Button>
              )}
              <KeyButton keys="n" href="/deals/new">
                Add a deal
              </KeyButton>
            </>
          )
        }
      >
        <DealFilters filter={filter} onChange={change} />
        {list.isError && !list.data ? (
          <ErrorState
            happened="The deals did not load."
            means={told(list.error).title}
            toDo="Nothing was changed."
            onRetry={() => void list.refetch()}
          />
        ) : (
          <div className={classes.list} data-stale={list.isPlaceholderData || undefined}>
            <DataTable
              caption={captions[shown]}
              columns={columnsFor(shown, mayAdd)}
              rows={rows}
              keyOf={(deal) => deal.id}
              hrefOf={(deal) => `/deals/${deal.id}`}
              loading={list.isPending}
              onCurrent={setCurrent}
              more={moreOf(list)}
              files={{ ...exportLinks("deals", askedFor(filter)), others: { label: "All tables …", href: "/exports" } }}
              empty={<NoDeals filter={filter} onClear={change} />}
            />
            {list.isError && <Refusal problem={told(list.error)} />}
          </div>
        )}
      </Page>
    </Together>
  );
}

function askedFor({
  status,
  ownerId,
  pipelineId,
  stageId,
  waiting,
  leftBehind,
  search,
  closedFrom,
  closedUntil,
}: DealFilter) {
  // Whoever names a deal looks for it, wherever it is.
  const sortsOut = mayBeLeftBehind(status) && (leftBehind || search === "");
  return {
    ...(status === "all" ? {} : { status }),
    ...(ownerId ? { ownerId } : {}),
    ...(pipelineId ? { pipelineId } : {}),
    ...(stageId ? { stageId } : {}),
    ...(waiting && status !== "open" ? { debriefed: false } : {}),
    ...(closedFrom ? { closedFrom } : {}),
    ...(closedUntil ? { closedUntil } : {}),
    ...(sortsOut ? { putAway: leftBehind } : {}),
    ...(search ? { search } : {}),
  };
}

const captions: Record<DealFilter["status"], string> = {
  open: "Open deals, newest first",
  lost: "Lost deals, newest first",
  won: "Won deals, newest first",
  all: "Deals, newest first",
};

const deal: Column<DealRow> = {
  id: "deal",
  heading: "Deal",
  onPhone: "title",
  cell: (row) => (
    <>
      <span className={classes.name}>{row.name}</span>
      {row.accountName && !row.name.includes(row.accountName) && (
        <span className={classes.account}> {row.accountName}</span>
      )}
    </>
  ),
};
const owner: Column<DealRow> = {
  id: "owner",
  heading: "Owner",
  onPhone: "plain",
  cell: (row) => row.ownerName ?? <span className={classes.quiet}>Nobody</span>,
};
const standing: Column<DealRow> = {
  id: "standing",
  heading: "Stage",
  onPhone: "plain",
  cell: (row) => (
    <span className={classes.standing}>
      <StatusMark status={row.status} label={standingInWords(row)} />
      {row.snoozedUntil && (
        <span className={classes.quiet}>
          rests until <DayText on={row.snoozedUntil} />
        </span>
      )}
    </span>
  ),
};
const ending: Column<DealRow> = {
  id: "ending",
  heading: "How it ended",
  onPhone: "plain",
  cell: (row) => <StatusMark status={row.status} label={endingInWords(row)} />,
};
const amount: Column<DealRow> = {
  id: "amount",
  heading: "Amount",
  align: "right",
  onPhone: "value",
  cell: (row) =>
    row.amount ? (
      <MoneyText minorUnits={row.amount.amountCents} currency={row.amount.currency} />
    ) : (
      <span className={classes.quiet}>–</span>
    ),
};
const began: Column<DealRow> = {
  id: "began",
  heading: "Began",
  onPhone: "hidden",
  needsRoom: true,
  cell: (row) => row.createdAt && <InstantText at={row.createdAt} say="day" />,
};
const expected: Column<DealRow> = {
  id: "expected",
  heading: "Expected close",
  onPhone: "line",
  cell: (row) =>
    row.expectedCloseOn ? <DayText on={row.expectedCloseOn} /> : <span className={classes.quiet}>Not set</span>,
};
const closed: Column<DealRow> = {
  id: "closed",
  heading: "Closed",
  onPhone: "line",
  cell: (row) =>
    row.closedAt ? <InstantText at={row.closedAt} say="day" /> : <span className={classes.quiet}>–</span>,
};
const debrief: Column<DealRow> = {
  id: "debrief",
  heading: "Debrief",
  onPhone: "plain",
  cell: (row) =>
    row.debriefed ? (
      <span className={classes.quiet}>Debriefed</span>
    ) : (
      row.status !== "open" && (
        <UiLink href={`/deals/${row.id}/debrief`}>
          Debrief<span className="only-for-screen-readers"> {row.name}</span>
        </UiLink>
      )
    ),
};
const debriefed: Column<DealRow> = {
  ...debrief,
  cell: (row) => row.debriefed && <span className={classes.quiet}>Debriefed</span>,
};

function columnsFor(status: DealFilter["status"], mayDebrief: boolean): Column<DealRow>[] {
  switch (status) {
    case "open":
      return [deal, standing, owner, amount, expected, began];
    case "all":
      return [deal, standing, owner, amount, began, closed];
    default:
      return [deal, ending, owner, amount, closed, mayDebrief ? debrief : debriefed];
  }
}
