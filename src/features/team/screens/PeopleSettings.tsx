import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { MemberShape, Role, teamContract } from "../contract.ts";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");

const roleNames: Record<Role, string> = {
  rep: "Rep",
  manager: "Sales manager",
  marketing: "Marketing",
  admin: "Admin",
};
const isRole = (value: string): value is Role => value in roleNames;

/** The people of the team: those who sign in, and those we know from an export. */
export default function PeopleSettings() {
  const me = useQuery(team.me.queryOptions());
  const mayChange = me.data ? me.data.member.isOwner || me.data.member.role === "admin" : false;
  const members = useInfiniteQuery(
    team.listMembers.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = members.data?.pages.flatMap((page) => page.rows) ?? [];
  const [editing, setEditing] = useState<MemberShape | "new" | null>(null);
  const nameOf = new Map(rows.map((member) => [member.id, member.name]));

  const columns: Column<MemberShape>[] = [
    { id: "name", heading: "Name", cell: (member) => member.name, onPhone: "title" },
    { id: "email", heading: "E-mail", cell: (member) => member.email ?? "" },
    {
      id: "role",
      heading: "Role",
      cell: (member) => (member.isOwner ? "Owner" : roleNames[member.role]),
      onPhone: "value",
    },
    {
      id: "manager",
      heading: "Manager",
      cell: (member) => (member.managerId ? (nameOf.get(member.managerId) ?? "") : ""),
    },
    { id: "signIn", heading: "Signs in", cell: (member) => (member.hasSignIn ? "Yes" : "Not yet") },
    ...(mayChange
      ? [
          {
            id: "change",
            heading: "",
            cell: (member: MemberShape) => (
              <Button variant="subtle" size="compact-sm" onClick={() => setEditing(member)}>
                Change<span className="only-for-screen-readers"> {member.name}</span>
              </Button>
            ),
            onPhone: "plain" as const,
          },
        ]
      : []),
  ];

  if (members.isError) {
    const { title, detail } = told(members.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void members.refetch()} />;
  }
  return (
    <Section
      title="People"
      lead="People named in an import are here already. Give them a sign-in and they see their own deals."
      actions={mayChange && <Button onClick={() => setEditing("new")}>Add a person</Button>}
    >
      <DataTable
        caption="People of the team, by name"
        columns={columns}
        rows={rows}
        keyOf={(member) => member.id}
        loading={members.isPending}
        more={
          members.hasNextPage
            ? { loading: members.isFetchingNextPage, load: () => void members.fetchNextPage() }
            : undefined
        }
      />
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? "Add a person" : `Change ${editing?.name ?? ""}`}
      >
        {editing && (
          <PersonForm
            member={editing === "new" ? null : editing}
            team={rows}
            onDone={(message) => {
              setEditing(null);
              showNotice({ message });
            }}
          />
        )}
      </Dialog>
    </Section>
  );
}

type PersonProps = { member: MemberShape | null; team: MemberShape[]; onDone: (message: string) => void };

function PersonForm({ member, team: people, onDone }: PersonProps) {
  const known = useQueryClient();
  const [id] = useState(() => member?.id ?? crypto.randomUUID());
  const [name, setName] = useState(member?.name ?? "");
  const [email, setEmail] = useState(member?.email ?? "");
  const [role, setRole] = useState<Role>(member?.role ?? "rep");
  const [managerId, setManagerId] = useState<string | null>(member?.managerId ?? null);
  const [password, setPassword] = useState("");

  const save = useMutation({
    mutationFn: async () => {
      const saved = await team.addMember.call({ id, name, email: email || null, role, managerId });
      if (password && !saved.hasSignIn) await team.giveSignIn.call({ id, email, password });
      return saved;
    },
    onSuccess: async (saved) => {
      await known.invalidateQueries({ queryKey: team.key() });
      onDone(member ? `${saved.name} is changed.` : `${saved.name} is in the team.`);
    },
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
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="E-mail"
        type="email"
        required={password !== ""}
        disabled={member?.hasSignIn ?? false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label="Role"
        allowDeselect={false}
        disabled={member?.isOwner ?? false}
        data={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
        value={role}
        onChange={(value) => value && isRole(value) && setRole(value)}
      />
      <Select
        label="Manager"
        placeholder="Nobody"
        clearable
        searchable
        data={people.filter((person) => person.id !== id).map((person) => ({ value: person.id, label: person.name }))}
        value={managerId}
        onChange={setManagerId}
      />
      {!member?.hasSignIn && (
        <PasswordInput
          label="First password, so that they can sign in"
          description="Leave empty to give no sign-in yet. At least 10 characters; they change it in their settings."
          autoComplete="new-password"
          minLength={10}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
      <Button type="submit" loading={save.isPending} className={classes.save}>
        {member ? "Save" : "Add to the team"}
      </Button>
    </form>
  );
}
