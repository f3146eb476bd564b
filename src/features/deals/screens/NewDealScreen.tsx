import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { seesBeyondSelling } from "../../team/access.ts";
import type { dealsContract } from "../contract.ts";
import { DealForm, type DealValues, stagesOf } from "./DealForm.tsx";
import { readDealsAgain } from "./use-deal-write.ts";
import { useMe, usePeople } from "./use-people.ts";
import { usePipelines } from "./use-pipelines.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** Adds a deal by hand. */
export default function NewDealScreen() {
  const navigate = useNavigateTo();
  const known = useQueryClient();
  const me = useMe().data;
  const people = usePeople();
  const pipelines = usePipelines();
  // One id for every try: a save that got through without its answer is found again, not made twice.
  const [id] = useState(() => crypto.randomUUID());
  const save = useMutation({
    mutationFn: (values: DealValues) => deals.saveDeal.call({ id, ...values }),
    onSuccess: (deal) => {
      void readDealsAgain(known);
      showNotice({ message: `${deal.name} is added.` });
      navigate(`/deals/${deal.id}`);
    },
  });
  const missing = people.error ?? pipelines.error;
  const first = pipelines.data?.rows[0];
  return (
    <Page
      title="Add a deal"
      lead="The name is enough to begin with; the rest can follow."
      back={{ label: "Deals", href: "/deals" }}
      width="reading"
    >
      {missing && !(people.data && pipelines.data) ? (
        <ErrorState
          happened={told(missing).title}
          toDo={told(missing).detail}
          onRetry={() => {
            void people.refetch();
            void pipelines.refetch();
          }}
        />
      ) : me && people.data && first ? (
        <DealForm
          start={{
            name: "",
            accountName: "",
            ownerId: me.member.id,
            pipelineId: first.id,
            stageId: stagesOf([first], first.id)[0]?.id ?? "",
            amount: "",
            currency: me.workspace.currency,
            expectedCloseOn: null,
            pitchedOn: null,
            offeredTermMonths: null,
            competitor: "",
            leadSource: "",
          }}
          pipelines={pipelines.data?.rows ?? []}
          people={people.data}
          mayPassOn={seesBeyondSelling(me.member)}
          isClosed={false}
          saveLabel="Add the deal"
          isSaving={save.isPending}
          refusal={save.error}
          onSave={(values) => save.mutate(values)}
          cancel={
            <Button component={UiLink} href="/deals" variant="subtle">
              Cancel
            </Button>
          }
        />
      ) : (
        <Skeletons shape="text" count={8} />
      )}
    </Page>
  );
}
