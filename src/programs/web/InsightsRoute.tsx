import { useQuery } from "@tanstack/react-query";
import { maySeeReasonQuality } from "../../features/debriefs/reason-quality/access.ts";
import ReasonQuality from "../../features/debriefs/screens/ReasonQuality.tsx";
import WhyWeLoseScreen from "../../features/insights/screens/WhyWeLoseScreen.tsx";
import type { teamContract } from "../../features/team/contract.ts";
import { apiOf } from "../../platform/browser/api.ts";
import { Section } from "../../ui/Page.tsx";

const team = apiOf<typeof teamContract>("team");

/** Why we lose, with how far the reasons it counts can be relied on, for whom that is. */
export default function InsightsRoute() {
  const member = useQuery(team.me.queryOptions()).data?.member;
  return (
    <WhyWeLoseScreen
      reasonQuality={
        member &&
        maySeeReasonQuality(member) && (
          <Section title="How far these reasons can be relied on">
            <ReasonQuality />
          </Section>
        )
      }
    />
  );
}
