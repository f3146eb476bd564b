import { WatchSteps } from "../../features/reasons/screens/WatchSteps.tsx";
import { ProcessSettings } from "../../features/sales-process/screens/ProcessSettings.tsx";

/** The sales process, with what watches its steps on open deals. */
export default function ProcessRoute() {
  return <ProcessSettings watch={(stepIds, of) => <WatchSteps stepIds={stepIds} of={of} />} />;
}
