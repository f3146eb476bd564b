import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Refusal } from "../../../ui/Refusal.tsx";
import classes from "./SignInScreen.module.css";
import { signIn } from "./sign-in.ts";

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const said = await signIn(email, password);
    setBusy(false);
    setRefusal(said);
    if (!said) onSignedIn();
  };

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {refusal && <Refusal problem={{ title: refusal }} />}
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        Sign in
      </Button>
    </form>
  );
}
