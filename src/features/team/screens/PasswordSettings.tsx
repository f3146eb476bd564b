import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { changePassword } from "./sign-in.ts";
import classes from "./TeamSettings.module.css";

/** Whoever was given a first password makes it their own here. */
export default function PasswordSettings() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(currentPassword, newPassword),
    onSuccess: (refused) => {
      if (refused !== null) return;
      setCurrent("");
      setNew("");
      showNotice({ message: "Your password is changed. Everywhere else you are signed out." });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title="Password" lead="Changing it signs you out everywhere else.">
      <form className={classes.form} onSubmit={submit}>
        {change.data && <Refusal problem={{ title: change.data }} />}
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ "aria-label": "Show the present password" }}
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={128}
          visibilityToggleButtonProps={{ "aria-label": "Show the new password" }}
          value={newPassword}
          onChange={(event) => setNew(event.currentTarget.value)}
        />
        <Button type="submit" loading={change.isPending} className={classes.save}>
          Change the password
        </Button>
      </form>
    </Section>
  );
}
