import { lazy, Suspense } from "react";
import { Door, DoorTitle } from "../../../ui/Door.tsx";
import { SignInForm } from "./SignInForm.tsx";
import classes from "./SignInScreen.module.css";

// Met once in the life of an installation, and heavier than the sign-in.
const FirstVisit = lazy(() => import("./FirstVisit.tsx"));

type Props = { needsOwner: boolean; onSignedIn: () => void };

/** The door: the owner's account on a first visit, the sign-in ever after. */
export default function SignInScreen({ needsOwner, onSignedIn }: Props) {
  return (
    <Door named={needsOwner ? "Welcome to Comeback" : "Sign in · Comeback"} width={needsOwner ? "wide" : "narrow"}>
      {needsOwner ? (
        <Suspense fallback={null}>
          <FirstVisit onSignedIn={onSignedIn} />
        </Suspense>
      ) : (
        <div>
          <DoorTitle title="Sign in" />
          <SignInForm onSignedIn={onSignedIn} />
          <details className={classes.forgot}>
            <summary>Forgot your password?</summary>
            <p>An admin of your team makes you a link for a new one, under Settings, People.</p>
            <p>
              You are the owner? On the machine Comeback runs on:{" "}
              <code>npm run comeback -- reset-password you@example.com</code>
            </p>
          </details>
        </div>
      )}
    </Door>
  );
}
