import { Chip, Group, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useReader } from "./ReaderContext.tsx";
import { whenWords } from "./words.ts";

type Props = {
  label: string;
  /** YYYY-MM-DD, or null while empty. */
  value: string | null;
  onChange: (day: string | null) => void;
  description?: ReactNode;
  error?: string | undefined;
  /** First and last day allowed. */
  min?: string | undefined;
  max?: string | undefined;
  /** One-tap answers: `[{ label: "In 9 months", day: "2027-08-22" }]`. */
  choices?: readonly { label: string; day: string }[] | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
};

/** A day, by the browser's own calendar and typing, with one-tap answers for the usual ones. */
export function DayInput(props: Props) {
  const { label, value, onChange, description, error, min, max, choices, required = false, disabled = false } = props;
  const reader = useReader();
  return (
    <div>
      <TextInput
        type="date"
        label={label}
        description={description}
        error={error}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        required={required}
        disabled={disabled}
        styles={{ wrapper: { maxWidth: 240 } }}
        {...(min ? { min } : {})}
        {...(max ? { max } : {})}
      />
      {choices && choices.length > 0 && (
        <Group gap={8} mt={8} role="group" aria-label={`${label}: usual days`}>
          {choices.map((choice) => (
            <Chip
              key={choice.label}
              size="sm"
              checked={value === choice.day}
              onChange={() => onChange(choice.day)}
              disabled={disabled}
              title={whenWords(choice.day, reader)}
            >
              {choice.label}
            </Chip>
          ))}
        </Group>
      )}
    </div>
  );
}
