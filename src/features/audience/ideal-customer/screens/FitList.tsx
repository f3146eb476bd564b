import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { audience } from "../../screens/use-audience.ts";
import type { FitRow } from "../contract.ts";
import classes from "./IdealCustomer.module.css";
import { fitWords, pointsWords, whyWords } from "./tell-card.ts";
import { useWording } from "./use-ideal-customer.ts";

type Order = "best" | "worst";

/** Open deals by how well they fit, or those of them that practically never buy. */
export function FitList({ neverBuys = false }: { neverBuys?: boolean }) {
  const wording = useWording();
  const { order, setOrder } = useOrder(neverBuys);
  const list = useInfiniteQuery(
    audience.listFits.infiniteOptions({
      input: (after: string | undefined) => ({ first: order, neverBuys, limit: 10, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: (before) => before,
    }),
  );
  const failure = list.error && !list.data ? told(list.error) : undefined;
  if (failure) return <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void list.refetch()} />;
  const columns: Column<FitRow>[] = [
    { ...{ id: "deal", heading: "Deal", onPhone: "title" }, cell: ({ deal }) => deal.name },
    {
      ...{ id: "points", heading: "Points", align: "right", onPhone: "value" },
      cell: ({ points }) => pointsWords(points, wording.reader),
    },
    {
      ...{ id: "fit", heading: "Fit", onPhone: "plain" },
      cell: (row) => <span className={classes.fit}>{row.neverBuys ? "Never going to buy" : fitWords[row.fit]}</span>,
    },
    {
      ...{ id: "why", heading: "Why", onPhone: "plain", wrap: true },
      cell: (row) => (
        <>
          {whyWords(row, wording)}
          {row.unknown.length > 0 && <span className={classes.quiet}> · not known: {row.unknown.join(", ")}</span>}
        </>
      ),
    },
    { ...{ id: "stage", heading: "Stage", onPhone: "plain" }, cell: ({ deal }) => deal.stageName },
    {
      ...{ id: "owner", heading: "Owner", onPhone: "plain", needsRoom: true },
      cell: ({ deal }) => deal.ownerName ?? "Nobody",
    },
  ];
  return (
    <>
      {!neverBuys && (
        <SegmentedControl
          className={`${classes.order} not-in-print`}
          aria-label="Which open deals first"
          data={[
            { value: "best", label: "Best fit first" },
            { value: "worst", label: "Worst fit first" },
          ]}
          value={order}
          onChange={setOrder}
        />
      )}
      <DataTable
        caption={
          neverBuys
            ? "Open deals in their first stages of whom practically none buys"
            : `Open deals, ${order} fit first`
        }
        columns={columns}
        rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
        keyOf={({ deal }) => deal.id}
        hrefOf={({ deal }) => `/deals/${deal.id}`}
        loading={list.isPending}
        keys={false}
        files={exportLinks("fits", { first: order, neverBuys })}
        more={moreOf(list)}
        empty={
          <EmptyState line={neverBuys ? "No open deal in a first stage has so few points." : "No deal is open."} />
        }
      />
    </>
  );
}

/** Which come first is kept in the address, so that a link and a saved view lead back to it. */
function useOrder(neverBuys: boolean): { order: Order; setOrder: (order: string) => void } {
  const router = useRouter();
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const isWorst = neverBuys || new URLSearchParams(search).get("order") === "worst";
  const setOrder = (order: string) => {
    // The list stays where it is: nobody wants to be taken to the top of the page for it.
    const href = router.history.location.pathname + (order === "worst" ? "?order=worst" : "");
    void router.navigate({ href, replace: true, resetScroll: false });
  };
  return { order: isWorst ? "worst" : "best", setOrder };
}
