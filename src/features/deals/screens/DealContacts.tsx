import { PencilIcon, XIcon } from "@lucide/icons";
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import type { BuyingRole, ContactOnDeal, DealPage, dealsContract } from "../contract.ts";
import { ContactDialog } from "./ContactDialog.tsx";
import classes from "./DealContacts.module.css";
import { isBuyingRole, roleNames } from "./name-deal-parts.ts";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");
const inputOf = (dealId: string, { since: _, ...contact }: ContactOnDeal) => ({ dealId, ...contact });
const without = (contacts: ContactOnDeal[], { contactId }: ContactOnDeal) =>
  contacts.filter((one) => one.contactId !== contactId);

/** The people on the deal and the part each has in buying. */
export function DealContacts({ deal }: { deal: DealPage }) {
  const [editing, setEditing] = useState<ContactOnDeal | "new" | null>(null);
  const putBack = useDealWrite(deal.id, {
    write: (contact: ContactOnDeal) => deals.saveContact.call(inputOf(deal.id, contact)),
    show: (before, contact) => ({ ...before, contacts: [...without(before.contacts, contact), contact] }),
  });
  const setRole = useDealWrite(deal.id, {
    write: ({ contact, role }: { contact: ContactOnDeal; role: BuyingRole }) =>
      deals.saveContact.call({ ...inputOf(deal.id, contact), role }),
    show: (before, { contact, role }) => ({
      ...before,
      contacts: before.contacts.map((one) => (one.contactId === contact.contactId ? { ...one, role } : one)),
    }),
    done: (_saved, { contact, role }) =>
      showUndo(`${contact.name}: ${roleNames[role].toLowerCase()}.`, () => putBack.mutate(contact)),
  });
  const takeOff = useDealWrite(deal.id, {
    write: ({ contactId }: ContactOnDeal) => deals.removeContact.call({ dealId: deal.id, contactId }),
    show: (before, contact) => ({ ...before, contacts: without(before.contacts, contact) }),
    done: (_gone, contact) => showUndo(`${contact.name} is off the deal.`, () => putBack.mutate(contact)),
  });
  useShortcut("c", () => setEditing("new"), "Add a contact", { enabled: deal.mayChange });

  return (
    <Section
      title="Contacts"
      actions={
        deal.mayChange && (
          <Button variant="default" size="compact-sm" onClick={() => setEditing("new")}>
            Add a contact
          </Button>
        )
      }
    >
      {deal.contacts.length === 0 && (
        <p className={classes.none}>Nobody yet. Who decides, who helps you, and who may block it?</p>
      )}
      <ul className={classes.list}>
        {deal.contacts.map((contact) => (
          <li key={contact.contactId} className={classes.contact}>
            <div className={classes.who}>
              <p className={classes.name}>{contact.name}</p>
              {contact.jobTitle && <p className={classes.detail}>{contact.jobTitle}</p>}
              {contact.email && (
                <a className={classes.reach} href={`mailto:${contact.email}`}>
                  {contact.email}
                </a>
              )}
              {contact.phone && (
                <a className={classes.reach} href={`tel:${contact.phone.replaceAll(/[^\d+]/g, "")}`}>
                  {contact.phone}
                </a>
              )}
            </div>
            {deal.mayChange ? (
              <>
                <div className={classes.changes}>
                  <ActionIcon size="sm" aria-label={`Change ${contact.name}`} onClick={() => setEditing(contact)}>
                    <Icon of={PencilIcon} size={16} strokeWidth={1.7} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={`Take ${contact.name} off the deal`}
                    onClick={() => takeOff.mutate(contact)}
                  >
                    <Icon of={XIcon} size={16} strokeWidth={1.7} />
                  </ActionIcon>
                </div>
                <NativeSelect
                  className={classes.role}
                  size="xs"
                  aria-label={`What part ${contact.name} has`}
                  value={contact.role}
                  onChange={(event) =>
                    isBuyingRole(event.currentTarget.value) &&
                    setRole.mutate({ contact, role: event.currentTarget.value })
                  }
                  data={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
                />
              </>
            ) : (
              <p className={classes.role}>{roleNames[contact.role]}</p>
            )}
          </li>
        ))}
      </ul>
      <ContactDialog dealId={deal.id} contact={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}
