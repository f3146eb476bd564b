import { ArrowDownIcon, ArrowUpIcon, PlusIcon, XIcon } from "@lucide/icons";
import { ActionIcon, Button, NativeSelect, NumberInput } from "@mantine/core";
import { Icon } from "../../../ui/Icon.tsx";
import type { MeetingRound, RoundKind } from "../live/contract.ts";
import { usualRounds } from "../running/rules.ts";
import { roundNames } from "./meeting-words.ts";
import classes from "./Plan.module.css";
import { moved } from "./plan-draft.ts";

type Props = {
  rounds: readonly MeetingRound[];
  votesEach: number;
  onChange: (part: { rounds?: MeetingRound[]; votesEach?: number }) => void;
};

const kinds: readonly RoundKind[] = ["alone", "pairs", "fours", "all"];
const mostRounds = 12;

/** How long one thinks alone, in pairs, in the group and together; and how many votes each has. */
export function RoundsEditor({ rounds, votesEach, onChange }: Props) {
  const change = (at: number, part: Partial<MeetingRound>) =>
    onChange({ rounds: rounds.map((round, place) => (place === at ? { ...round, ...part } : round)) });
  const isUsual = JSON.stringify(rounds) === JSON.stringify(usualRounds);
  return (
    <div className={classes.rounds}>
      <ol className={classes.roundList}>
        {rounds.map(({ kind, seconds }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a round is its place in the order
          <li key={at} className={classes.round}>
            <NativeSelect
              aria-label={`Round ${at + 1}`}
              value={kind}
              data={kinds.map((value) => ({ value, label: roundNames[value] }))}
              onChange={({ currentTarget: { value } }) =>
                change(at, { kind: kinds.find((each) => each === value) ?? kind })
              }
            />
            <NumberInput
              aria-label={`Minutes of round ${at + 1}`}
              value={seconds / 60}
              min={0.5}
              max={120}
              step={0.5}
              decimalScale={2}
              allowNegative={false}
              suffix=" min"
              onChange={(value) =>
                typeof value === "number" && change(at, { seconds: Math.max(10, Math.round(value * 60)) })
              }
            />
            <span className={classes.moves}>
              <ActionIcon
                aria-label={`Round ${at + 1} one earlier`}
                disabled={at === 0}
                onClick={() => onChange({ rounds: moved(rounds, at, -1) })}
              >
                <Icon of={ArrowUpIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Round ${at + 1} one later`}
                disabled={at === rounds.length - 1}
                onClick={() => onChange({ rounds: moved(rounds, at, 1) })}
              >
                <Icon of={ArrowDownIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Leave round ${at + 1} out`}
                disabled={rounds.length === 1}
                onClick={() => onChange({ rounds: rounds.filter((_, place) => place !== at) })}
              >
                <Icon of={XIcon} size={16} strokeWidth={1.7} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <div className={classes.quick}>
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon of={PlusIcon} size={16} strokeWidth={1.7} />}
          disabled={rounds.length >= mostRounds}
          onClick={() => onChange({ rounds: [...rounds, { kind: "all", seconds: 300 }] })}
        >
          Add a round
        </Button>
        {!isUsual && (
          <Button variant="subtle" size="sm" onClick={() => onChange({ rounds: usualRounds })}>
            The usual 1, 2, 4 and 5 minutes
          </Button>
        )}
      </div>
      <NumberInput
        label="Votes for each person"
        value={votesEach}
        min={1}
        max={20}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        className={classes.votes}
        onChange={(value) => typeof value === "number" && onChange({ votesEach: value })}
      />
    </div>
  );
}
