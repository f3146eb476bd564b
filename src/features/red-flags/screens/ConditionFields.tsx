import { NativeSelect, NumberInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { FieldPair } from "../../../ui/Form.tsx";
import type { AttributeCondition, AttributeField, redFlagsContract } from "../contract.ts";
import { linesOf } from "./lines-of.ts";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = {
  condition: AttributeCondition | null;
  currency: string;
  onChange: (condition: AttributeCondition | null) => void;
};

type Is = AttributeCondition["is"]["kind"];
const isNames: { value: Is; label: string }[] = [
  { value: "any-of", label: "is any of" },
  { value: "none-of", label: "is not any of" },
  { value: "above", label: "is above" },
  { value: "below", label: "is below" },
  { value: "missing", label: "is not filled in" },
];

/** What a flag looks for in a field of the deal: which field, and what it must be. */
export function ConditionFields({ condition, currency, onChange }: Props) {
  const fields = useQuery(redFlags.listFields.queryOptions());
  const [values, setValues] = useState(condition && "values" in condition.is ? condition.is.values.join("\n") : "");
  const [number, setNumber] = useState(condition && "number" in condition.is ? condition.is.number : "");
  const [field, setField] = useState(condition ? keyOf(condition.field) : "");
  const [is, setIs] = useState<Is>(condition?.is.kind ?? "any-of");

  const change = (next: { field?: string; is?: Is; values?: string; number?: number | string }) => {
    const now = { field, is, values, number, ...next };
    setField(now.field);
    setIs(now.is);
    setValues(now.values);
    setNumber(now.number);
    onChange(conditionOf(now, currency));
  };
  const headings = fields.data?.rows ?? [];
  // A field that no deal has any more is still what the flag looks at.
  const kept = condition?.field.kind === "attribute" ? condition.field.heading : undefined;
  const names = [...new Set([...headings.map(({ heading }) => heading), ...(kept === undefined ? [] : [kept])])];
  const known = headings.find(({ heading }) => `attribute:${heading}` === field)?.values ?? [];
  return (
    <>
      <FieldPair>
        <NativeSelect
          label="What it looks at"
          required
          value={field}
          onChange={(event) => change({ field: event.currentTarget.value })}
          data={[
            { value: "", label: "Choose a field" },
            {
              group: "Every deal",
              items: [
                { value: "amount", label: "Amount" },
                { value: "lead-source", label: "Lead source" },
              ],
            },
            ...(names.length > 0
              ? [{ group: "From your CRM", items: names.map((name) => ({ value: `attribute:${name}`, label: name })) }]
              : []),
          ]}
        />
        <NativeSelect
          label="Up when it"
          value={is}
          onChange={(event) =>
            change({ is: isNames.find(({ value }) => value === event.currentTarget.value)?.value ?? is })
          }
          data={isNames}
        />
      </FieldPair>
      {(is === "any-of" || is === "none-of") && (
        <Textarea
          label="Values, one a line"
          description={known.length > 0 ? `On your deals: ${known.join(", ")}` : undefined}
          required
          autosize
          minRows={2}
          maxRows={8}
          value={values}
          onChange={(event) => change({ values: event.currentTarget.value })}
        />
      )}
      {(is === "above" || is === "below") && (
        <NumberInput
          label="Limit"
          required
          suffix={field === "amount" ? ` ${currency}` : ""}
          thousandSeparator=" "
          value={number}
          onChange={(next) => change({ number: next })}
        />
      )}
    </>
  );
}

function keyOf(field: AttributeField): string {
  return field.kind === "attribute" ? `attribute:${field.heading}` : field.kind;
}

function fieldOf(key: string, currency: string): AttributeField | null {
  if (key === "amount") return { kind: "amount", currency };
  if (key === "lead-source") return { kind: "lead-source" };
  return key.startsWith("attribute:") ? { kind: "attribute", heading: key.slice("attribute:".length) } : null;
}

type Entered = { field: string; is: Is; values: string; number: number | string };

/** What was entered, once it is whole. */
function conditionOf({ field: key, is, values, number }: Entered, currency: string): AttributeCondition | null {
  const field = fieldOf(key, currency);
  if (!field) return null;
  switch (is) {
    case "any-of":
    case "none-of": {
      const lines = linesOf(values);
      return lines.length === 0 ? null : { field, is: { kind: is, values: lines } };
    }
    case "above":
    case "below":
      return typeof number === "number" ? { field, is: { kind: is, number } } : null;
    case "missing":
      return { field, is: { kind: is } };
  }
}
