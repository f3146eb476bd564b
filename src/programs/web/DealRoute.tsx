import { CatchBoundary, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { DealPage } from "../../features/deals/screens/DealPage.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";

const DealDebriefs = lazy(() => import("../../features/debriefs/screens/DealDebriefs.tsx"));
const DealTasks = lazy(() => import("../../features/pipeline-check/screens/DealTasks.tsx"));
const DealCheckUp = lazy(() => import("../../features/check-ups/screens/DealCheckUp.tsx"));
const DealFlags = lazy(() => import("../../features/red-flags/screens/DealFlags.tsx"));

/** The deal with what other features say about it. */
export default function DealRoute() {
  const { dealId = "" } = useParams({ strict: false });
  return (
    <DealPage
      key={dealId}
      dealId={dealId}
      panels={{
        flags: (
          <Panel key="flags">
            <DealFlags dealId={dealId} />
          </Panel>
        ),
        debriefs: (
          <Panel key="debriefs">
            <DealDebriefs dealId={dealId} />
          </Panel>
        ),
        tasks: (
          <Panel key="tasks">
            <DealTasks dealId={dealId} />
          </Panel>
        ),
        checkUp: (
          <Panel key="checkUp">
            <DealCheckUp dealId={dealId} />
          </Panel>
        ),
      }}
    />
  );
}

/** A part that does not come is missing by itself; the deal stays readable. */
function Panel({ children }: { children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={() => "panel"} errorComponent={PanelMissing}>
      <Suspense fallback={<Skeletons shape="text" />}>{children}</Suspense>
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
