import { MailIcon, PhoneIcon } from "@lucide/icons";
import { NativeSelect } from "@mantine/core";
import { Icon } from "../../../../ui/Icon.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { BuyingRole } from "../../../deals/contract.ts";
import type { PostMortemSheet } from "../contract.ts";
import classes from "./Conversation.module.css";

const roleWords: Record<BuyingRole, string> = {
  "decision-maker": "decides",
  champion: "is for us",
  influencer: "has a say",
  "information-gatherer": "gathers information",
  blocker: "was against us",
  unknown: "role not known",
};

type Props = {
  title?: string | undefined;
  sheet: PostMortemSheet;
  contactId: string | null;
  onChoose: ((contactId: string) => void) | undefined;
};

/** The person to call, with what it takes to reach them. Who decides comes first. */
export function WhomToCall({ title = "Whom to call", sheet, contactId, onChoose }: Props) {
  const { contacts, postMortem, proposed } = sheet;
  const chosen = contacts.find((one) => one.contactId === (contactId ?? proposed.contactId)) ?? contacts[0];
  return (
    <section className={classes.part} aria-label={title}>
      <h2>{title}</h2>
      {!chosen && (
        <p className={classes.quiet}>
          No contact is known on this deal.{" "}
          {postMortem.seesDeal && <UiLink href={`/deals/${postMortem.dealId}`}>Add one there</UiLink>}
        </p>
      )}
      {chosen && (
        <div className={classes.person}>
          <strong>{chosen.name}</strong>
          <span className={classes.quiet}>{[chosen.jobTitle, roleWords[chosen.role]].filter(Boolean).join(" · ")}</span>
          {chosen.phone && (
            <a href={`tel:${chosen.phone.replace(/[^\d+]/g, "")}`}>
              <Icon of={PhoneIcon} size={16} /> {chosen.phone}
            </a>
          )}
          {chosen.email && (
            <a href={`mailto:${chosen.email}`}>
              <Icon of={MailIcon} size={16} /> {chosen.email}
            </a>
          )}
          {!chosen.phone && !chosen.email && <span className={classes.quiet}>Neither phone nor e-mail is known.</span>}
        </div>
      )}
      {onChoose && contacts.length > 1 && (
        <NativeSelect
          aria-label="Somebody else"
          value={chosen?.contactId ?? ""}
          data={contacts.map(({ contactId: id, name, role }) => ({ value: id, label: `${name}, ${roleWords[role]}` }))}
          onChange={(event) => onChoose(event.currentTarget.value)}
        />
      )}
    </section>
  );
}
