import { Button } from "@mantine/core";
import { told } from "../../../platform/browser/api.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { MemberShape } from "../contract.ts";
import { roleOf } from "./name-roles.ts";
import { PersonForm } from "./PersonForm.tsx";
import classes from "./TeamSettings.module.css";
import { useMayManage, useTeam } from "./use-team.ts";

/** The people of the team: those who sign in, and those we know from an export. */
export default function PeopleSettings() {
  const reader = useReader();
  const mayChange = useMayManage();
  const { people, isPending, error, refetch } = useTeam();
  const { opened, hrefOf, close } = useOpened();
  const editing = people.find(({ id }) => id === opened) ?? null;
  const nameOf = new Map(people.map((member) => [member.id, member.name]));
  const teamSize = (member: MemberShape) => people.filter(({ managerId }) => managerId === member.id).length;

  const columns: Column<MemberShape>[] = [
    { id: "name", heading: "Name", cell: (member) => member.name },
    {
      id: "role",
      heading: "Role",
      onPhone: "value",
      cell: (member) => {
        const size = teamSize(member);
        return size > 0 ? `${roleOf(member)} of ${numberWords(size, reader)}` : roleOf(member);
      },
    },
    { id: "manager", heading: "Manager", cell: (member) => nameOf.get(member.managerId ?? "") },
    {
      id: "email",
      heading: "E-mail",
      wrap: true,
      cell: (member) => member.email && <span className={classes.email}>{member.email}</span>,
    },
    {
      id: "signIn",
      heading: "Signs in",
      cell: (member) => (member.hasSignIn ? "Yes" : <span className={classes.quiet}>Not yet</span>),
    },
  ];

  return (
    <Section
      title="People"
      lead={
        mayChange
          ? "People named in an import are here already. Give them a first password, and they sign in and see their own deals. A manager sees the deals of their team."
          : "Admins add people and give them a way in."
      }
      actions={
        mayChange && (
          <Button component={UiLink} href={hrefOf("new")} variant="default">
            Add a person
          </Button>
        )
      }
    >
      {error && people.length === 0 ? (
        <ErrorState
          happened="The people did not load."
          means={told(error).title}
          toDo="Nothing was changed."
          onRetry={() => void refetch()}
        />
      ) : (
        <DataTable
          caption="People of the team, by name"
          columns={columns}
          rows={people}
          keyOf={(member) => member.id}
          hrefOf={mayChange ? (member) => hrefOf(member.id) : undefined}
          loading={isPending}
        />
      )}
      <Dialog
        opened={mayChange && (editing !== null || opened === "new")}
        onClose={close}
        title={editing ? `Change ${editing.name}` : "Add a person"}
      >
        <PersonForm key={opened} member={editing} people={people} onDone={close} />
      </Dialog>
    </Section>
  );
}
