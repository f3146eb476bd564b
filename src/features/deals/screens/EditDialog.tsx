import { Button } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { seesBeyondSelling } from "../../team/access.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import { type DealDraft, DealForm, type DealValues, valuesOfDraft } from "./DealForm.tsx";
import { typedAmount } from "./read-typed-amount.ts";
import { useDealWrite } from "./use-deal-write.ts";
import { useMe, usePeople } from "./use-people.ts";
import { usePipelines } from "./use-pipelines.ts";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** Changes what is written about a deal. */
export function EditDialog({ deal, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Change ${deal.name}`} size="lg">
      <EditForm deal={deal} onClose={onClose} />
    </Dialog>
  );
}

function EditForm({ deal, onClose }: Omit<Props, "opened">) {
  const { locale } = useReader();
  const me = useMe().data;
  const people = usePeople();
  const pipelines = usePipelines();
  const putBack = useDealWrite(deal.id, {
    write: (values: DealValues) => deals.saveDeal.call({ id: deal.id, ...values }),
  });
  const save = useDealWrite(deal.id, {
    write: ({ values }: { values: DealValues; before: DealValues | undefined }) =>
      deals.saveDeal.call({ id: deal.id, ...values }),
    done: (_saved, { values, before }) => {
      if (before) showUndo(`${values.name} is changed.`, () => putBack.mutate(before));
      onClose();
    },
    sayRefusal: false,
  });
  // A draft starts once: with what it needs to offer already there.
  if (!me || people.isPending || pipelines.isPending) return <Skeletons shape="text" count={8} />;
  const before = draftOf(deal, me.workspace.currency, locale);
  return (
    <DealForm
      start={before}
      pipelines={pipelines.data?.rows ?? []}
      people={people.data ?? []}
      mayPassOn={seesBeyondSelling(me.member)}
      isClosed={deal.status !== "open"}
      saveLabel="Save"
      isSaving={save.isPending}
      refusal={save.error}
      onSave={(values) => save.mutate({ values, before: valuesOfDraft(before) })}
      cancel={
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      }
    />
  );
}

function draftOf(deal: DealPage, workspaceCurrency: string, locale: string): DealDraft {
  const currency = deal.amount?.currency ?? workspaceCurrency;
  return {
    name: deal.name,
    accountName: deal.accountName ?? "",
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    stageId: deal.stageId,
    amount: typedAmount(deal.amount?.amountCents ?? null, currency, locale),
    currency,
    expectedCloseOn: deal.expectedCloseOn,
    pitchedOn: deal.pitchedOn,
    offeredTermMonths: deal.offeredTermMonths,
    competitor: deal.competitor ?? "",
    leadSource: deal.leadSource ?? "",
  };
}
