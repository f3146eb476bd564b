import { PlusIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { Icon } from "../../../ui/Icon.tsx";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import classes from "./Debrief.module.css";
import { ourItems } from "./our-part.ts";

const inWords = ["", "", "second", "third", "fourth", "fifth"];

/** Said once, without alarm: why there is less to answer. */
export function ShorterNote({ inRow }: { inRow: number }) {
  const which = inWords[inRow];
  return (
    <p className={classes.held}>
      {which ? `The ${which} loss in a row.` : "Several losses in a row."} One reason, one promise and the next call are
      enough today; the rest can wait.
    </p>
  );
}

type Props = { sheet: DebriefSheet; answers: DebriefAnswers; onUnfold: () => void };

/** What a shorter debrief leaves out, one press away. What is chosen in it already is said. */
export function FoldedPart({ sheet, answers, onUnfold }: Props) {
  const told = new Set(ourItems(sheet).map(({ reason }) => reason?.id));
  const named = sheet.reasons.filter(
    ({ id }) => !told.has(id) && answers.reasons.some(({ reasonId }) => reasonId === id),
  );
  return (
    <div className={classes.folded}>
      <Button variant="default" size="xs" leftSection={<Icon of={PlusIcon} size={14} />} onClick={onUnfold}>
        Say more: other reasons, the turning point, what you take from it
      </Button>
      {named.length > 0 && <p className={classes.hint}>Named already: {named.map(({ name }) => name).join(", ")}.</p>}
    </div>
  );
}
