import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { OnceOnly } from "../../../ui/OnceOnly.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { MemberShape, teamContract } from "../contract.ts";
import { whyNoLink } from "../rules.ts";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");

type Props = { member: MemberShape; byMemberId: string };

/** How a person comes in, for the first time or after a forgotten password: by a link that an admin hands them. */
export function WayIn({ member, byMemberId }: Props) {
  const make = useMutation({ mutationFn: () => team.makeSignInLink.call({ id: member.id }) });
  const why = whyNoLink(member, byMemberId);
  return (
    <section className={classes.part} aria-labelledby="way-in">
      <h3 id="way-in" className={classes.partTitle}>
        Sign-in
      </h3>
      <p className={classes.why}>{why ?? whatForOf(member)}</p>
      {make.error && <Refusal problem={told(make.error)} />}
      {!why && !make.data && (
        <Button
          variant="default"
          className={classes.partAction ?? ""}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          {member.hasSignIn ? "Make a link for a new password" : "Make an invitation link"}
        </Button>
      )}
      <div role="status" className={classes.said}>
        {make.data && (
          <OnceOnly
            secret={`${window.location.origin}/sign-in-link#${make.data.secret}`}
            copied={`The link for ${member.name} is copied.`}
          >
            Send this to {member.name}, and to nobody else. It works once, until{" "}
            <InstantText at={make.data.expiresAt} say="time" />, and is not shown again.
          </OnceOnly>
        )}
      </div>
    </section>
  );
}

function whatForOf({ hasSignIn, email }: MemberShape): string {
  return hasSignIn
    ? `Signs in with ${email}. By a link they set a new password when they forgot theirs; it ends every session of theirs.`
    : "Cannot sign in yet. By a link they choose a password of their own and come in.";
}
