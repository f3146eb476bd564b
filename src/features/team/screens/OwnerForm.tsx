import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { OwnerInput, teamContract } from "../contract.ts";
import { currencyOfPlace } from "./currency-of-place.ts";
import classes from "./SignInScreen.module.css";
import { signIn } from "./sign-in.ts";

const team = apiOf<typeof teamContract>("team");

/** The first visit: five fields, two of them guessed from where the person sits. */
export function OwnerForm({ onSignedIn }: { onSignedIn: () => void }) {
  const navigate = useNavigateTo();
  const [owner, setOwner] = useState<OwnerInput>(() => ({
    name: "",
    email: "",
    password: "",
    workspaceName: "",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: currencyOfPlace(navigator.language),
  }));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<OwnerInput>) => setOwner((before) => ({ ...before, ...part }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await team.createOwner.call(owner);
      const said = await signIn(owner.email, owner.password);
      setRefusal(said);
      if (!said) {
        onSignedIn();
        navigate("/welcome");
      }
    } catch (error) {
      setRefusal(told(error).title);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {refusal && <Refusal problem={{ title: refusal }} />}
      <TextInput
        label="Your name"
        autoComplete="name"
        required
        value={owner.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={owner.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        description="At least 10 characters"
        autoComplete="new-password"
        required
        minLength={10}
        value={owner.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <TextInput
        label="Company or team"
        autoComplete="organization"
        required
        value={owner.workspaceName}
        onChange={(event) => set({ workspaceName: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          label="Time zone"
          required
          value={owner.timeZone}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
        />
        <TextInput
          label="Currency"
          required
          maxLength={3}
          value={owner.currency}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        />
      </div>
      <Button type="submit" loading={busy}>
        Make my account
      </Button>
    </form>
  );
}
