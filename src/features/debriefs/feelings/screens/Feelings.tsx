import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../../platform/browser/api.ts";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { debriefsContract } from "../../contract.ts";
import { Question } from "../../screens/Question.tsx";
import { ClosedFeelings } from "./ClosedFeelings.tsx";
import classes from "./Feelings.module.css";
import { FeelingsFields } from "./FeelingsFields.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Props = { dealId: string; closedAt: string | null };

/** In a debrief: how it feels, if somebody wants to say so, to themselves alone. */
export function Feelings({ dealId, closedAt }: Props) {
  const input = { dealId, ...(closedAt ? { closedAt } : {}) };
  // Opened once: what somebody is writing must not be replaced by a refetch.
  const opened = useQuery({
    ...debriefs.showFeelings.queryOptions({ input }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // A debrief is complete without it: where it does not come, nothing is missing.
  if (!opened.data) return null;
  const { own, whyNotKept } = opened.data;
  return (
    <Question
      title="How does it feel?"
      hint="Nobody has to say. Only you ever see this: no colleague, no manager, no admin, no export."
    >
      {own.kind === "closed" ? (
        <ClosedFeelings {...input} why={own.why} onDeleted={() => void opened.refetch()} />
      ) : whyNotKept !== null ? (
        <p className={classes.why} role="note">
          {whyNotKept}
        </p>
      ) : (
        <FeelingsFields {...input} own={own} />
      )}
      <p className={classes.more}>
        <UiLink href="/comeback/feelings">What you wrote about other deals</UiLink>
      </p>
    </Question>
  );
}
