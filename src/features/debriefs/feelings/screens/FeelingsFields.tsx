import { Button, Chip, Textarea } from "@mantine/core";
import { apiOf } from "../../../../platform/browser/api.ts";
import { type Keeping, type Kept, useSavedAsYouGo } from "../../../../platform/browser/use-saved-as-you-go.ts";
import { OtherWindow } from "../../../../ui/OtherWindow.tsx";
import type { debriefsContract } from "../../contract.ts";
import type { FeelingsSaid, OwnFeelings } from "../contract.ts";
import { feelingSteps, isNothing } from "../rules.ts";
import classes from "./Feelings.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Props = { dealId: string; closedAt?: string; own: OwnFeelings; autoFocus?: boolean };

const nothing: FeelingsSaid = { step: null, words: "" };

/** Five plain steps and room for words; both optional, saved as they come. */
export function FeelingsFields({ own, autoFocus = false, ...place }: Props) {
  const { value, keeping, change, settle } = useSavedAsYouGo<FeelingsSaid>({
    start: () => keptIn(own) ?? { version: 0, value: nothing },
    save: async (version, said) => {
      const saved = await debriefs.saveFeelings.call({ ...place, version, ...said });
      return saved.kind === "none" ? 0 : saved.version;
    },
    theirsIn: (data) => (isOwn(data) ? keptIn(data) : null),
  });
  return (
    <>
      <Chip.Group
        value={value.step === null ? null : String(value.step)}
        onChange={(step) => change({ ...value, step: Number(step) })}
      >
        <div className={classes.steps} role="radiogroup" aria-label="How does it feel?">
          {feelingSteps.map((name, place) => (
            <Chip key={name} value={String(place + 1)}>
              {name}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <Textarea
        label="In your own words"
        autosize
        minRows={2}
        maxLength={4000}
        autoFocus={autoFocus}
        value={value.words}
        onChange={(event) => change({ ...value, words: event.currentTarget.value })}
      />
      {keeping.kind === "elsewhere" && (
        <OtherWindow
          title="You wrote something else in another window."
          detail="Nothing is saved over it before you choose which to go on with."
          onSettle={settle}
        />
      )}
      <div className={classes.foot}>
        <p className={classes.state} role="status">
          {isNothing(value) && keeping.kind === "saved" ? "" : stateInWords(keeping)}
        </p>
        {!isNothing(value) && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => change(nothing)}>
            Take it away
          </Button>
        )}
      </div>
    </>
  );
}

function stateInWords(keeping: Keeping<FeelingsSaid>): string {
  switch (keeping.kind) {
    case "saved":
      return "Kept, sealed, for you alone";
    case "saving":
      return "Saving …";
    case "unsaved":
      return `Not kept yet; stay on this page. ${keeping.title}`;
    case "elsewhere":
      return "Not kept yet.";
  }
}

function keptIn(own: OwnFeelings): Kept<FeelingsSaid> | null {
  if (own.kind === "closed") return null;
  return own.kind === "none"
    ? { version: 0, value: nothing }
    : { version: own.version, value: { step: own.step, words: own.words } };
}

/** What the server says with a refusal, as the contract has it. */
function isOwn(data: unknown): data is OwnFeelings {
  return typeof data === "object" && data !== null && "kind" in data && (data.kind === "open" || data.kind === "none");
}
