import { LossOutcome } from "../../features/debriefs/screens/DebriefOutcome.tsx";
import { RulesCheck } from "../../features/pipeline-check/screens/RulesCheck.tsx";
import { WhatNowScreen } from "../../features/recovery/screens/WhatNowScreen.tsx";
import StoriesForLoss from "../../features/stories/screens/StoriesForLoss.tsx";

/** What can be done after a loss, beside the open deals its promise is held against and how others moved on. */
export default function WhatNowRoute() {
  return (
    <WhatNowScreen
      result={(dealId) => (
        <>
          <LossOutcome dealId={dealId} check={(flagIds) => <RulesCheck flagIds={flagIds} />} />
          <StoriesForLoss dealId={dealId} />
        </>
      )}
    />
  );
}
