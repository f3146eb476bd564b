import { CatchBoundary, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import DealFit from "../../features/audience/ideal-customer/screens/DealFit.tsx";
import DealAudience from "../../features/audience/on-deals/screens/DealAudience.tsx";
import DealCheckUp from "../../features/check-ups/screens/DealCheckUp.tsx";
import type { dealsContract } from "../../features/deals/contract.ts";
import { DealPage } from "../../features/deals/screens/DealPage.tsx";
import DealDebriefs from "../../features/debriefs/screens/DealDebriefs.tsx";
import DealOdds from "../../features/insights/screens/DealOdds.tsx";
import DealTasks from "../../features/pipeline-check/screens/DealTasks.tsx";
import { FlagRepair } from "../../features/pipeline-check/screens/FlagRepair.tsx";
import DealPractices from "../../features/playbook/screens/DealPractices.tsx";
import { DraftPractice } from "../../features/playbook/screens/DraftPractice.tsx";
import DealPostMortem from "../../features/post-mortems/conversations/screens/DealPostMortem.tsx";
import DealVoices from "../../features/post-mortems/voices/screens/DealVoices.tsx";
import DealRecovery from "../../features/recovery/screens/DealRecovery.tsx";
import DealFlags from "../../features/red-flags/screens/DealFlags.tsx";
import { apiOf } from "../../platform/browser/api.ts";
import { Together } from "../../platform/browser/Together.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";

const deals = apiOf<typeof dealsContract>("deals");

/** The deal with what other features say about it, all at once. */
export default function DealRoute() {
  const { dealId = "" } = useParams({ strict: false });
  const knownBy = deals.showDeal.queryKey({ input: { id: dealId } });
  return (
    <Together key={dealId} knownBy={knownBy} waiting={<Skeletons shape="page" />}>
      <DealPage
        dealId={dealId}
        panels={{
          flags: (
            <Panel key="flags">
              <DealFlags dealId={dealId} repairFor={({ flagId }) => <FlagRepair dealId={dealId} flagId={flagId} />} />
            </Panel>
          ),
          debriefs: (
            <Panel key="debriefs">
              <DealDebriefs
                dealId={dealId}
                learn={(debriefId, lesson) => <DraftPractice source="lesson" sourceId={debriefId} lesson={lesson} />}
              />
            </Panel>
          ),
          voices: (
            <Panel key="voices">
              <DealVoices dealId={dealId} />
            </Panel>
          ),
          postMortem: (
            <Panel key="postMortem">
              <DealPostMortem dealId={dealId} />
            </Panel>
          ),
          recovery: (
            <Panel key="recovery">
              <DealRecovery dealId={dealId} />
            </Panel>
          ),
          odds: (
            <Panel key="odds">
              <DealOdds dealId={dealId} />
            </Panel>
          ),
          fit: (
            <Panel key="fit">
              <DealFit dealId={dealId} />
            </Panel>
          ),
          audience: (
            <Panel key="audience">
              <DealAudience dealId={dealId} />
            </Panel>
          ),
          tasks: (
            <Panel key="tasks">
              <DealTasks dealId={dealId} />
            </Panel>
          ),
          practices: (
            <Panel key="practices">
              <DealPractices dealId={dealId} />
            </Panel>
          ),
          checkUp: (
            <Panel key="checkUp">
              <DealCheckUp dealId={dealId} />
            </Panel>
          ),
        }}
      />
    </Together>
  );
}

/** A part that does not come is missing by itself; the deal stays readable. */
function Panel({ children }: { children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={() => "panel"} errorComponent={PanelMissing}>
      {children}
    </CatchBoundary>
  );
}

function PanelMissing() {
  return (
    <ErrorState
      happened="A part of this page did not load."
      toDo="Check the connection, then load the page again."
      onRetry={() => window.location.reload()}
      retryLabel="Load again"
    />
  );
}
