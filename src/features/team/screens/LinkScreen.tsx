import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf, type Told, told } from "../../../platform/browser/api.ts";
import { Door, DoorTitle } from "../../../ui/Door.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Form } from "../../../ui/Form.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../contract.ts";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { useComeIn } from "./use-come-in.ts";

const team = apiOf<typeof teamContract>("team");

/** The door for whoever was handed a link: they choose a password and are in. */
export default function LinkScreen() {
  const secret = useSecret();
  const link = useQuery(
    team.lookAtLink.queryOptions({
      input: { secret: secret || "none" },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  );
  return (
    <Door named="Your password · Comeback">
      <div>
        {link.data && (
          <>
            <DoorTitle
              title={link.data.isFirst ? `Welcome, ${link.data.name}` : "Set a new password"}
              lead={
                link.data.isFirst
                  ? `${link.data.workspaceName} looks at its deals with Comeback. You sign in with ${link.data.email} and a password of your own.`
                  : `For ${link.data.email} in ${link.data.workspaceName}. Wherever you are signed in now, you are signed out.`
              }
            />
            <NewPassword key={secret} secret={secret} email={link.data.email} />
          </>
        )}
        {link.isPending && <Skeletons shape="text" />}
        {link.error && !link.data && <NoWayIn problem={told(link.error)} onRetry={() => void link.refetch()} />}
      </div>
    </Door>
  );
}

/** After the #, where neither a server's log nor the next page's referrer sees it. Another link may come into the same tab. */
function useSecret(): string {
  const [secret, setSecret] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const readAgain = () => setSecret(window.location.hash.slice(1));
    window.addEventListener("hashchange", readAgain);
    return () => window.removeEventListener("hashchange", readAgain);
  }, []);
  return secret;
}

function NewPassword({ secret, email }: { secret: string; email: string }) {
  const [password, setPassword] = useState("");
  const { comeIn, problem, busy } = useComeIn({
    setPassword: () => team.useLink.call({ secret, password }),
    onSignedIn: () => window.location.replace("/"),
  });
  return (
    <Form
      onSubmit={() => void comeIn(email, password)}
      problem={problem}
      saving={busy}
      saveLabel="Set it and sign in"
      wholeScreen
    >
      {/* A browser that keeps passwords learns from it whose this is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField value={password} onChange={setPassword} autoFocus />
    </Form>
  );
}

function NoWayIn({ problem, onRetry }: { problem: Told; onRetry: () => void }) {
  const ended = problem.code === "LINK_ENDED";
  return (
    <>
      <DoorTitle title={ended ? "This link no longer works" : "The link did not open"} />
      <ErrorState
        happened={ended ? "It was used, has run out, or was replaced by a newer one." : problem.title}
        toDo={ended ? "Ask whoever gave it to you for another, or sign in with the password you have." : problem.detail}
        onRetry={ended ? undefined : onRetry}
        actions={
          <Button component="a" href="/" variant="default">
            Go to the sign-in
          </Button>
        }
      />
    </>
  );
}
