import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { teamContract } from "../contract.ts";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");
type Key = { id: string; name: string; createdAt: string; lastUsedAt: string | null; revokedAt: string | null };

/** Keys for programs that act as me. A secret is shown once, when it is made. */
export default function ApiKeySettings() {
  const known = useQueryClient();
  const keys = useQuery(team.listApiKeys.queryOptions());
  const [name, setName] = useState("");
  const refresh = () => known.invalidateQueries({ queryKey: team.listApiKeys.key() });
  const make = useMutation({
    mutationFn: () => team.createApiKey.call({ id: crypto.randomUUID(), name }),
    onSuccess: () => {
      setName("");
      return refresh();
    },
  });
  const revoke = useMutation({ mutationFn: (id: string) => team.revokeApiKey.call({ id }), onSuccess: refresh });
  const failure = make.error ?? revoke.error ?? keys.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };

  const columns: Column<Key>[] = [
    { id: "name", heading: "Name", cell: (key) => key.name, onPhone: "title" },
    { id: "made", heading: "Made", cell: (key) => <InstantText at={key.createdAt} say="day" /> },
    {
      id: "used",
      heading: "Last used",
      cell: (key) => (key.lastUsedAt ? <InstantText at={key.lastUsedAt} say="time" /> : "Never"),
    },
    {
      id: "revoke",
      heading: "",
      onPhone: "plain",
      cell: (key) =>
        key.revokedAt ? (
          <span className={classes.quiet}>Revoked</span>
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={() => revoke.mutate(key.id)}>
            Revoke<span className="only-for-screen-readers"> {key.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <Section title="API keys" lead="A key acts as you: whoever holds it sees and changes what you may.">
      {failure && <Refusal problem={told(failure)} />}
      {make.data && (
        <div role="status">
          Copy this key now; it is not shown again.
          <code className={classes.secret}>{make.data.secret}</code>
        </div>
      )}
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="What is the key for?"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending} className={classes.save}>
          Make a key
        </Button>
      </form>
      <DataTable
        caption="My API keys, newest first"
        columns={columns}
        rows={keys.data?.rows ?? []}
        keyOf={(key) => key.id}
        loading={keys.isPending}
        empty={<EmptyState line="Keys you make for scripts and other programs are listed here." />}
      />
    </Section>
  );
}
