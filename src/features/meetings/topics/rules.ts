import type { MeetingTopic } from "../live/contract.ts";

/** What stands behind a topic's words now: the team's setting for debriefs, and what their customer agreed to. */
export type Consent = { debriefsShare: string; quoteConsent: string | null; unnamedToo: boolean };

/**
 * A topic as everybody may read it now, wherever it is shown: nothing where a customer took their consent back, or where the
 * team no longer shares lessons. It counts what holds when it is read, not what held when the meeting was planned.
 */
export function toldToAll(
  topic: MeetingTopic,
  { debriefsShare, quoteConsent, unnamedToo }: Consent,
): MeetingTopic | undefined {
  if (topic.kind === "lesson" && topic.sourceId !== null) return debriefsShare === "everything" ? topic : undefined;
  if (topic.kind !== "recommendation" || quoteConsent === "named") return topic;
  return quoteConsent === "unnamed" && unnamedToo ? { ...topic, dealId: null } : undefined;
}
