import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { Form } from "../../../../ui/Form.tsx";
import type { LeftOutOf } from "../../major-losses/contract.ts";
import classes from "./LeftOut.module.css";
import { useLeaveOut } from "./use-leave-out.ts";

type Props = { dealId: string; name: string; before: LeftOutOf | null; onDone: () => void };

const ways: { value: LeftOutOf; label: string; about: string }[] = [
  {
    value: "analysis",
    label: "Of everything told about losses",
    about: "It counts in no figure of post-mortems, no rule calls it major, and nobody is invited.",
  },
  {
    value: "invitations",
    label: "Of invitations only",
    about: "Nobody writes to this customer. What is said about the loss counts.",
  },
];

/** What a loss is left out of, and why. */
export function LeaveOutForm({ dealId, name, before, onDone }: Props) {
  const [leftOutOf, setLeftOutOf] = useState<LeftOutOf>(before ?? "invitations");
  const [why, setWhy] = useState("");
  const [saving, setSaving] = useState(false);
  const leaveOut = useLeaveOut();
  const save = async () => {
    setSaving(true);
    const said = leftOutOf === "analysis" ? `${name} is left out.` : `Nobody will be invited to talk about ${name}.`;
    const isDone = await leaveOut({ dealId, leftOutOf, why: why.trim() }, { dealId, leftOutOf: before, why: "" }, said);
    setSaving(false);
    if (isDone) onDone();
  };
  return (
    <Form onSubmit={() => void save()} saving={saving} saveLabel="Leave it out">
      <Radio.Group
        label="Left out of what?"
        value={leftOutOf}
        onChange={(value) => setLeftOutOf(ways.find((one) => one.value === value)?.value ?? "invitations")}
      >
        <div className={classes.choices}>
          {ways.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </div>
      </Radio.Group>
      <TextInput label="Why" maxLength={500} value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
    </Form>
  );
}
