import { CheckUpsPage } from "../../features/check-ups/screens/CheckUpsPage.tsx";
import { OfferChanges } from "../../features/check-ups/screens/OfferChanges.tsx";
import { ProductLimits } from "../../features/debriefs/screens/ProductLimits.tsx";

/** What is otherwise than when customers were lost, as their calls' briefs tell it. */
export default function ChangesRoute() {
  return (
    <CheckUpsPage
      current="/check-ups/changes"
      title="What changed"
      lead="A lost customer listens when what stood in the way is gone. What is noted here stands in the brief of every call it matters to."
    >
      <OfferChanges />
      <ProductLimits />
    </CheckUpsPage>
  );
}
