import { TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { OwnerInput, teamContract } from "../contract.ts";
import { currencyOfPlace } from "./currency-of-place.ts";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { CurrencyField, TimeZoneField } from "./PlaceFields.tsx";
import { useComeIn } from "./use-come-in.ts";

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
  const set = (part: Partial<OwnerInput>) => setOwner((before) => ({ ...before, ...part }));
  const { comeIn, problem, busy } = useComeIn({
    setPassword: () => team.createOwner.call(owner),
    onSignedIn: () => {
      navigate("/welcome");
      onSignedIn();
    },
  });

  return (
    <Form
      onSubmit={() => void comeIn(owner.email, owner.password)}
      problem={problem}
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
      <NewPasswordField value={owner.password} onChange={(password) => set({ password })} />
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
