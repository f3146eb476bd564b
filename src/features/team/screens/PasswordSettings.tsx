import { PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { Form } from "../../../ui/Form.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import type { teamContract } from "../contract.ts";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { changePassword } from "./sign-in.ts";

const team = apiOf<typeof teamContract>("team");

/** One's own password. */
export default function PasswordSettings() {
  const me = useQuery(team.me.queryOptions());
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const said = await changePassword(current, next);
    setBusy(false);
    setRefusal(said);
    if (said) return;
    setCurrent("");
    setNext("");
    showNotice({ message: "Your password is changed. Everywhere else you are signed out." });
  };
  return (
    <Section
      title="Password"
      lead="A new password signs you out everywhere else: on other machines and in other browsers. API keys go on working."
    >
      <Form
        onSubmit={() => void submit()}
        problem={refusal ? { title: refusal } : undefined}
        saving={busy}
        saveLabel="Change the password"
      >
        {/* A browser that keeps passwords learns from it whose this is. */}
        <input type="text" autoComplete="username" value={me.data?.member.email ?? ""} readOnly hidden />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          data-after-refusal
          required
          withAsterisk={false}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordField label="New password" value={next} onChange={setNext} />
      </Form>
    </Section>
  );
}
