import { useState } from "react";
import { type Told, told } from "../../../platform/browser/api.ts";
import { signIn } from "./sign-in.ts";

type ComeIn = {
  /** Sets the password; what it refuses is shown in the form. */
  setPassword: () => Promise<unknown>;
  onSignedIn: () => void;
};

/** Chooses a password and comes in with it, in one go. */
export function useComeIn({ setPassword, onSignedIn }: ComeIn) {
  const [problem, setProblem] = useState<Pick<Told, "title" | "detail" | "wrong">>();
  const [busy, setBusy] = useState(false);
  const comeIn = async (email: string, password: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await setPassword();
      const said = await signIn(email, password);
      // The password is set either way; whoever is not let in right now signs in at the usual door.
      if (said) setProblem({ title: "Your password is set.", detail: said });
      else onSignedIn();
    } catch (error) {
      setProblem(told(error));
    } finally {
      setBusy(false);
    }
  };
  return { comeIn, problem, busy };
}
