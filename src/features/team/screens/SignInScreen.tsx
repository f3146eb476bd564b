import { lazy, Suspense, useEffect } from "react";
import { Mark } from "../../../ui/Mark.tsx";
import { SignInForm } from "./SignInForm.tsx";
import classes from "./SignInScreen.module.css";

// Met once in the life of an installation, and heavier than the sign-in.
const FirstVisit = lazy(() => import("./FirstVisit.tsx"));

type Props = { needsOwner: boolean; onSignedIn: () => void };

/** The door: the owner's account on a first visit, the sign-in ever after. */
export default function SignInScreen({ needsOwner, onSignedIn }: Props) {
  useEffect(() => {
    document.title = needsOwner ? "Welcome to Comeback" : "Sign in · Comeback";
  }, [needsOwner]);
  return (
    <main className={classes.door} data-first-visit={needsOwner || undefined}>
      <p className={classes.brand}>
        <Mark className={classes.mark} />
        Comeback
      </p>
      {needsOwner ? (
        <Suspense fallback={null}>
          <FirstVisit onSignedIn={onSignedIn} />
        </Suspense>
      ) : (
        <div className={classes.column}>
          <h1 className={classes.title}>Sign in</h1>
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
    </main>
  );
}
