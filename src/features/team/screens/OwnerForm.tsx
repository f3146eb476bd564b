import { PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf, type Told, told } from "../../../platform/browser/api.ts";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { OwnerInput, teamContract } from "../contract.ts";
import { currencyOfPlace } from "./currency-of-place.ts";
import { CurrencyField, TimeZoneField } from "./PlaceFields.tsx";
import { signIn } from "./sign-in.ts";

const team = apiOf<typeof teamContract>("team");

/** The first visit: six fields, two of them guessed from where the person sits. */
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
  const [problem, setProblem] = useState<Pick<Told, "title" | "detail" | "wrong"> | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<OwnerInput>) => setOwner((before) => ({ ...before, ...part }));

  const submit = async () => {
    setBusy(true);
    try {
      await team.createOwner.call(owner);
      const said = await signIn(owner.email, owner.password);
      setProblem(said ? { title: said } : null);
      if (!said) {
        navigate("/welcome");
        onSignedIn();
      }
    } catch (error) {
      setProblem(told(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form
      onSubmit={() => void submit()}
      problem={problem ?? undefined}
      saving={busy}
      saveLabel="Make my account"
      wholeScreen
    >
      <TextInput
        label="Your name"
        name="name"
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={200}
        autoFocus
        value={owner.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        maxLength={320}
        value={owner.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        name="password"
        description="At least 10 characters"
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={10}
        maxLength={128}
        value={owner.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <TextInput
        label="Company or team"
        name="workspaceName"
        autoComplete="organization"
        required
        withAsterisk={false}
        maxLength={200}
        value={owner.workspaceName}
        onChange={(event) => set({ workspaceName: event.currentTarget.value })}
      />
      <FieldPair wide>
        <TimeZoneField value={owner.timeZone} onChange={(timeZone) => set({ timeZone })} />
        <CurrencyField value={owner.currency} onChange={(currency) => set({ currency })} />
      </FieldPair>
    </Form>
  );
}
