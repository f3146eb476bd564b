import { Button, Checkbox, Select } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import type { MeetingProposal } from "../plan/contract.ts";
import { peopleWords } from "./meeting-words.ts";
import classes from "./Plan.module.css";

type Props = {
  people: MeetingProposal["people"];
  leadId: string;
  memberIds: readonly string[];
  onChange: (part: { leadId?: string; memberIds?: string[] }) => void;
};

/** Who leads, and who is invited. */
export function PeopleChooser({ people, leadId, memberIds, onChange }: Props) {
  const reader = useReader();
  const mine = people.filter((person) => person.mine);
  const choose = (ids: string[]) => onChange({ memberIds: ids });
  return (
    <div className={classes.chooser}>
      <Select
        label="Who leads it"
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={leadId === "" ? null : leadId}
        onChange={(id) => id && onChange({ leadId: id })}
        allowDeselect={false}
        searchable
        className={classes.field}
      />
      <fieldset className={classes.invited}>
        <legend>
          Invited <span className={classes.quiet}>{peopleWords(memberIds.length, reader)}</span>
        </legend>
        <div className={classes.quick}>
          {mine.length > 1 && mine.length < people.length && (
            <Button variant="subtle" size="compact-sm" onClick={() => choose(mine.map(({ id }) => id))}>
              My team
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => choose(people.map(({ id }) => id))}>
            Everybody
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => choose([])}>
            Nobody
          </Button>
        </div>
        <div className={classes.people}>
          {people.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={memberIds.includes(id)}
              onChange={(event) =>
                choose(event.currentTarget.checked ? [...memberIds, id] : memberIds.filter((each) => each !== id))
              }
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}
