import { Chip } from "@mantine/core";
import { SuggestInput } from "../../../ui/SuggestInput.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import type { LossKind } from "../../deals/contract.ts";
import classes from "./Debrief.module.css";
import { Question } from "./Question.tsx";

const kinds: { value: LossKind; label: string; keys: string }[] = [
  { value: "competitor", label: "They chose a competitor", keys: "1" },
  { value: "no-decision", label: "They held off", keys: "2" },
  { value: "disqualified", label: "It was not for us", keys: "3" },
  { value: "unknown", label: "I don't know", keys: "4" },
];

type Props = {
  value: LossKind | null;
  onChange: (kind: LossKind) => void;
  competitor: string;
  /** Those named before, to choose from. */
  competitors: string[];
  onCompetitor: (competitor: string) => void;
  /** A competitor that the deal or this debrief's own words name. */
  named: string | null;
};

export function LossKindChoice({ value, onChange, competitor, competitors, onCompetitor, named }: Props) {
  return (
    <Question title="How did it end?">
      <Chip.Group
        value={value}
        onChange={(chosen) => {
          const kind = kinds.find((one) => one.value === chosen);
          if (kind) onChange(kind.value);
        }}
      >
        <div className={classes.chips} role="radiogroup" aria-label="How did it end?">
          {kinds.map((kind) => (
            <Kind key={kind.value} {...kind} onKey={() => onChange(kind.value)} />
          ))}
        </div>
      </Chip.Group>
      {value === "competitor" && (
        <SuggestInput
          className={classes.competitor}
          label="Which one"
          choices={competitors}
          maxLength={200}
          value={competitor}
          onChange={onCompetitor}
        />
      )}
      {value === "no-decision" && named && (
        <p className={classes.asked} role="note">
          {named} is named on this deal. Did they choose them in the end, or really nobody? Both are fine answers.
        </p>
      )}
    </Question>
  );
}

function Kind({ value, label, keys, onKey }: (typeof kinds)[number] & { onKey: () => void }) {
  useShortcut(keys, onKey, label);
  return <Chip value={value}>{label}</Chip>;
}
