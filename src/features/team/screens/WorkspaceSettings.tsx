import { NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { Form } from "../../../ui/Form.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { mayManageTeam } from "../access.ts";
import type { DebriefsShare, Me, teamContract } from "../contract.ts";
import { CurrencyField, TimeZoneField } from "./PlaceFields.tsx";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");

/** Name, time zone, currency and the usual contract term: what every screen and the check-up dates rest on. */
export default function WorkspaceSettings() {
  const me = useQuery(team.me.queryOptions());
  if (!me.data) return <Skeletons shape="text" />;
  const { name, timeZone, currency, defaultTermMonths, debriefsShare } = me.data.workspace;
  const saved = { name, timeZone, currency, defaultTermMonths, debriefsShare };
  return (
    <Section title="Workspace" lead={mayManageTeam(me.data.member) ? undefined : "Admins change these."}>
      {mayManageTeam(me.data.member) ? (
        <WorkspaceForm key={JSON.stringify(saved)} saved={saved} />
      ) : (
        <dl className={classes.facts}>
          <Fact name="Company or team" value={name} />
          <Fact name="Time zone" value={timeZone} />
          <Fact name="Currency" value={currency} />
          <Fact name="Usual contract term" value={`${defaultTermMonths} months`} />
          <Fact name="What debriefs share" value={`${shares[debriefsShare].label}. ${shares[debriefsShare].means}`} />
        </dl>
      )}
    </Section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type Saved = Pick<Me["workspace"], "name" | "timeZone" | "currency" | "defaultTermMonths" | "debriefsShare">;

const debriefsShares = ["everything", "reasons", "nothing"] as const;
/** Said as what it means for whoever writes, since nobody writes freely under a rule they don't know. */
const shares: Record<DebriefsShare, { label: string; means: string }> = {
  everything: {
    label: "Everything",
    means: "Colleagues who see a deal read its debrief as it was written, and lessons go into meetings word for word.",
  },
  reasons: {
    label: "Reasons and steps, not the words",
    means:
      "Colleagues see why a deal was lost and which steps were missed. Notes, lessons and promises stay with whoever wrote them and whoever leads them.",
  },
  nothing: {
    label: "Nothing",
    means:
      "Colleagues see only that a debrief was recorded. Marketing loses the reasons and the product list, nobody is suggested as somebody who lost for the same reason, and sums need five people.",
  },
};

function WorkspaceForm({ saved }: { saved: Saved }) {
  const [form, setForm] = useState(saved);
  const set = (part: Partial<Saved>) => setForm((before) => ({ ...before, ...part }));
  const { save, saving, problem } = useSave({
    write: (values: Saved) => team.updateWorkspace.call(values),
    before: saved,
    said: () => "The settings are saved.",
  });
  return (
    <Form onSubmit={() => save(form)} problem={problem} saving={saving}>
      <TextInput
        label="Company or team"
        name="name"
        required
        withAsterisk={false}
        maxLength={200}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TimeZoneField
        description="A day of the team begins and ends here"
        value={form.timeZone}
        onChange={(timeZone) => set({ timeZone })}
      />
      <CurrencyField
        description="For amounts that come without one"
        value={form.currency}
        onChange={(currency) => set({ currency })}
      />
      <NumberInput
        label="Usual contract term"
        description="Three quarters into it, a lost customer is called again. A deal that was offered another term keeps its own."
        suffix=" months"
        min={1}
        max={120}
        allowDecimal={false}
        required
        withAsterisk={false}
        value={form.defaultTermMonths}
        onChange={(value) => typeof value === "number" && set({ defaultTermMonths: value })}
      />
      <Radio.Group
        label="What debriefs share"
        description="Who sold a deal, who wrote its debrief, their managers and admins read all of it in any case. This is for everybody else, and counts at once, also for debriefs written before."
        value={form.debriefsShare}
        onChange={(value) =>
          set({ debriefsShare: debriefsShares.find((each) => each === value) ?? saved.debriefsShare })
        }
      >
        <Stack gap="xs" mt="xs">
          {debriefsShares.map((value) => (
            <Radio key={value} value={value} label={shares[value].label} description={shares[value].means} />
          ))}
        </Stack>
      </Radio.Group>
    </Form>
  );
}
