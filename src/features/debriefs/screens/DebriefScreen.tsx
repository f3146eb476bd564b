import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import type { DebriefShape, debriefsContract } from "../contract.ts";
import { DebriefForm } from "./DebriefForm.tsx";
import { DebriefResult } from "./DebriefResult.tsx";
import { findKeptDraft } from "./kept-draft.ts";
import { NotRecorded } from "./NotRecorded.tsx";
import { RecordedDebrief } from "./RecordedDebrief.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
const team = apiOf<typeof teamContract>("team");

type Props = { check: (flagIds: string[]) => ReactNode };

/** The two-minute review of a closed deal, and what it changes at once. */
export function DebriefScreen({ check }: Props) {
  const { dealId = "" } = useParams({ strict: false });
  return <Debrief key={dealId} dealId={dealId} check={check} />;
}

function Debrief({ dealId, check }: Props & { dealId: string }) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [recorded, setRecorded] = useState<DebriefShape | null>(null);
  const input = { dealId };
  // Opened once, with what this browser kept: what somebody is writing must not be replaced by a refetch.
  const opened = useQuery({
    queryKey: [...debriefs.openDebrief.key({ input }), "with what is kept here"],
    queryFn: async ({ signal }) => {
      const [sheet, { member }] = await Promise.all([
        debriefs.openDebrief.call(input, { signal }),
        known.ensureQueryData(team.me.queryOptions()),
      ]);
      const place = { memberId: member.id, dealId };
      const onlyReads = member.role === "marketing" && !member.isOwner;
      return { sheet, place, onlyReads, kept: await findKeptDraft(place, sheet.deal.closedAt) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  if (!opened.data) {
    if (!opened.error) return <Skeletons shape="page" />;
    const { title, detail } = told(opened.error);
    return (
      <Page title="Debrief" back={{ label: "The deal", href: `/deals/${dealId}` }} width="reading">
        <ErrorState happened={title} toDo={detail} onRetry={() => void opened.refetch()} />
      </Page>
    );
  }
  const { sheet, place, kept, onlyReads } = opened.data;
  const goOn = (done: DebriefShape) => {
    if (done.outcome === "lost") navigate(`/deals/${dealId}/what-now`);
    else setRecorded(done);
  };
  if (recorded) return <DebriefResult sheet={sheet} recorded={recorded} check={check} />;
  if (sheet.debrief?.state === "recorded") {
    return (
      <Page
        title={`Debrief of ${sheet.deal.name}`}
        back={{ label: sheet.deal.name, href: `/deals/${dealId}` }}
        width="reading"
      >
        <RecordedDebrief debrief={sheet.debrief} reasons={sheet.reasons} steps={sheet.steps} />
        {kept && <NotRecorded sheet={sheet} place={place} answers={kept.answers} />}
      </Page>
    );
  }
  if (onlyReads) {
    return (
      <Page title="Debrief" back={{ label: sheet.deal.name, href: `/deals/${dealId}` }} width="reading">
        <EmptyState line="Whoever sold this deal debriefs it. What they say is read here as soon as it is recorded." />
      </Page>
    );
  }
  return <DebriefForm sheet={sheet} place={place} kept={kept} onRecorded={goOn} />;
}
