import { Button } from "@mantine/core";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import { mayManageTeam } from "../access.ts";
import type { MemberShape } from "../contract.ts";
import { HasLeft, Leaving } from "./Leaving.tsx";
import { roleOf } from "./name-roles.ts";
import { PersonForm } from "./PersonForm.tsx";
import classes from "./TeamSettings.module.css";
import { useMe, useTeam } from "./use-team.ts";
import { WayIn } from "./WayIn.tsx";

/** The people of the team: those who sign in, and those we know from an export. */
export default function PeopleSettings() {
  const reader = useReader();
  const me = useMe();
  const mayChange = me ? mayManageTeam(me) : false;
  const { people, isPending, error, refetch } = useTeam();
  const { opened, hrefOf, close } = useOpened();
  // Who was just added: the same dialog goes on with the link they come in by.
  const [addedId, setAddedId] = useState<string | null>(null);
  const shown = people.find(({ id }) => id === (addedId ?? opened)) ?? null;
  const here = people.filter(({ deactivatedAt }) => deactivatedAt === null);
  const left = people.filter(({ deactivatedAt }) => deactivatedAt !== null);
  const closeAll = () => {
    setAddedId(null);
    close();
  };
  const nameOf = new Map(people.map((member) => [member.id, member.name]));
  const teamSize = (member: MemberShape) => here.filter(({ managerId }) => managerId === member.id).length;

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

  const hrefOfPerson = mayChange ? (member: MemberShape) => hrefOf(member.id) : undefined;
  return (
    <Section
      title="People"
      lead={
        mayChange
          ? "People named in an import are here already. Open one to make the link they come in by; they see their own deals. A manager sees the deals of their team."
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
          files={exportLinks("members")}
          rows={here}
          keyOf={(member) => member.id}
          hrefOf={hrefOfPerson}
          loading={isPending}
        />
      )}
      {left.length > 0 && (
        <div className={classes.gone}>
          <h3 className={classes.partTitle}>Left the team</h3>
          <DataTable
            caption="People who left, by name"
            columns={leftColumns}
            rows={left}
            keyOf={(member) => member.id}
            hrefOf={hrefOfPerson}
          />
        </div>
      )}
      <Dialog
        opened={mayChange && (shown !== null || opened === "new")}
        onClose={closeAll}
        title={addedId && shown ? `${shown.name} is in the team` : (shown?.name ?? "Add a person")}
      >
        {me && shown && addedId && <WayIn member={shown} byMemberId={me.id} />}
        {me && shown && !addedId && <Person key={shown.id} me={me} member={shown} people={people} onDone={closeAll} />}
        {!shown && (
          <PersonForm
            member={null}
            people={people}
            onDone={(saved) => (saved.email ? setAddedId(saved.id) : closeAll())}
          />
        )}
      </Dialog>
    </Section>
  );
}

const leftColumns: Column<MemberShape>[] = [
  { id: "name", heading: "Name", cell: (member) => member.name },
  { id: "role", heading: "Role", onPhone: "value", cell: roleOf },
  {
    id: "left",
    heading: "Left",
    cell: (member) => member.deactivatedAt && <InstantText at={member.deactivatedAt} say="day" />,
  },
];

type PersonProps = { me: MemberShape; member: MemberShape; people: MemberShape[]; onDone: () => void };

/** All there is to do about one person: who they are here, how they come in, and that they leave. */
function Person({ me, member, people, onDone }: PersonProps) {
  if (member.deactivatedAt !== null) return <HasLeft member={member} onDone={onDone} />;
  const isMe = member.id === me.id;
  return (
    <>
      <PersonForm member={member} people={people} onDone={onDone} />
      {!isMe && <WayIn member={member} byMemberId={me.id} />}
      {!isMe && !member.isOwner && <Leaving member={member} people={people} onDone={onDone} />}
    </>
  );
}
