import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { OnceOnly } from "../../../ui/OnceOnly.tsx";
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
    mutationFn: (key: { id: string; name: string }) => team.createApiKey.call(key),
    onSuccess: () => {
      setName("");
      return refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: ({ id }: Key) => team.revokeApiKey.call({ id }),
    onSuccess: async (_revoked, key) => {
      await refresh();
      showNotice({ message: `“${key.name}” is revoked. Programs that use it are refused from now on.` });
    },
  });
  const failure = make.error ?? revoke.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending) make.mutate({ id: crypto.randomUUID(), name });
  };

  const columns: Column<Key>[] = [
    { id: "name", heading: "For", cell: (key) => key.name },
    { id: "made", heading: "Made", cell: (key) => <InstantText at={key.createdAt} say="day" /> },
    {
      id: "used",
      heading: "Last used",
      cell: (key) => (key.lastUsedAt ? <InstantText at={key.lastUsedAt} say="time" /> : "Never"),
    },
    {
      id: "state",
      heading: "State",
      onPhone: "value",
      cell: (key) =>
        key.revokedAt ? (
          <span className={classes.quiet}>Revoked</span>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            loading={revoke.isPending && revoke.variables.id === key.id}
            onClick={() => revoke.mutate(key)}
          >
            Revoke<span className="only-for-screen-readers"> {key.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <Section
      title="API keys"
      lead="For scripts and other programs. A key acts as you: whoever holds it sees and changes what you may."
    >
      {failure && <Refusal problem={told(failure)} />}
      <form className={classes.make} onSubmit={submit}>
        <TextInput
          className={classes.makeField ?? ""}
          label="What is the key for?"
          placeholder="Nightly import"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          Make a key
        </Button>
      </form>
      <div role="status" className={classes.said}>
        {make.data && (
          <OnceOnly secret={make.data.secret} copied="The key is copied.">
            Copy this key now. It is not shown again.
          </OnceOnly>
        )}
      </div>
      {keys.error && !keys.data ? (
        <ErrorState
          happened="Your keys did not load."
          means={told(keys.error).title}
          toDo="They go on working."
          onRetry={() => void keys.refetch()}
        />
      ) : (
        <DataTable
          caption="My API keys, newest first"
          columns={columns}
          rows={keys.data?.rows ?? []}
          keyOf={(key) => key.id}
          loading={keys.isPending}
          empty={<EmptyState line="Keys you make are listed here, with when each was last used." />}
        />
      )}
    </Section>
  );
}
