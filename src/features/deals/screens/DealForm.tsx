import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { moneyWords } from "../../../ui/words.ts";
import type { PipelineShape } from "../../sales-process/contract.ts";
import { inOrder } from "../../sales-process/rules.ts";
import type { MemberShape } from "../../team/contract.ts";
import classes from "./DealForm.module.css";
import { readTypedAmount } from "./read-typed-amount.ts";

/** A deal as it is being written: texts as typed. */
export type DealDraft = {
  name: string;
  accountName: string;
  ownerId: string | null;
  pipelineId: string;
  stageId: string;
  amount: string;
  currency: string;
  expectedCloseOn: string | null;
  pitchedOn: string | null;
  offeredTermMonths: number | null;
  competitor: string;
  leadSource: string;
};

/** What is saved of a draft; undefined while its amount cannot be read. */
export function valuesOfDraft({ amount, ...draft }: DealDraft) {
  const amountCents = readTypedAmount(amount, draft.currency);
  if (amountCents === undefined) return undefined;
  return {
    ...draft,
    accountName: draft.accountName.trim() || null,
    competitor: draft.competitor.trim() || null,
    leadSource: draft.leadSource.trim() || null,
    amountCents,
    currency: amountCents === null ? null : draft.currency,
  };
}
export type DealValues = NonNullable<ReturnType<typeof valuesOfDraft>>;

type Props = {
  start: DealDraft;
  pipelines: PipelineShape[];
  people: MemberShape[];
  /** Somebody who sees only their own deals cannot pass one on. */
  mayPassOn: boolean;
  /** A closed deal stays where it ended. */
  isClosed: boolean;
  saveLabel: string;
  isSaving: boolean;
  refusal: unknown;
  onSave: (values: DealValues) => void;
  cancel: ReactNode;
};

/** Everything about a deal that is written by hand. Only its name is needed. */
export function DealForm(props: Props) {
  const { start, pipelines, people, mayPassOn, isClosed, saveLabel, isSaving, refusal, onSave, cancel } = props;
  const reader = useReader();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<DealDraft>) => setDraft((before) => ({ ...before, ...part }));
  const text = (name: "name" | "accountName" | "amount" | "competitor" | "leadSource") => ({
    value: draft[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => change({ [name]: event.currentTarget.value }),
  });
  const amountCents = readTypedAmount(draft.amount, draft.currency);
  const stages = stagesOf(pipelines, draft.pipelineId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const values = valuesOfDraft(draft);
    if (values) onSave(values);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <TextInput label="What it is called" required maxLength={500} data-autofocus {...text("name")} />
      <div className={classes.pair}>
        <TextInput label="Account" maxLength={500} {...text("accountName")} />
        <NativeSelect
          label="Owner"
          disabled={!mayPassOn}
          value={draft.ownerId ?? ""}
          onChange={(event) => change({ ownerId: event.currentTarget.value || null })}
          data={[
            ...(mayPassOn || draft.ownerId === null ? [{ value: "", label: "Nobody yet" }] : []),
            ...people
              .filter(({ id, deactivatedAt }) => deactivatedAt === null || id === start.ownerId)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      {!isClosed && (
        <div className={classes.pair}>
          {pipelines.length > 1 && (
            <NativeSelect
              label="Pipeline"
              value={draft.pipelineId}
              onChange={(event) => {
                const pipelineId = event.currentTarget.value;
                change({ pipelineId, stageId: stagesOf(pipelines, pipelineId)[0]?.id ?? "" });
              }}
              data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <NativeSelect
            label="Stage"
            value={draft.stageId}
            onChange={(event) => change({ stageId: event.currentTarget.value })}
            data={stages.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
      )}
      <div className={classes.money}>
        <TextInput
          label="Amount"
          inputMode="decimal"
          description={
            amountCents
              ? `Read as ${moneyWords(amountCents, draft.currency, reader)}`
              : "As you write it: 22,700 or 45k."
          }
          error={
            amountCents === undefined && (tried || draft.amount.length > 3)
              ? "This is no amount. Write it like 22,700.50 or 45k."
              : undefined
          }
          {...text("amount")}
        />
        <NativeSelect
          label="Currency"
          description="Of the amount"
          value={draft.currency}
          onChange={(event) => change({ currency: event.currentTarget.value })}
          data={currencies(start.currency)}
        />
      </div>
      <div className={classes.pair}>
        <DayInput
          label="Expected close"
          value={draft.expectedCloseOn}
          onChange={(expectedCloseOn) => change({ expectedCloseOn })}
        />
        <DayInput label="Presented on" value={draft.pitchedOn} onChange={(pitchedOn) => change({ pitchedOn })} />
      </div>
      <div className={classes.pair}>
        <TextInput
          type="number"
          label="Offered term, months"
          description="Sets when a lost customer is called again."
          min={1}
          max={240}
          step={1}
          inputMode="numeric"
          value={draft.offeredTermMonths ?? ""}
          onChange={(event) => change({ offeredTermMonths: event.currentTarget.valueAsNumber || null })}
        />
        <TextInput label="Competitor" description="Who else they talk to." maxLength={200} {...text("competitor")} />
      </div>
      <TextInput
        label="Source"
        description="Where it came from: a referral, a fair, a campaign."
        maxLength={200}
        {...text("leadSource")}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={isSaving}>
          {saveLabel}
        </Button>
        {cancel}
      </div>
    </form>
  );
}

/** The stages a deal can be put in by hand. */
export function stagesOf(pipelines: PipelineShape[], pipelineId: string) {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  return pipeline ? inOrder(pipeline).filter(({ type }) => type === "open") : [];
}

function currencies(first: string): string[] {
  return [first, ...Intl.supportedValuesOf("currency").filter((code) => code !== first)];
}
