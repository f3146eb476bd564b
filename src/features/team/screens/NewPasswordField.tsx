import { PasswordInput } from "@mantine/core";

type Props = { label?: string; value: string; onChange: (value: string) => void; autoFocus?: boolean };

/** A password that somebody chooses: the browser may propose one and keep it. */
export function NewPasswordField({ label = "Password", value, onChange, autoFocus = false }: Props) {
  return (
    <PasswordInput
      label={label}
      name="password"
      description="At least 10 characters"
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={10}
      maxLength={128}
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
