import { Button, Chip, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Control, ReasonShape } from "../../../reasons/contract.ts";
import type { CustomerReason } from "../../customer-answers/contract.ts";
import classes from "./Conversation.module.css";

type Props = {
  reasons: readonly ReasonShape[];
  said: readonly CustomerReason[];
  onChange: (said: CustomerReason[]) => void;
};

const groups: { control: Control; title: string }[] = [
  { control: "ours", title: "Ours to change" },
  { control: "shared", title: "Partly ours" },
  { control: "theirs", title: "Theirs" },
];

/** The same catalogue as the seller's debrief: what the customer names is ticked, nothing is ticked for them. */
export function ReasonTicks({ reasons, said, onChange }: Props) {
  const choose = (reasonId: string, on: boolean) => {
    const others = said.filter((one) => one.reasonId !== reasonId);
    onChange(on ? [...others, { reasonId, note: "" }] : others);
  };
  const note = (reasonId: string, words: string) =>
    onChange(said.map((one) => (one.reasonId === reasonId ? { ...one, note: words } : one)));
  return (
    <div className={classes.groups}>
      {groups.map(({ control, title }) => (
        <ReasonGroup
          key={control}
          title={title}
          reasons={reasons.filter((reason) => reason.control === control)}
          said={said}
          onChoose={choose}
        />
      ))}
      {said.map(({ reasonId, note: words }) => (
        <TextInput
          key={reasonId}
          label={`What they said about “${reasons.find(({ id }) => id === reasonId)?.name ?? "it"}”`}
          maxLength={1000}
          value={words}
          onChange={(event) => note(reasonId, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

const atFirst = 4;

type GroupProps = {
  title: string;
  reasons: readonly ReasonShape[];
  said: readonly CustomerReason[];
  onChoose: (reasonId: string, on: boolean) => void;
};

function ReasonGroup({ title, reasons, said, onChoose }: GroupProps) {
  const [all, setAll] = useState(false);
  const isSaid = (reason: ReasonShape) => said.some(({ reasonId }) => reasonId === reason.id);
  // One more is shown rather than hidden behind a button of its own size.
  const hides = reasons.length > atFirst + 1;
  const shown = all || !hides ? reasons : reasons.filter((reason, place) => place < atFirst || isSaid(reason));
  if (reasons.length === 0) return null;
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{title}</legend>
      <div className={classes.chips}>
        {shown.map((reason) => (
          <Chip key={reason.id} size="sm" checked={isSaid(reason)} onChange={(on) => onChoose(reason.id, on)}>
            {reason.name}
          </Chip>
        ))}
        {hides && (
          <Button variant="subtle" color="gray" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Fewer" : `${reasons.length - shown.length} more`}
            <span className="only-for-screen-readers"> reasons: {title}</span>
          </Button>
        )}
      </div>
    </fieldset>
  );
}
