import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../contract.ts";
import { OwnerForm } from "./OwnerForm.tsx";
import { SignInForm } from "./SignInForm.tsx";
import classes from "./SignInScreen.module.css";

const team = apiOf<typeof teamContract>("team");

type Props = { onSignedIn: () => void };

/** The door: the owner's account on a first visit, the sign-in ever after. */
export default function SignInScreen({ onSignedIn }: Props) {
  const firstRun = useQuery(team.firstRun.queryOptions());
  if (firstRun.isPending) return <Skeletons shape="text" />;
  if (firstRun.isError) {
    const { title, detail } = told(firstRun.error);
    return (
      <main className={classes.door}>
        <ErrorState happened={title} toDo={detail} onRetry={() => void firstRun.refetch()} />
      </main>
    );
  }
  return (
    <main className={classes.door}>
      <p className={classes.brand}>Comeback</p>
      {firstRun.data.needsOwner ? (
        <>
          <h1 className={classes.title}>Turn the next loss into a win</h1>
          <p className={classes.lead}>
            Make your account first. It owns this workspace; you add your team later. Everything stays on this machine.
          </p>
          <OwnerForm onSignedIn={onSignedIn} />
        </>
      ) : (
        <>
          <h1 className={classes.title}>Sign in</h1>
          <SignInForm onSignedIn={onSignedIn} />
        </>
      )}
    </main>
  );
}
