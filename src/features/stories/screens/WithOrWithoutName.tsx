import { Radio } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import type { BeforeWriting } from "../contract.ts";
import { fewPeople } from "../rules.ts";
import classes from "./Stories.module.css";

type Props = {
  anonymous: boolean;
  before: BeforeWriting;
  /** Once read under a name, it cannot lose it. */
  isNamedAlready: boolean;
  onChange: (anonymous: boolean) => void;
};

export function WithOrWithoutName({ anonymous, before, isNamedAlready, onChange }: Props) {
  const reader = useReader();
  const { people, whyNotKept } = before;
  const whyNot = isNamedAlready ? "Colleagues have read it under your name, so it keeps it." : whyNotKept;
  return (
    <div className={classes.names}>
      <Radio.Group
        label="Whose story is it?"
        value={anonymous ? "without" : "with"}
        onChange={(chosen) => onChange(chosen === "without")}
      >
        <div className={classes.choices}>
          <Radio value="with" label="Mine, with my name" description="Colleagues can come and ask you about it." />
          <Radio
            value="without"
            label="Without a name"
            description={whyNot ?? "Nobody is told who wrote it: not admins, not exports, not the database."}
            disabled={whyNot !== null}
          />
        </div>
      </Radio.Group>
      {anonymous && (
        <div className={classes.notice} role="note">
          <p>
            You alone can change or delete it, signed in as you are now, and below it you appear as “the author”.
            Readers see the day it was told, never the hour.
          </p>
          <p>Your words can still tell: leave out names, amounts and places that only you know.</p>
          {people < fewPeople && (
            <p>
              <strong>
                Only {countWords(people, "person signs", "people sign", reader)} in here. With so few, colleagues may
                well guess that it is you.
              </strong>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
