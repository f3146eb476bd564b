import { Button } from "@mantine/core";
import { UiLink } from "../../../ui/UiLink.tsx";
import { useMayInsights } from "./use-insights.ts";

/** To whoever may ask marketing about it: the way to a packet that begins with this evidence. */
export function SendToMarketing({ evidence }: { evidence: object }) {
  const { change: mayAsk } = useMayInsights();
  if (!mayAsk) return null;
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(evidence)) if (typeof value === "string") asked.set(name, value);
  return (
    <Button component={UiLink} href={`/audience/packets/new?${asked}`} variant="default">
      Send to marketing
    </Button>
  );
}
