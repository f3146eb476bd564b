import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import type { QuotaShape } from "../quota-gap/contract.ts";
import { QuotaForm } from "./QuotaForm.tsx";
import { periodWords } from "./quota-words.ts";
import { recovery, useBlockActs } from "./use-block.ts";

const team = apiOf<typeof teamContract>("team");

/** What everybody one leads, or oneself, is to win in which period. */
export default function QuotaSettings() {
  const reader = useReader();
  const { opened, hrefOf, close } = useOpened();
  const me = useQuery(team.me.queryOptions());
  const { act } = useBlockActs();
  const list = useInfiniteQuery(
    recovery.listQuotas.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const member = me.data?.member;
  const may = member !== undefined && (member.role !== "marketing" || member.isOwner);
  const remove = ({ memberId, beginsOn, endsOn, amount, memberName }: QuotaShape) => {
    const key = { memberId, beginsOn, endsOn };
    void act(
      () => recovery.removeQuota.call(key),
      () =>
        showUndo(`${memberName}'s quota for ${periodWords(key, reader)} is removed.`, () => {
          void act(() => recovery.saveQuota.call({ ...key, ...amount }));
        }),
    );
  };
  const columns: Column<QuotaShape>[] = [
    { id: "name", heading: "Name", cell: ({ memberName }) => memberName },
    { id: "period", heading: "Period", cell: (quota) => periodWords(quota, reader), onPhone: "plain" },
    {
      id: "amount",
      heading: "Quota",
      align: "right",
      onPhone: "value",
      cell: ({ amount }) => <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />,
    },
    { id: "by", heading: "Set by", cell: ({ setByName }) => setByName, needsRoom: true, onPhone: "hidden" },
    {
      id: "remove",
      heading: "",
      onPhone: "plain",
      cell: (quota) =>
        quota.mayChange && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove ${quota.memberName}'s quota for ${periodWords(quota, reader)}`}
            onClick={() => remove(quota)}
          >
            Remove
          </Button>
        ),
    },
  ];
  const setOne = (
    <Button component={UiLink} href={hrefOf("new")} {...(rows.length > 0 ? { variant: "default" as const } : {})}>
      Set a quota
    </Button>
  );
  return (
    <Section
      title="Quotas"
      lead="What a person is to win in a month, a quarter, a year, or any days. Whoever leads somebody sets theirs; everybody sees their own."
      actions={may && rows.length > 0 && setOne}
    >
      {list.error && !list.data && (
        <ErrorState
          happened={told(list.error).title}
          toDo={told(list.error).detail}
          onRetry={() => void list.refetch()}
        />
      )}
      <DataTable
        caption="Quotas, by name"
        columns={columns}
        rows={rows}
        keyOf={({ memberId, beginsOn, endsOn }) => memberId + beginsOn + endsOn}
        hrefOf={({ memberId, beginsOn, endsOn }) =>
          `/comeback/quota?memberId=${memberId}&beginsOn=${beginsOn}&endsOn=${endsOn}`
        }
        files={exportLinks("quotas")}
        loading={list.isPending}
        empty={list.data && <EmptyState line="Nobody has a quota yet." action={may && setOne} />}
        {...(list.hasNextPage
          ? { more: { loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() } }
          : {})}
      />
      <Dialog opened={opened !== null && may} onClose={close} title="Set a quota">
        {me.data && <QuotaForm me={me.data} onDone={close} />}
      </Dialog>
    </Section>
  );
}
