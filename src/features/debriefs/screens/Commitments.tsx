import { PlusIcon, XIcon } from "@lucide/icons";
import { ActionIcon, Button, NativeSelect, Textarea } from "@mantine/core";
import { FlagMark } from "../../../ui/Flag.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { repairsOf } from "../../pipeline-check/rules.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import classes from "./Debrief.module.css";
import { Question } from "./Question.tsx";
import { usualWording } from "./with-wordings.ts";

type Planned = DebriefAnswers["commitments"][number];
type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onChange: (commitments: Planned[]) => void };

const mostCommitments = 3;

/** If this flag comes up on an open deal, then I do this repair: proposed from the reasons, in words one can change. */
export function Commitments({ sheet, answers, onChange }: Props) {
  const { commitments } = answers;
  const flags = sheet.flagsBeforeClose.filter((flag) => repairsOf(flag.flagId, sheet.repairs).length > 0);
  const isFree = (flagId: string) => !commitments.some((one) => one.flagId === flagId);
  const plan = (id: string, flagId: string, repairId?: string): Planned | null => {
    const fitting = repairsOf(flagId, sheet.repairs);
    const repair = fitting.find((one) => one.id === repairId) ?? fitting[0];
    return repair ? { id, flagId, repairId: repair.id, wording: usualWording(flagId, repair.id, sheet) } : null;
  };
  const replace = (id: string, next: Planned | null) =>
    next && onChange(commitments.map((one) => (one.id === id ? next : one)));
  const add = (flagId: string) => {
    const planned = plan(crypto.randomUUID(), flagId);
    if (planned) onChange([...commitments, planned]);
  };

  const chosen = new Set(answers.reasons.map(({ reasonId }) => reasonId));
  const ofReasons = new Set(sheet.reasons.flatMap(({ id, flagId }) => (chosen.has(id) && flagId ? [flagId] : [])));
  const free = flags.filter(({ flagId }) => isFree(flagId));
  const suggested = free.filter(({ flagId }) => ofReasons.has(flagId));
  const more = commitments.length < mostCommitments;
  const other = suggested.length === 0 ? free[0] : undefined;
  return (
    <Question title="My commitment" hint="It is held against every open deal you see as soon as you record this.">
      {commitments.map((one) => (
        <Commitment
          key={one.id}
          one={one}
          sheet={sheet}
          flags={flags.filter(({ flagId }) => flagId === one.flagId || isFree(flagId))}
          onFlag={(flagId) => replace(one.id, plan(one.id, flagId))}
          onRepair={(repairId) => replace(one.id, plan(one.id, one.flagId, repairId))}
          onWording={(wording) => replace(one.id, { ...one, wording })}
          onAway={() => onChange(commitments.filter(({ id }) => id !== one.id))}
        />
      ))}
      {more && (suggested.length > 0 || other) && (
        <div className={classes.chips}>
          {suggested.length > 0 && commitments.length > 0 && (
            <span className={classes.hint}>Your reasons lead to {suggested.length === 1 ? "this" : "these"}, too:</span>
          )}
          {suggested.map((flag) => (
            <Button
              key={flag.flagId}
              variant="default"
              size="compact-sm"
              leftSection={<Icon of={PlusIcon} size={14} />}
              onClick={() => add(flag.flagId)}
            >
              <span className="only-for-screen-readers">Commit to </span>
              {flag.name}
            </Button>
          ))}
          {other && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => add(other.flagId)}>
              {commitments.length === 0 ? "Make a commitment" : "Add another"}
            </Button>
          )}
        </div>
      )}
    </Question>
  );
}

type CommitmentProps = {
  one: Planned;
  sheet: DebriefSheet;
  flags: DebriefSheet["flagsBeforeClose"];
  onFlag: (flagId: string) => void;
  onRepair: (repairId: string) => void;
  onWording: (wording: string) => void;
  onAway: () => void;
};

function Commitment({ one, sheet, flags, onFlag, onRepair, onWording, onAway }: CommitmentProps) {
  const flag = sheet.flagsBeforeClose.find(({ flagId }) => flagId === one.flagId);
  return (
    <div className={classes.commitment}>
      <ActionIcon
        className={classes.away}
        variant="subtle"
        color="gray"
        aria-label="Take this commitment away"
        onClick={onAway}
      >
        <Icon of={XIcon} size={16} />
      </ActionIcon>
      <Textarea
        label="In my words"
        autosize
        maxLength={500}
        value={one.wording}
        onChange={(event) => onWording(event.currentTarget.value)}
        onBlur={() => one.wording.trim() === "" && onWording(usualWording(one.flagId, one.repairId, sheet))}
      />
      <div className={classes.ifThen}>
        <NativeSelect
          label="If this comes up"
          data={flags.map(({ flagId, name }) => ({ value: flagId, label: name }))}
          value={one.flagId}
          onChange={(event) => onFlag(event.currentTarget.value)}
        />
        <NativeSelect
          label="then I do this"
          data={repairsOf(one.flagId, sheet.repairs).map(({ id, name }) => ({ value: id, label: name }))}
          value={one.repairId}
          onChange={(event) => onRepair(event.currentTarget.value)}
        />
      </div>
      {flag?.kind === "up" && (
        <p className={classes.shown}>
          <FlagMark state="up" />
          <span>
            Here it was up before the end: <SayDays>{flag.evidence}</SayDays>
          </span>
        </p>
      )}
    </div>
  );
}
