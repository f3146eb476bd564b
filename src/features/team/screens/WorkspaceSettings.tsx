import { Button, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../contract.ts";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");

/** Name, time zone, currency and the usual contract term: what every screen and the check-up dates rest on. */
export default function WorkspaceSettings() {
  const me = useQuery(team.me.queryOptions());
  if (!me.data) return <Skeletons shape="text" />;
  return (
    <WorkspaceForm
      key={me.data.workspace.name}
      saved={me.data.workspace}
      mayChange={me.data.member.isOwner || me.data.member.role === "admin"}
    />
  );
}

type Saved = { name: string; timeZone: string; currency: string; defaultTermMonths: number };

function WorkspaceForm({ saved, mayChange }: { saved: Saved; mayChange: boolean }) {
  const known = useQueryClient();
  const [form, setForm] = useState<Saved>({
    name: saved.name,
    timeZone: saved.timeZone,
    currency: saved.currency,
    defaultTermMonths: saved.defaultTermMonths,
  });
  const set = (part: Partial<Saved>) => setForm((before) => ({ ...before, ...part }));
  const save = useMutation({
    ...team.updateWorkspace.mutationOptions(),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: team.key() });
      showNotice({ message: "The settings are saved." });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(form);
  };
  return (
    <Section title="Workspace" lead={mayChange ? undefined : "An admin can change these."}>
      <form className={classes.form} onSubmit={submit}>
        {save.error && <Refusal problem={told(save.error)} />}
        <TextInput
          label="Company or team"
          required
          disabled={!mayChange}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Time zone"
          description="Days begin and end here: Europe/Berlin, America/New_York"
          required
          disabled={!mayChange}
          value={form.timeZone}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
        />
        <TextInput
          label="Currency"
          description="For amounts that come without one"
          required
          maxLength={3}
          disabled={!mayChange}
          value={form.currency}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        />
        <NumberInput
          label="Usual contract term, in months"
          description="A lost customer is called again at three quarters of the term they were offered, or of this one"
          min={1}
          max={120}
          allowDecimal={false}
          required
          disabled={!mayChange}
          value={form.defaultTermMonths}
          onChange={(value) => typeof value === "number" && set({ defaultTermMonths: value })}
        />
        {mayChange && (
          <Button type="submit" loading={save.isPending} className={classes.save}>
            Save
          </Button>
        )}
      </form>
    </Section>
  );
}
