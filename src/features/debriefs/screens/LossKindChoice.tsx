import { Chip, Group } from "@mantine/core";
import type { LossKind } from "../../deals/contract.ts";
import { Question } from "./Question.tsx";

const kinds: { value: LossKind; label: string }[] = [
  { value: "competitor", label: "They chose a competitor" },
  { value: "no-decision", label: "They held off" },
  { value: "disqualified", label: "It was not for us" },
  { value: "unknown", label: "I don't know" },
];

type Props = { value: LossKind | null; onChange: (kind: LossKind) => void };

export function LossKindChoice({ value, onChange }: Props) {
  return (
    <Question title="How did it end?">
      <Chip.Group
        value={value}
        onChange={(chosen) => {
          const kind = kinds.find((one) => one.value === chosen);
          if (kind) onChange(kind.value);
        }}
      >
        <Group gap={8} role="radiogroup" aria-label="How did it end?">
          {kinds.map((kind) => (
            <Chip key={kind.value} value={kind.value}>
              {kind.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Question>
  );
}
