import { PlusIcon, XIcon } from "@lucide/icons";
import { Button, Chip, TextInput } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../../../ui/Icon.tsx";
import type { PriorityRating } from "../../customer-answers/contract.ts";
import type { PriorityShape } from "../../priorities/contract.ts";
import classes from "./Conversation.module.css";
import { FiveSteps } from "./FiveSteps.tsx";

type Props = {
  priorities: readonly PriorityShape[];
  said: readonly PriorityRating[];
  /** Nobody won where they held off. */
  winner: string | null;
  onChange: (said: PriorityRating[]) => void;
};

const keyOf = ({ priorityId, name }: Pick<PriorityRating, "priorityId" | "name">) => priorityId ?? `named ${name}`;

/** What mattered most to them: named first, then rated. Only what they named has a row. */
export function PriorityRatings({ priorities, said, winner, onChange }: Props) {
  // A priority that is named but not rated yet says nothing that could be kept.
  const [named, setNamed] = useState<readonly string[]>([]);
  const [own, setOwn] = useState("");
  const isNamed = ({ id }: PriorityShape) => named.includes(id) || said.some(({ priorityId }) => priorityId === id);
  const rows: PriorityRating[] = [
    ...said,
    ...priorities
      .filter(({ id }) => named.includes(id) && !said.some(({ priorityId }) => priorityId === id))
      .map(({ id, name }) => ({ priorityId: id, name, importance: null, us: null, winner: null })),
  ];
  const choose = ({ id }: PriorityShape, on: boolean) => {
    setNamed((before) => (on ? [...before, id] : before.filter((one) => one !== id)));
    if (!on) onChange(said.filter(({ priorityId }) => priorityId !== id));
  };
  const rate = (row: PriorityRating, part: Partial<PriorityRating>) => {
    const rated = { ...row, ...part };
    const isThere = said.some((one) => keyOf(one) === keyOf(row));
    onChange(isThere ? said.map((one) => (keyOf(one) === keyOf(row) ? rated : one)) : [...said, rated]);
  };
  const add = () => {
    const name = own.trim();
    if (name === "") return;
    setOwn("");
    if (said.some((one) => one.name.toLowerCase() === name.toLowerCase())) return;
    onChange([...said, { priorityId: null, name, importance: null, us: null, winner: null }]);
  };
  return (
    <div className={classes.groups}>
      <div className={classes.chips}>
        {priorities
          .filter((priority) => !priority.archived || isNamed(priority))
          .map((priority) => (
            <Chip key={priority.id} size="sm" checked={isNamed(priority)} onChange={(on) => choose(priority, on)}>
              {priority.name}
            </Chip>
          ))}
        <form
          className={classes.ownPriority}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextInput
            size="xs"
            aria-label="Something else that mattered to them"
            placeholder="Something else"
            maxLength={120}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="compact-sm" aria-label="Add it" disabled={own.trim() === ""}>
            <Icon of={PlusIcon} size={16} />
          </Button>
        </form>
      </div>
      {rows.length > 0 && (
        <ul className={classes.ratings} aria-label="What mattered to them, from 1 (little, badly) to 5">
          {rows.map((row) => (
            <li key={keyOf(row)} className={classes.rating} data-winner={winner !== null || undefined}>
              <span className={classes.ratingName}>
                {row.name}
                {row.priorityId === null && (
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-xs"
                    aria-label={`Take out ${row.name}`}
                    onClick={() => onChange(said.filter((one) => keyOf(one) !== keyOf(row)))}
                  >
                    <Icon of={XIcon} size={14} />
                  </Button>
                )}
              </span>
              <FiveSteps
                label="Counted"
                of={row.name}
                value={row.importance}
                onChange={(importance) => rate(row, { importance })}
              />
              <FiveSteps label="We" of={row.name} value={row.us} onChange={(us) => rate(row, { us })} />
              {winner !== null && (
                <FiveSteps
                  label={winner}
                  of={row.name}
                  value={row.winner}
                  onChange={(theirs) => rate(row, { winner: theirs })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
