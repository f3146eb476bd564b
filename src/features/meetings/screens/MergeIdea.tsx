import { Radio } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Form } from "../../../ui/Form.tsx";
import type { ShownIdea } from "./ideas-in-view.ts";
import classes from "./Runner.module.css";

type Props = {
  idea: ShownIdea;
  others: readonly ShownIdea[];
  onMerge: (into: string) => void;
  onClose: () => void;
};

/** Two that say the same become one; the words of both stay to be read, and votes count once for each person. */
export function MergeIdea({ idea, others, onMerge, onClose }: Props) {
  const [into, setInto] = useState<string | null>(null);
  return (
    <Dialog opened onClose={onClose} title="Merge into another idea" size="lg">
      <Form onSubmit={() => into !== null && onMerge(into)} saving={false} saveLabel="Merge">
        <p className={classes.quote}>{idea.words}</p>
        <Radio.Group label="Stands in" value={into} onChange={setInto}>
          <div className={classes.choices}>
            {others.map(({ id, words, groupNumber }) => (
              <Radio
                key={id}
                value={id}
                label={words}
                description={groupNumber === null ? undefined : `Group ${groupNumber}`}
              />
            ))}
          </div>
        </Radio.Group>
        {others.length === 0 && <p className={classes.quiet}>There is no other idea yet.</p>}
      </Form>
    </Dialog>
  );
}
