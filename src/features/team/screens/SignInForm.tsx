import { PasswordInput, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Form } from "../../../ui/Form.tsx";
import { signIn } from "./sign-in.ts";

type Props = {
  onSignedIn: () => void;
  /** Whose page it is, where only this person can go on. */
  only?: string | undefined;
  others?: ReactNode;
};

export function SignInForm({ onSignedIn, only, others }: Props) {
  const [email, setEmail] = useState(only ?? "");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    setBusy(true);
    const said = await signIn(email, password);
    setBusy(false);
    setRefusal(said);
    if (!said) onSignedIn();
  };

  return (
    <Form
      onSubmit={() => void submit()}
      problem={refusal ? { title: refusal } : undefined}
      saving={busy}
      saveLabel="Sign in"
      others={others}
      wholeScreen={!only}
    >
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        readOnly={only !== undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        {...(only ? {} : { autoFocus: true })}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus
        data-after-refusal
      />
    </Form>
  );
}
