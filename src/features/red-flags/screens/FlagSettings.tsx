import { Button, Checkbox, NumberInput, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayShapeFlags } from "../access.ts";
import type { RedFlagShape, redFlagsContract, Thresholds } from "../contract.ts";
import { asNumbers, describeThresholds, withNumber } from "./describe-thresholds.ts";
import classes from "./FlagSettings.module.css";

const team = apiOf<typeof teamContract>("team");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

/** The flags the team watches, when each comes up, and which are checked on every open deal. */
export default function FlagSettings() {
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const me = useQuery(team.me.queryOptions());
  const mayChange = me.data ? mayShapeFlags(me.data.member) : false;
  const [editing, setEditing] = useState<RedFlagShape | null>(null);
  const change: Column<RedFlagShape> = {
    id: "change",
    heading: "",
    onPhone: "plain",
    cell: (flag) => (
      <Button variant="subtle" size="compact-sm" onClick={() => setEditing(flag)}>
        Change<span className="only-for-screen-readers"> {flag.name}</span>
      </Button>
    ),
  };
  const columns: Column<RedFlagShape>[] = [
    { id: "name", heading: "Flag", cell: (flag) => flag.name, onPhone: "title" },
    { id: "when", heading: "Comes up", cell: (flag) => describeThresholds(flag.thresholds) },
    {
      id: "costly",
      heading: "Checked on every deal",
      cell: (flag) => (flag.archived ? "Put away" : flag.costly ? "Yes" : "Only by commitments"),
    },
    ...(mayChange ? [change] : []),
  ];
  return (
    <Section
      title="Red flags"
      lead="What can be seen on an open deal before it is lost. A flag reads up, down, or unknown when the deal's record cannot say."
    >
      {flags.error ? (
        <Refusal problem={told(flags.error)} />
      ) : (
        <DataTable
          caption="Red flags the team watches"
          columns={columns}
          rows={flags.data?.rows ?? []}
          keyOf={(flag) => flag.id}
          loading={flags.isPending}
        />
      )}
      <Dialog opened={editing !== null} onClose={() => setEditing(null)} title={editing?.name ?? ""}>
        {editing && <FlagForm flag={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Section>
  );
}

function FlagForm({ flag, onDone }: { flag: RedFlagShape; onDone: () => void }) {
  const known = useQueryClient();
  const [name, setName] = useState(flag.name);
  const [thresholds, setThresholds] = useState<Thresholds>(flag.thresholds);
  const [costly, setCostly] = useState(flag.costly);
  const [archived, setArchived] = useState(flag.archived);
  const save = useMutation({
    mutationFn: () => redFlags.saveFlag.call({ id: flag.id, name, thresholds, stepId: flag.stepId, costly, archived }),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: redFlags.key() });
      showNotice({ message: "The flag is saved. Open deals are being read again." });
      onDone();
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
      {asNumbers(thresholds).map(({ key, label, value, step }) => (
        <NumberInput
          key={key}
          label={label}
          required
          min={step}
          step={step}
          value={value}
          onChange={(next) => typeof next === "number" && setThresholds(withNumber(thresholds, key, next))}
        />
      ))}
      <Switch
        label="Check it on every open deal of the team"
        checked={costly}
        onChange={(event) => setCostly(event.currentTarget.checked)}
      />
      <Checkbox
        label="Put this flag away"
        checked={archived}
        onChange={(event) => setArchived(event.currentTarget.checked)}
      />
      <Button type="submit" loading={save.isPending} className={classes.save}>
        Save
      </Button>
    </form>
  );
}
