import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { mayKeepOffer } from "../../check-ups/access.ts";
import type { teamContract } from "../../team/contract.ts";
import type { debriefsContract } from "../contract.ts";
import type { LimitStatus, ProductLimit } from "../product-limits/contract.ts";
import { LimitDeals } from "./LimitDeals.tsx";
import { LimitForm } from "./LimitForm.tsx";
import classes from "./ProductLimits.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
const team = apiOf<typeof teamContract>("team");

const statusWords: Record<LimitStatus, string> = { open: "Open", planned: "Planned", resolved: "Resolved" };

const columns: Column<ProductLimit>[] = [
  { id: "name", heading: "Limit", cell: ({ name }) => name, wrap: true, onPhone: "title" },
  {
    id: "status",
    heading: "Status",
    onPhone: "value",
    cell: ({ status, statusOn }) => (
      <span className={classes.status} data-status={status}>
        {statusWords[status]}
        {statusOn && (
          <>
            {" "}
            <DayText on={statusOn} />
          </>
        )}
      </span>
    ),
  },
  { id: "reason", heading: "Reason", cell: ({ reasonName }) => reasonName, needsRoom: true, onPhone: "hidden" },
  {
    id: "asked",
    heading: "Asked by",
    needsRoom: true,
    wrap: true,
    onPhone: "hidden",
    cell: ({ askedBy, deals, namedByCustomers }) => (
      <>
        {askedBy.join(", ")}
        {deals > askedBy.length && askedBy.length === 3 && " and others"}
        {namedByCustomers > 0 && (
          <span className={classes.said}>
            {namedByCustomers === 1 ? "1 customer says so" : `${namedByCustomers} customers say so`} themselves
          </span>
        )}
      </>
    ),
  },
  { id: "deals", heading: "Deals lost", align: "right", cell: ({ deals }) => deals },
  {
    id: "money",
    heading: "Worth",
    align: "right",
    cell: ({ amounts: [first] }) =>
      first && <MoneyText minorUnits={first.amountCents} currency={first.currency} short />,
  },
  {
    id: "named",
    heading: "Last named",
    onPhone: "hidden",
    cell: ({ lastNamedAt }) => lastNamedAt && <InstantText at={lastNamedAt} say="day" />,
  },
];

/** What the product could not do, gathered from debriefs, and what became of it. */
export function ProductLimits() {
  const me = useQuery(team.me.queryOptions());
  const dialog = useOpened();
  const list = useInfiniteQuery(
    debriefs.listProductLimits.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const opened = rows.find(({ id }) => id === dialog.opened);
  const mayKeep = me.data !== undefined && mayKeepOffer(me.data.member);
  return (
    <Section
      title="What the product could not do"
      lead="From debriefs that called a reason inherent to the product. A limit that is resolved stands in the brief of every call to a customer who asked for it."
    >
      {list.isPending && <Skeletons shape="table" />}
      {list.error && !list.data && <ErrorState happened={told(list.error).title} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && (
        <EmptyState
          line="Each need a debrief calls inherent to the product, with the deals it cost."
          example="Offline use in the warehouse: 3 deals, €48,000. Planned for March."
          action={
            <Button component={UiLink} href="/deals?status=lost&debriefed=false" variant="default">
              Debrief a loss
            </Button>
          }
        />
      )}
      {rows.length > 0 && (
        <DataTable
          caption="Limits of the product, last named first"
          columns={columns}
          files={exportLinks("product-limits")}
          rows={rows}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => dialog.hrefOf(id)}
          keys={false}
          more={moreOf(list)}
        />
      )}
      <Dialog opened={opened !== undefined} onClose={dialog.close} title={opened?.name ?? "Limit"} size="lg">
        {opened && (
          <div className={classes.dialog}>
            {mayKeep ? (
              <LimitForm
                key={opened.id}
                limit={opened}
                others={rows.filter(({ id }) => id !== opened.id)}
                onDone={dialog.close}
              />
            ) : (
              <p className={classes.words}>
                {statusWords[opened.status]}
                {opened.statusOn && (
                  <>
                    {" "}
                    <DayText on={opened.statusOn} />
                  </>
                )}
                {opened.note && `. ${opened.note}`}
              </p>
            )}
            <LimitDeals limit={opened} />
          </div>
        )}
      </Dialog>
    </Section>
  );
}
