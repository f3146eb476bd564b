import { Button, Chip, Group, Input, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { BuyingRole, ContactOnDeal, dealsContract } from "../contract.ts";
import classes from "./DealContacts.module.css";
import { isBuyingRole, roleNames } from "./name-deal-parts.ts";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { dealId: string; contact: ContactOnDeal | "new" | null; onClose: () => void };

/** Adds somebody to the deal, or changes what is known about them. */
export function ContactDialog({ dealId, contact, onClose }: Props) {
  return (
    <Dialog
      opened={contact !== null}
      onClose={onClose}
      title={contact === "new" || contact === null ? "Add a contact" : `Change ${contact.name}`}
    >
      {contact && <ContactForm dealId={dealId} contact={contact === "new" ? null : contact} onDone={onClose} />}
    </Dialog>
  );
}

type FormProps = { dealId: string; contact: ContactOnDeal | null; onDone: () => void };

function ContactForm({ dealId, contact, onDone }: FormProps) {
  const [contactId] = useState(() => contact?.contactId ?? crypto.randomUUID());
  const [name, setName] = useState(contact?.name ?? "");
  const [jobTitle, setJobTitle] = useState(contact?.jobTitle ?? "");
  const [email, setEmail] = useState(contact?.email ?? "");
  const [phone, setPhone] = useState(contact?.phone ?? "");
  const [role, setRole] = useState<BuyingRole>(contact?.role ?? "unknown");
  const save = useDealWrite(dealId, {
    write: () =>
      deals.saveContact.call({
        dealId,
        contactId,
        name,
        jobTitle: jobTitle.trim() || null,
        email: email.trim() || null,
        phone: phone.trim() || null,
        role,
      }),
    done: (saved) => {
      if (!contact) showNotice({ message: `${saved.name} is on the deal.` });
      onDone();
    },
    sayRefusal: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {save.error && <Refusal problem={told(save.error)} />}
      <TextInput
        label="Name"
        required
        maxLength={500}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Input.Wrapper label="Part in buying" labelElement="div">
        <Chip.Group value={role} onChange={(chosen) => isBuyingRole(chosen) && setRole(chosen)}>
          <Group gap={8} role="radiogroup" aria-label="Part in buying">
            {Object.entries(roleNames).map(([value, label]) => (
              <Chip key={value} value={value} size="sm">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <TextInput
        label="Job title"
        maxLength={200}
        value={jobTitle}
        onChange={(event) => setJobTitle(event.currentTarget.value)}
      />
      <div className={classes.pair}>
        <TextInput
          label="E-mail"
          type="email"
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          label="Phone"
          type="tel"
          maxLength={50}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" loading={save.isPending} className={classes.save}>
        {contact ? "Save" : "Add to the deal"}
      </Button>
    </form>
  );
}
