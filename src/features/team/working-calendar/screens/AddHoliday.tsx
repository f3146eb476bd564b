import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { DayInput } from "../../../../ui/DayInput.tsx";
import type { Holiday } from "../contract.ts";
import classes from "./WorkingDays.module.css";

type Props = {
  saving: boolean;
  onAdd: (holiday: Holiday) => void;
  /** Beside the button: another way to add. */
  others: ReactNode;
};

/** One day and its name. */
export function AddHoliday({ saving, onAdd, others }: Props) {
  const [heldOn, setHeldOn] = useState<string | null>(null);
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saving || !heldOn || name.trim() === "") return;
    onAdd({ heldOn, name: name.trim() });
    setHeldOn(null);
    setName("");
  };
  return (
    <form className={classes.add} onSubmit={submit}>
      <DayInput label="Day off" value={heldOn} onChange={setHeldOn} required />
      <TextInput
        className={classes.name ?? ""}
        label="Its name"
        placeholder="Christmas Day"
        required
        withAsterisk={false}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={saving}>
        Add the day
      </Button>
      {others}
    </form>
  );
}
