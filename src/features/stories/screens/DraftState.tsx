import type { Keeping } from "../../../platform/browser/use-saved-as-you-go.ts";
import { OtherWindow } from "../../../ui/OtherWindow.tsx";
import type { StoryText } from "../contract.ts";
import classes from "./Stories.module.css";

type Props = {
  keeping: Keeping<StoryText>;
  whyNotKept: string | null;
  onSettle: (whose: "theirs" | "mine") => void;
};

/** Whether the draft is kept, and the question when another window wrote it, too. */
export function DraftState({ keeping, whyNotKept, onSettle }: Props) {
  if (keeping.kind === "elsewhere") {
    return (
      <OtherWindow
        title="You wrote something else in another window."
        detail="Nothing is saved over it before you choose which to go on with."
        onSettle={onSettle}
      />
    );
  }
  return (
    <p className={classes.state} role="status">
      {whyNotKept === null ? inWords(keeping) : "Not kept as you write: tell it before you leave this page."}
    </p>
  );
}

function inWords(keeping: Exclude<Keeping<StoryText>, { kind: "elsewhere" }>): string {
  if (keeping.kind === "saved") return "Kept as you write, for you alone";
  if (keeping.kind === "saving") return "Saving …";
  return `Not kept yet; stay on this page. ${keeping.title}`;
}
