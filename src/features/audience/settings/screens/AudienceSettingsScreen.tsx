import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { told } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { FieldPair, Form } from "../../../../ui/Form.tsx";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import type { AudienceSettings, WantedSettings } from "../contract.ts";
import classes from "./AudienceSettings.module.css";

/** Which columns of the CRM tell the audience, and which stages count as early. */
export default function AudienceSettingsScreen() {
  const keeps = useKeepsAudience();
  const asked = audience.showAudienceSettings.queryOptions({ enabled: keeps === true });
  const settings = useQuery(asked);
  const failure = settings.error && !settings.data ? told(settings.error) : undefined;
  return (
    <AudiencePage
      current="/audience/settings"
      knownBy={asked.queryKey}
      isForm
      title="What tells the audience"
      lead="Columns of your CRM, and the stages in which a loss is an early one."
    >
      {failure && <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void settings.refetch()} />}
      {settings.data && <SettingsForm key={settings.data.version} settings={settings.data} />}
    </AudiencePage>
  );
}

const columnFields = [
  { name: "personaColumn", label: "Names the persona" },
  { name: "campaignColumn", label: "Names the campaign" },
  { name: "messageColumn", label: "Says the message" },
  { name: "segmentColumn", label: "Says the segment" },
] as const;

function SettingsForm({ settings }: { settings: AudienceSettings }) {
  const words = useQuery(audience.listAudienceWords.queryOptions({ staleTime: 60_000 })).data;
  const [columns, setColumns] = useState(() => ({
    ...{ personaColumn: settings.personaColumn, campaignColumn: settings.campaignColumn },
    ...{ messageColumn: settings.messageColumn, segmentColumn: settings.segmentColumn },
  }));
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(settings.early.filter(({ isChosen }) => isChosen).map((one) => [one.pipelineId, one.stageId])),
  );
  const { save, saving, problem } = useSave({
    write: (wanted: WantedSettings) => audience.saveAudienceSettings.call(wanted),
    said: () => "Saved. Deals follow in a moment.",
  });
  const fields = words?.columns.map(({ field }) => field) ?? [];
  // A column that no deal has yet is still what was chosen.
  const choicesFor = (column: string | null) => [
    { value: "", label: "No column" },
    ...[...new Set([...(column === null ? [] : [column]), ...fields])].map((field) => ({ value: field, label: field })),
  ];
  const [one, two, three, four] = columnFields.map(({ name, label }) => (
    <NativeSelect
      key={name}
      label={label}
      value={columns[name] ?? ""}
      data={choicesFor(columns[name])}
      onChange={({ currentTarget: { value } }) => setColumns({ ...columns, [name]: value || null })}
    />
  ));
  const early = [...chosen].map(([pipelineId, stageId]) => ({ pipelineId, stageId }));
  return (
    <div className={classes.form}>
      <Form onSubmit={() => save({ ...columns, version: settings.version, early })} saving={saving} problem={problem}>
        <h2 className={classes.heading}>Columns of your CRM, of the deal or of its account</h2>
        <FieldPair>
          {one}
          {two}
        </FieldPair>
        <FieldPair>
          {three}
          {four}
        </FieldPair>
        <h2 className={classes.heading}>A loss is early up to</h2>
        {settings.early.map(({ pipelineId, pipelineName, stageId, stages }) => (
          <NativeSelect
            key={pipelineId}
            label={pipelineName}
            value={chosen.get(pipelineId) ?? stageId}
            data={stages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget: { value } }) => setChosen(new Map([...chosen, [pipelineId, value]]))}
          />
        ))}
      </Form>
    </div>
  );
}
