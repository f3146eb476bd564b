import { LossOutcome } from "../../features/debriefs/screens/DebriefOutcome.tsx";
import { RulesCheck } from "../../features/pipeline-check/screens/RulesCheck.tsx";
import { WhatNowScreen } from "../../features/recovery/screens/WhatNowScreen.tsx";

/** What can be done after a loss, beside the open deals that what was promised is held against. */
export default function WhatNowRoute() {
  return (
    <WhatNowScreen
      result={(dealId) => <LossOutcome dealId={dealId} check={(flagIds) => <RulesCheck flagIds={flagIds} />} />}
    />
  );
}
