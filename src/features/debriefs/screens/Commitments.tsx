import { ActionIcon, Button, Select, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { promiseWording, repairsOf } from "../../pipeline-check/rules.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import classes from "./Debrief.module.css";
import { Question } from "./Question.tsx";

type Planned = DebriefAnswers["commitments"][number];
type Props = { sheet: DebriefSheet; commitments: Planned[]; onChange: (commitments: Planned[]) => void };

const mostCommitments = 3;

/** If this flag comes up on an open deal, then I do this repair: proposed from the reasons, in words one can change. */
export function Commitments({ sheet, commitments, onChange }: Props) {
  const flags = sheet.flagsBeforeClose.filter((flag) => repairsOf(flag.flagId, sheet.repairs).length > 0);
  const nameOf = (flagId: string) => flags.find((flag) => flag.flagId === flagId)?.name ?? "";
  const plan = (id: string, flagId: string, repairId: string | undefined): Planned | null => {
    const repair = sheet.repairs.find((one) => one.id === repairId) ?? repairsOf(flagId, sheet.repairs)[0];
    return repair ? { id, flagId, repairId: repair.id, wording: promiseWording(nameOf(flagId), repair.name) } : null;
  };
  const replace = (id: string, next: Planned | null) =>
    next && onChange(commitments.map((one) => (one.id === id ? next : one)));
  const add = () => {
    const free = flags.find((flag) => !commitments.some((one) => one.flagId === flag.flagId));
    const planned = free && plan(crypto.randomUUID(), free.flagId, undefined);
    if (planned) onChange([...commitments, planned]);
  };

  return (
    <Question title="My commitment" hint="It is held against every open deal of yours as soon as you record this.">
      {commitments.map((one) => (
        <div key={one.id} className={classes.commitment}>
          <div className={classes.ifThen}>
            <Select
              label="If this comes up"
              searchable
              allowDeselect={false}
              data={flags.map((flag) => ({ value: flag.flagId, label: flag.name }))}
              value={one.flagId}
              onChange={(flagId) => flagId && replace(one.id, plan(one.id, flagId, undefined))}
            />
            <Select
              label="then I do this"
              allowDeselect={false}
              data={repairsOf(one.flagId, sheet.repairs).map((repair) => ({ value: repair.id, label: repair.name }))}
              value={one.repairId}
              onChange={(repairId) => repairId && replace(one.id, plan(one.id, one.flagId, repairId))}
            />
            <ActionIcon
              variant="subtle"
              aria-label="Take this commitment away"
              onClick={() => onChange(commitments.filter((other) => other.id !== one.id))}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
          <Textarea
            label="In my words"
            autosize
            value={one.wording}
            onChange={(event) => replace(one.id, { ...one, wording: event.currentTarget.value })}
          />
        </div>
      ))}
      {commitments.length < mostCommitments && flags.length > 0 && (
        <Button variant="subtle" size="compact-sm" className={classes.add} onClick={add}>
          {commitments.length === 0 ? "Make a commitment" : "Add another"}
        </Button>
      )}
    </Question>
  );
}
