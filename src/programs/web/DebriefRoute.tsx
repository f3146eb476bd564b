import { DebriefScreen } from "../../features/debriefs/screens/DebriefScreen.tsx";
import { RulesCheck } from "../../features/pipeline-check/screens/RulesCheck.tsx";

/** The debrief, ending in the pipeline check of what was just promised. */
export default function DebriefRoute() {
  return <DebriefScreen check={(flagIds) => <RulesCheck flagIds={flagIds} />} />;
}
