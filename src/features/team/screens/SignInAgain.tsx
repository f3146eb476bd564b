import { Button } from "@mantine/core";
import { Dialog } from "../../../ui/Dialog.tsx";
import type { MemberShape } from "../contract.ts";
import { SignInForm } from "./SignInForm.tsx";
import classes from "./SignInScreen.module.css";

type Props = { me: Pick<MemberShape, "name" | "email">; onSignedIn: () => void };

/** The session ended while a page is open: the same person signs in over it, and what they typed is still there. */
export default function SignInAgain({ me, onSignedIn }: Props) {
  return (
    <Dialog opened title="Sign in to go on">
      <p className={classes.again}>Your session has ended. What you typed is still here, behind this.</p>
      <SignInForm
        onSignedIn={onSignedIn}
        only={me.email ?? undefined}
        others={
          <Button component="a" href="/" variant="subtle">
            I am not {me.name}
          </Button>
        }
      />
    </Dialog>
  );
}
