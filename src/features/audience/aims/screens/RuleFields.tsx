import { XIcon } from "@lucide/icons";
import { ActionIcon, Button, NativeSelect, TagsInput } from "@mantine/core";
import { Icon } from "../../../../ui/Icon.tsx";
import type { AimCondition } from "../contract.ts";
import classes from "./Aims.module.css";

/** A condition while it is being entered; a choice's text says of what it is. */
export type Drafted = { key: string; choice: string; values: string[] };

type Words = {
  columns: readonly { field: string; values: string[] }[];
  sources: string[];
  titles: string[];
};

const ofColumn = "column ";
const mostConditions = 5;

export const draftsOf = (rule: readonly AimCondition[]): Drafted[] =>
  rule.map((condition) => ({
    key: crypto.randomUUID(),
    choice: condition.of === "column" ? `${ofColumn}${condition.column}` : condition.of,
    values: condition.values,
  }));

/** What was entered whole; a condition without a value asks nothing. */
export function ruleOf(drafts: readonly Drafted[]): AimCondition[] {
  return drafts.flatMap(({ choice, values }): AimCondition[] => {
    if (values.length === 0) return [];
    if (choice.startsWith(ofColumn)) return [{ of: "column", column: choice.slice(ofColumn.length), values }];
    return [{ of: choice === "source" ? "source" : "contact-title", values }];
  });
}

type Props = {
  drafts: readonly Drafted[];
  /** What the CRM says, to choose from; undefined until it is known. */
  words: Words | undefined;
  onChange: (drafts: Drafted[]) => void;
  isCampaign: boolean;
};

/** What must hold of a deal: each line, with any of its values. */
export function RuleFields({ drafts, words, onChange, isCampaign }: Props) {
  const change = (key: string, part: Partial<Drafted>) =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  const fields = words?.columns.map(({ field }) => field) ?? [];
  const choicesFor = (choice: string) => {
    // A column that no deal has any more is still what the rule asks.
    const own = choice.startsWith(ofColumn) ? [choice.slice(ofColumn.length)] : [];
    const columns = [...new Set([...fields, ...own])].map((field) => ({ value: `${ofColumn}${field}`, label: field }));
    return [
      { value: "contact-title", label: "First contact's title holds" },
      { value: "source", label: "Source" },
      ...(columns.length > 0 ? [{ group: "Columns of your CRM", items: columns }] : []),
    ];
  };
  const valuesFor = (choice: string): string[] => {
    if (choice === "source") return words?.sources ?? [];
    if (choice === "contact-title") return words?.titles ?? [];
    return words?.columns.find(({ field }) => `${ofColumn}${field}` === choice)?.values ?? [];
  };
  return (
    <fieldset className={classes.conditions}>
      <legend className={classes.legend}>
        {isCampaign ? "And only deals of which all holds" : "A deal is theirs if all holds"}
      </legend>
      {drafts.length === 0 && !isCampaign && (
        <p className={classes.hint}>
          Nothing is asked: only deals are theirs on which your CRM or somebody says so. Job titles and segments are the
          usual signs.
        </p>
      )}
      {drafts.map(({ key, choice, values }, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a field set of its own for each line would draw a frame and a heading
        <div key={key} className={classes.condition} role="group" aria-label={`Condition ${place + 1}`}>
          <NativeSelect
            label="What"
            value={choice}
            data={choicesFor(choice)}
            onChange={(event) => change(key, { choice: event.currentTarget.value, values: [] })}
          />
          <TagsInput
            label="Any of"
            data={valuesFor(choice)}
            value={values}
            onChange={(entered) => change(key, { values: entered })}
            maxTags={50}
            acceptValueOnBlur
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className={classes.drop}
            aria-label={`Take out condition ${place + 1}`}
            onClick={() => onChange(drafts.filter((draft) => draft.key !== key))}
          >
            <Icon of={XIcon} size={18} strokeWidth={1.7} />
          </ActionIcon>
        </div>
      ))}
      {drafts.length < mostConditions && (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() => onChange([...drafts, { key: crypto.randomUUID(), choice: "contact-title", values: [] }])}
          >
            Add a condition
          </Button>
        </div>
      )}
    </fieldset>
  );
}
