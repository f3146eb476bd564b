import { NativeSelect, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import type { BuyingRole, ContactOnDeal } from "../../deals/contract.ts";
import classes from "./FinishTask.module.css";

export type Person = { contactId: string; name: string; role: BuyingRole };

const roles: { value: BuyingRole; label: string }[] = [
  { value: "decision-maker", label: "Decision maker" },
  { value: "champion", label: "Champion" },
  { value: "influencer", label: "Influencer" },
  { value: "information-gatherer", label: "Information gatherer" },
  { value: "blocker", label: "Blocker" },
  { value: "unknown", label: "Role not known" },
];
const roleOf = (value: string): BuyingRole => roles.find((role) => role.value === value)?.value ?? "unknown";
export const roleWords = (role: BuyingRole): string => roles.find(({ value }) => value === role)?.label ?? "";

type Props = {
  title: string;
  /** The role that is most likely, before anything is said. */
  role: BuyingRole;
  /** People on the deal who may be the one. */
  contacts: ContactOnDeal[];
  person: Person | null;
  onChange: (person: Person | null) => void;
};

/** Somebody on the deal whose part is known now, or somebody new. */
export function WhoIsIt({ title, role, contacts, person, onChange }: Props) {
  const [newId] = useState(() => crypto.randomUUID());
  const isNew = person?.contactId === newId;
  const asksName = contacts.length === 0 || isNew;
  const somebodyNew = (name: string): Person => ({ contactId: newId, name, role: person?.role ?? role });
  return (
    <fieldset className={classes.fieldset}>
      <legend>{title}</legend>
      {contacts.length > 0 && (
        <Radio.Group
          aria-label={title}
          value={person?.contactId ?? ""}
          onChange={(contactId) => {
            const contact = contacts.find((one) => one.contactId === contactId);
            onChange(contact ? { contactId, name: contact.name, role } : somebodyNew(""));
          }}
        >
          <div className={classes.people}>
            {contacts.map((contact) => (
              <Radio
                key={contact.contactId}
                value={contact.contactId}
                label={contact.name}
                description={[contact.jobTitle, roleWords(contact.role)].filter(Boolean).join(" · ")}
              />
            ))}
            <Radio value={newId} label="Somebody else" />
          </div>
        </Radio.Group>
      )}
      {(asksName || person) && (
        <div className={classes.person}>
          {asksName && (
            <TextInput
              label="Name"
              autoComplete="off"
              maxLength={500}
              value={isNew ? person.name : ""}
              onChange={(event) => onChange(somebodyNew(event.currentTarget.value))}
            />
          )}
          <NativeSelect
            label="Buying role"
            data={roles}
            value={person?.role ?? role}
            onChange={(event) => onChange({ ...(person ?? somebodyNew("")), role: roleOf(event.currentTarget.value) })}
          />
        </div>
      )}
    </fieldset>
  );
}
