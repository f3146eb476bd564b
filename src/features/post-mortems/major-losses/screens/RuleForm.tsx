import { Button, NativeSelect, NumberInput, TagsInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { FieldPair, Form } from "../../../../ui/Form.tsx";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import type { dealsContract } from "../../../deals/contract.ts";
import type { salesProcessContract } from "../../../sales-process/contract.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { MajorLossCriteria, MajorLossRule } from "../contract.ts";
import { RulePreview } from "./RulePreview.tsx";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const deals = apiOf<typeof dealsContract>("deals");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

type Props = {
  /** Null: a new one. */
  rule: MajorLossRule | null;
  /** The team's own, in which amounts are told. */
  currency: string;
  onDone: () => void;
};

/** What a loss must be to count as major, with the past losses it would have named. */
export function RuleForm({ rule, currency, onDone }: Props) {
  const known = useQueryClient();
  const [id] = useState(() => rule?.id ?? crypto.randomUUID());
  const [name, setName] = useState(rule?.name ?? "");
  const [amount, setAmount] = useState<number | string>(rule?.minAmountCents ? rule.minAmountCents / 100 : "");
  const [competitors, setCompetitors] = useState(rule?.competitors ?? []);
  const [field, setField] = useState(rule?.segment?.field ?? "");
  const [values, setValues] = useState(rule?.segment?.values ?? []);
  const [stageId, setStageId] = useState(rule?.stageId ?? "");
  const rivals = useQuery(deals.listCompetitors.queryOptions());
  const fields = useQuery(postMortems.listSegmentFields.queryOptions());
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions());
  const criteria = useMemo(
    (): MajorLossCriteria => ({
      minAmountCents: typeof amount === "number" ? Math.round(amount * 100) : null,
      competitors: competitors.length > 0 ? competitors : null,
      segment: field !== "" && values.length > 0 ? { field, values } : null,
      stageId: stageId || null,
    }),
    [amount, competitors, field, values, stageId],
  );
  const { save, saving, problem } = useSave({
    write: (wanted: MajorLossCriteria) =>
      postMortems.saveMajorLossRule.call({ ...wanted, id, version: rule?.version ?? 0, name: name.trim() }),
    said: () => (rule ? "The rule is changed." : "From now on each such loss stands in Post-mortems at once."),
    done: onDone,
  });
  const takeOut = async () => {
    if (!rule) return;
    try {
      await postMortems.archiveMajorLossRule.call({ id: rule.id });
      onDone();
      showUndo(`“${rule.name}” is taken out. What it named stays.`, () => {
        void postMortems.restoreMajorLossRule
          .call({ id: rule.id })
          .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
          .finally(() => known.invalidateQueries());
      });
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };
  // A column that no deal has any more is still what the rule asks.
  const names = [...new Set([...(fields.data?.rows.map((one) => one.field) ?? []), ...(field ? [field] : [])])];
  return (
    <Form
      onSubmit={() => save(criteria)}
      saving={saving}
      problem={problem}
      saveLabel={rule ? "Save" : "Call these losses major"}
      others={
        rule && (
          <Button variant="subtle" color="gray" onClick={() => void takeOut()}>
            Take it out
          </Button>
        )
      }
    >
      <TextInput
        name="name"
        label="Name"
        placeholder="Large deals"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <FieldPair>
        <NumberInput
          label={`Worth at least (${currency})`}
          min={0}
          max={1e13}
          thousandSeparator
          hideControls
          value={amount}
          onChange={setAmount}
        />
        <NativeSelect
          label="Came as far as"
          value={stageId}
          data={[
            { value: "", label: "Any stage" },
            ...(pipelines.data?.rows ?? []).map((pipeline) => ({
              group: pipeline.name,
              items: pipeline.stages
                .filter(({ type }) => type === "open")
                .map((stage) => ({ value: stage.id, label: stage.name })),
            })),
          ]}
          onChange={(event) => setStageId(event.currentTarget.value)}
        />
      </FieldPair>
      <TagsInput
        label="Lost to"
        description="Any of them. Left empty, it does not matter to whom."
        data={rivals.data?.names ?? []}
        value={competitors}
        onChange={setCompetitors}
        maxTags={50}
        acceptValueOnBlur
      />
      <FieldPair>
        <NativeSelect
          label="Segment"
          value={field}
          data={[{ value: "", label: "Any" }, ...names]}
          onChange={(event) => {
            setField(event.currentTarget.value);
            setValues([]);
          }}
        />
        <TagsInput
          label="Is any of"
          disabled={field === ""}
          data={fields.data?.rows.find((one) => one.field === field)?.values ?? []}
          value={values}
          onChange={setValues}
          maxTags={50}
          acceptValueOnBlur
        />
      </FieldPair>
      <RulePreview criteria={criteria} />
    </Form>
  );
}
