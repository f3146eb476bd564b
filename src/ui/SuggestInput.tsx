import { Autocomplete } from "@mantine/core";
import { useState } from "react";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What was written here before, to choose from. */
  choices: string[];
  maxLength?: number | undefined;
  className?: string | undefined;
  /** Called with what was chosen or typed when the field is left. */
  onSettled?: ((value: string) => void) | undefined;
  /** Where what follows the field must stay in sight. */
  opens?: "above" | "below" | undefined;
};

/** A line of text with earlier ones offered. What stands there already hides none of them; what is typed narrows them. */
export function SuggestInput({
  label,
  value,
  onChange,
  choices,
  maxLength,
  className = "",
  onSettled,
  opens = "below",
}: Props) {
  const [settled, setSettled] = useState(value);
  const typed = value.trim().toLowerCase();
  const like = choices.filter((choice) => choice.toLowerCase().includes(typed));
  const isWhole = like.length === 1 && like[0]?.toLowerCase() === typed;
  const settle = (text: string) => {
    setSettled(text);
    onSettled?.(text);
  };
  return (
    <Autocomplete
      className={className}
      label={label}
      data={value === settled ? choices : isWhole ? [] : like}
      filter={({ options }) => options}
      maxLength={maxLength}
      value={value}
      onChange={onChange}
      onOptionSubmit={settle}
      onBlur={() => settle(value)}
      // Above, the label stays in sight, too.
      comboboxProps={opens === "above" ? { position: "top", offset: 30 } : { position: "bottom" }}
    />
  );
}
