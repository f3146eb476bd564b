import type { Preparation } from "../contract.ts";

type Prepared = Omit<Preparation, "plannedFor" | "repInvited"> & { plannedFor: Date | null; repInvitedAt: Date | null };

/** What is settled of a post-mortem before the conversation, as it travels. */
export function preparationOf({
  mode,
  leadId,
  contactId,
  openingLine,
  plannedFor,
  repInvitedAt,
}: Prepared): Preparation {
  return {
    ...{ mode, leadId, contactId, openingLine },
    plannedFor: plannedFor?.toISOString() ?? null,
    repInvited: repInvitedAt !== null,
  };
}

export function isSamePreparation(one: Preparation, other: Preparation): boolean {
  return (
    one.mode === other.mode &&
    one.leadId === other.leadId &&
    one.contactId === other.contactId &&
    one.openingLine === other.openingLine &&
    atOf(one) === atOf(other) &&
    one.repInvited === other.repInvited
  );
}

const atOf = ({ plannedFor }: Preparation) => (plannedFor === null ? null : Date.parse(plannedFor));
