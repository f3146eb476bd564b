import { Chip, TextInput } from "@mantine/core";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { DebriefAnswers } from "../contract.ts";
import classes from "./Debrief.module.css";

type Said = DebriefAnswers["reasons"][number];
type Props = {
  reason: ReasonShape;
  said: Said;
  asksAboutProduct: boolean;
  onSay: (part: Partial<Said>) => void;
};

/** A chosen reason that is not ours, with its lever; one about the product asks whether it could be done differently. */
export function ReasonNote({ reason, said, asksAboutProduct, onSay }: Props) {
  const asks = asksAboutProduct && reason.aboutProduct;
  if (!reason.lever && !asks) return null;
  return (
    <div className={classes.lever} data-unanswered={(asks && said.productScope === null) || undefined}>
      <p className={classes.leverName}>{reason.name}</p>
      {reason.lever && <p className={classes.hint}>What we can do: {reason.lever}</p>}
      {asks && (
        <>
          <Chip.Group
            value={said.productScope}
            onChange={(scope) => onSay({ productScope: scope === "inherent" ? "inherent" : "doable" })}
          >
            <div className={classes.chips} role="radiogroup" aria-label={`${reason.name}: is it the product itself?`}>
              <Chip size="sm" value="doable">
                We could do it differently
              </Chip>
              <Chip size="sm" value="inherent">
                Inherent to the product
              </Chip>
            </div>
          </Chip.Group>
          <TextInput
            className={classes.full}
            label="What was missing"
            description="It joins the list for the product team."
            maxLength={1000}
            value={said.note}
            onChange={(event) => onSay({ note: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}
