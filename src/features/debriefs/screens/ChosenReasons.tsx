import { SegmentedControl } from "@mantine/core";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { DebriefAnswers } from "../contract.ts";
import classes from "./Debrief.module.css";

type Props = {
  reasons: ReasonShape[];
  answers: DebriefAnswers;
  onChange: (part: Partial<DebriefAnswers>) => void;
  lost: boolean;
};

/** For each chosen reason that is not ours its lever; for one about the product, whether it could be done differently. */
export function ChosenReasons({ reasons, answers, onChange, lost }: Props) {
  const shown = reasons.filter((reason) => lost && (reason.control !== "ours" || reason.aboutProduct));
  if (shown.length === 0) return null;
  const scopeOf = (reasonId: string) => answers.reasons.find((one) => one.reasonId === reasonId)?.productScope ?? "";
  const setScope = (reasonId: string, scope: string) =>
    onChange({
      reasons: answers.reasons.map((one) =>
        one.reasonId === reasonId ? { ...one, productScope: scope === "inherent" ? "inherent" : "doable" } : one,
      ),
    });
  return (
    <ul className={classes.levers}>
      {shown.map((reason) => (
        <li key={reason.id} className={classes.lever}>
          <p className={classes.leverName}>{reason.name}</p>
          {reason.lever && <p className={classes.hint}>What we can do: {reason.lever}</p>}
          {reason.aboutProduct && (
            <SegmentedControl
              aria-label={`Is “${reason.name}” inherent to the product?`}
              size="xs"
              data={[
                ...(scopeOf(reason.id) === "" ? [{ value: "", label: "Which is it?", disabled: true }] : []),
                { value: "inherent", label: "Inherent to the product" },
                { value: "doable", label: "Doable differently" },
              ]}
              value={scopeOf(reason.id)}
              onChange={(scope) => setScope(reason.id, scope)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
