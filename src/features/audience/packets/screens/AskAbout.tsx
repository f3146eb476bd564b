import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../../platform/browser/api.ts";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { teamContract } from "../../../team/contract.ts";
import { addressOf } from "../../screens/report-address.ts";
import { mayAskMarketing } from "../access.ts";

const team = apiOf<typeof teamContract>("team");

/** To whoever may ask marketing about it: the way to a packet that begins with this evidence. */
export function AskAbout({ evidence }: { evidence: Record<string, string | undefined> }) {
  const member = useQuery(team.me.queryOptions()).data?.member;
  if (!member || !mayAskMarketing(member)) return null;
  return (
    <Button component={UiLink} href={addressOf("/audience/packets/new", evidence)} variant="default">
      Send to marketing
    </Button>
  );
}
