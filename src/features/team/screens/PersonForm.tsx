import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import type { MemberShape, Role, teamContract } from "../contract.ts";
import { isRole, roleMeanings, roleNames } from "./name-roles.ts";

const team = apiOf<typeof teamContract>("team");

type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  managerId: string | null;
  teamIds: string[];
};

type Props = { member: MemberShape | null; people: MemberShape[]; onDone: (saved: MemberShape) => void };

/** Adds somebody to the team, or changes what is known of them, who leads them and whom they lead. */
export function PersonForm({ member, people, onDone }: Props) {
  const [start] = useState((): Person => {
    const id = member?.id ?? crypto.randomUUID();
    return {
      id,
      name: member?.name ?? "",
      email: member?.email ?? "",
      role: member?.role ?? "rep",
      managerId: member?.managerId ?? null,
      teamIds: people.filter(({ managerId }) => managerId === id).map((person) => person.id),
    };
  });
  const [person, setPerson] = useState(start);
  const set = (part: Partial<Person>) => setPerson((before) => ({ ...before, ...part }));
  const moved = people.filter(({ id }) => start.teamIds.includes(id) !== person.teamIds.includes(id));
  const { save, saving, problem } = useSave({
    write: (values: Person) => savePerson(values, moved),
    before: member ? start : undefined,
    said: (saved) => (member ? `${saved.name} is changed.` : `${saved.name} is in the team.`),
    done: onDone,
  });
  // Whoever left leads nobody anew, but is named where they still do.
  const named = new Set([start.managerId, ...start.teamIds]);
  const others = people
    .filter(({ id, deactivatedAt }) => id !== person.id && (deactivatedAt === null || named.has(id)))
    .map(({ id, name }) => ({ value: id, label: name }));
  const leads = person.role === "manager" || person.role === "admin" || person.teamIds.length > 0;
  return (
    <Form
      onSubmit={() => save(person)}
      problem={problem}
      saving={saving}
      saveLabel={member ? "Save" : "Add to the team"}
    >
      <TextInput
        label="Name"
        name="name"
        required
        maxLength={200}
        value={person.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        maxLength={320}
        description={
          member?.hasSignIn ? "They sign in with it, so it stays as it is." : "They sign in with it, once you let them."
        }
        disabled={member?.hasSignIn ?? false}
        value={person.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <FieldPair>
        <Select
          label="Role"
          allowDeselect={false}
          disabled={member?.isOwner ?? false}
          data={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
          value={person.role}
          onChange={(value) => value && isRole(value) && set({ role: value })}
          description={member?.isOwner ? "The owner is always an admin." : roleMeanings[person.role]}
          inputWrapperOrder={["label", "input", "description", "error"]}
        />
        <Select
          label="Manager"
          placeholder="Nobody"
          clearable
          clearButtonProps={{ "aria-label": "No manager" }}
          searchable
          data={others}
          value={person.managerId}
          onChange={(managerId) => set({ managerId })}
        />
      </FieldPair>
      {leads && (
        <MultiSelect
          label="Their team"
          placeholder={person.teamIds.length === 0 ? "Nobody yet" : undefined}
          searchable
          clearButtonProps={{ "aria-label": "Nobody in their team" }}
          data={others}
          value={person.teamIds}
          onChange={(teamIds) => set({ teamIds })}
        />
      )}
    </Form>
  );
}

/** Each of these can be repeated: a try that failed halfway is finished by the next one. */
async function savePerson({ teamIds, ...person }: Person, moved: MemberShape[]): Promise<MemberShape> {
  const { id, email } = person;
  const saved = await team.addMember.call({ ...person, email: email || null });
  for (const { id: movedId, name, email: theirs, role, managerId } of moved) {
    const elsewhere = managerId === id ? null : managerId;
    await team.addMember.call({
      id: movedId,
      name,
      email: theirs,
      role,
      managerId: teamIds.includes(movedId) ? id : elsewhere,
    });
  }
  return saved;
}
