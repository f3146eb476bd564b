import { NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { InsightSettings as Settings } from "../run/contract.ts";
import classes from "./InsightSettings.module.css";
import { insights, useMayInsights } from "./use-insights.ts";

/** How much history a finding and odds take, how many may be there by chance, and what an activity takes. */
export default function InsightSettings() {
  const may = useMayInsights();
  const settings = useQuery(insights.showSettings.queryOptions());
  if (settings.isPending) return <Skeletons shape="text" count={8} />;
  if (!settings.data) {
    return (
      <ErrorState
        happened="The settings of Insights did not load."
        means={told(settings.error).title}
        toDo="Nothing was changed."
        onRetry={() => void settings.refetch()}
      />
    );
  }
  return (
    <Section
      title="Insights"
      lead={`When there is enough to say something. ${may.change ? "After a change all deals are looked at again." : "Managers and admins change these."}`}
    >
      {may.change ? (
        <SettingsForm key={JSON.stringify(settings.data)} saved={settings.data} />
      ) : (
        <InWords settings={settings.data} />
      )}
    </Section>
  );
}

function InWords({ settings }: { settings: Settings }) {
  const reader = useReader();
  const number = (value: number) => numberWords(value, reader, 1);
  const facts = [
    ["A finding takes", `${number(settings.fewestASide)} closed deals on each side`],
    ["Odds take", `${number(settings.fewestForOdds)} won and ${number(settings.fewestForOdds)} lost deals`],
    ["By chance alone", `at most ${number(settings.falseDiscoveryRate * 100)} of 100 findings`],
    ["A call", `${number(settings.callMinutes)} minutes`],
    ["An e-mail", `${number(settings.emailMinutes)} minutes`],
    ["A meeting", `${number(settings.meetingMinutes)} minutes`],
    ["A note", `${number(settings.noteMinutes)} minutes`],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function SettingsForm({ saved }: { saved: Settings }) {
  const [form, setForm] = useState(saved);
  const { save, saving, problem } = useSave({
    write: (values: Settings) => insights.saveSettings.call(values),
    before: saved,
    said: () => "The settings are saved. All deals are being looked at again.",
  });
  type Field = { name: keyof Settings; label: string; suffix: string; min: number; max: number; description?: string };
  const field = ({ name, label, suffix, min, max, description }: Field) => (
    <NumberInput
      key={name}
      name={name}
      label={label}
      description={description}
      suffix={suffix}
      min={min}
      max={max}
      allowDecimal={false}
      required
      withAsterisk={false}
      value={form[name]}
      onChange={(value) => typeof value === "number" && setForm((before) => ({ ...before, [name]: value }))}
    />
  );
  const minutes = { suffix: " minutes", min: 0, max: 1440 };
  return (
    <Form onSubmit={() => save(form)} problem={problem} saving={saving}>
      {field({
        name: "fewestASide",
        label: "A finding takes at least",
        description: "Closed deals that show it, and as many that do not. Fewer are too few to say.",
        suffix: " deals a side",
        min: 10,
        max: 1000,
      })}
      {field({
        name: "fewestForOdds",
        label: "Odds take at least",
        description: "Won deals, and as many lost ones. Below that none are given.",
        suffix: " deals of each",
        min: 50,
        max: 10_000,
      })}
      <NumberInput
        name="falseDiscoveryRate"
        label="By chance alone, at most"
        description="Whoever looks at a hundred things finds some by chance. Lower it, and less is shown and more of it holds; raise it, and more is shown and less of it holds."
        suffix=" of 100 findings"
        min={0.1}
        max={20}
        step={0.5}
        decimalScale={1}
        required
        withAsterisk={false}
        value={Math.round(form.falseDiscoveryRate * 1000) / 10}
        onChange={(value) =>
          typeof value === "number" &&
          setForm((before) => ({ ...before, falseDiscoveryRate: Math.round(value * 10) / 1000 }))
        }
      />
      <h3 className={classes.part}>What selling takes</h3>
      <p className={classes.about}>
        Preparing and writing down included. Cut your losses reckons with it; nobody's hours are shown.
      </p>
      <FieldPair>
        {field({ name: "callMinutes", label: "A call", ...minutes })}
        {field({ name: "emailMinutes", label: "An e-mail", ...minutes })}
      </FieldPair>
      <FieldPair>
        {field({ name: "meetingMinutes", label: "A meeting", ...minutes })}
        {field({ name: "noteMinutes", label: "A note", ...minutes })}
      </FieldPair>
    </Form>
  );
}
