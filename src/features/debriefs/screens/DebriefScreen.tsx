import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { DebriefShape, debriefsContract } from "../contract.ts";
import { DebriefForm } from "./DebriefForm.tsx";
import { DebriefResult } from "./DebriefResult.tsx";
import { RecordedDebrief } from "./RecordedDebrief.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

/** The two-minute review of a closed deal, and what it changes at once. */
export function DebriefScreen({ check }: { check: (flagIds: string[]) => ReactNode }) {
  const { dealId = "" } = useParams({ strict: false });
  return <Debrief key={dealId} dealId={dealId} check={check} />;
}

function Debrief({ dealId, check }: { dealId: string; check: (flagIds: string[]) => ReactNode }) {
  const [recorded, setRecorded] = useState<DebriefShape | null>(null);
  // Opened once: what somebody is writing must not be replaced by a refetch.
  const sheet = useQuery(
    debriefs.openDebrief.queryOptions({
      input: { dealId },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  );
  const back = { label: sheet.data?.deal.name ?? "The deal", href: `/deals/${dealId}` };

  if (sheet.isPending) return <Skeletons shape="page" />;
  if (sheet.isError) {
    const { title, detail } = told(sheet.error);
    return (
      <Page title="Debrief" back={back} width="reading">
        <ErrorState happened={title} toDo={detail} onRetry={() => void sheet.refetch()} />
      </Page>
    );
  }
  if (recorded) return <DebriefResult sheet={sheet.data} recorded={recorded} check={check} />;
  if (sheet.data.debrief?.state === "recorded") {
    return (
      <Page title={`Debrief of ${sheet.data.deal.name}`} back={back} width="reading">
        <RecordedDebrief debrief={sheet.data.debrief} reasons={sheet.data.reasons} steps={sheet.data.steps} />
      </Page>
    );
  }
  return <DebriefForm sheet={sheet.data} onRecorded={setRecorded} />;
}
