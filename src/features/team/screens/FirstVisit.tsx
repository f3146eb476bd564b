import { ChainCard } from "../../../ui/ChainCard.tsx";
import { DoorTitle } from "../../../ui/Door.tsx";
import { OwnerForm } from "./OwnerForm.tsx";
import classes from "./SignInScreen.module.css";

/** The owner's account, and beside it what it is for. */
export default function FirstVisit({ onSignedIn }: { onSignedIn: () => void }) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <DoorTitle
          title="Turn the next loss into a win"
          lead="Make your account. You add your deals next and your team later; everything stays on this machine."
        />
        <OwnerForm onSignedIn={onSignedIn} />
      </div>
      <figure className={classes.example}>
        <figcaption className={classes.caption}>
          What one lost deal tells in two minutes, and what to do about it today:
        </figcaption>
        <div inert>
          <ChainCard
            reason={{ label: "Decision makers not identified", note: "We lost Harbour Lines, € 48,000" }}
            missedStep={{ label: "Asked who signs", note: "Not done before the proposal" }}
            redFlag={{ label: "No decision maker", state: "up", note: "Up on three of your open deals" }}
            repair={{ label: "Call for the missing information", note: "“Besides you, who will have a say in this?”" }}
            bestPractice={{ label: "Ask who signs in the first call" }}
          />
        </div>
      </figure>
    </div>
  );
}
