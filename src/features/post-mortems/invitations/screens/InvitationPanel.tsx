import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { OnceOnly } from "../../../../ui/OnceOnly.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import type { InvitationKind, InvitationShape, invitationsContract } from "../contract.ts";
import { isWaiting } from "../rules.ts";
import { InvitationForm } from "./InvitationForm.tsx";
import classes from "./Invitations.module.css";
import { stateWords, troubleWords, whatWords, whyNotWords } from "./invitation-words.ts";

const invitations = apiOf<typeof invitationsContract>("invitations");

const askWords: Record<InvitationKind, string> = { form: "Send the form", conversation: "Ask for a talk" };

/** How the customer of a post-mortem was asked, and asking them: by a form they answer alone, or to talk. */
export function InvitationPanel({ postMortemId }: { postMortemId: string }) {
  const known = useQueryClient();
  const asked = useQuery(invitations.listInvitations.queryOptions({ input: { postMortemId } }));
  const [asking, setAsking] = useState<InvitationKind | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const makeLink = useMutation({
    mutationFn: (id: string) => invitations.makeFormLink.call({ postMortemId, id }),
    onSuccess: ({ url }) => setLink(url),
  });
  const settle = useMutation({
    mutationFn: (one: { id: string; as: "answered" | "declined" | "ended" }) =>
      invitations.settleInvitation.call({ postMortemId, ...one }),
    onSuccess: () => known.invalidateQueries({ queryKey: invitations.key() }),
  });
  const failure = makeLink.error ?? settle.error;
  const title = "Ask the customer";
  if (!asked.data)
    return (
      <section className={classes.panel} aria-label={title}>
        <h2>{title}</h2>
        {asked.error ? (
          <ErrorState happened={told(asked.error).title} onRetry={() => void asked.refetch()} />
        ) : (
          <Skeletons shape="text" />
        )}
      </section>
    );
  const { rows, mayInvite, whyNot, isAnswered } = asked.data;
  if (!mayInvite && rows.length === 0) return null;
  const why = whyNotWords(whyNot);
  return (
    <section className={classes.panel} aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 && !why && (
        <p className={classes.quiet}>
          By a form that takes them four minutes, or for a talk. You see the mail before it goes.
        </p>
      )}
      {failure && <Refusal problem={told(failure)} />}
      <ul className={classes.rows}>
        {rows.map((one) => (
          <Asked
            key={one.id}
            invitation={one}
            {...(mayInvite ? { onLink: makeLink.mutate, onSettle: settle.mutate } : {})}
            busy={makeLink.isPending || settle.isPending}
          />
        ))}
      </ul>
      {why && <p className={classes.quiet}>{why}</p>}
      {mayInvite && !why && (
        <div className={classes.ways}>
          {!isAnswered && (
            <Button variant="default" onClick={() => setAsking("form")}>
              {rows.some(({ kind }) => kind === "form") ? "Send the form again" : askWords.form}
            </Button>
          )}
          <Button variant={isAnswered ? "default" : "subtle"} onClick={() => setAsking("conversation")}>
            {askWords.conversation}
          </Button>
        </div>
      )}
      <Dialog opened={asking !== null} onClose={() => setAsking(null)} title={askWords[asking ?? "form"]} size="lg">
        {asking && (
          <InvitationForm
            key={asking}
            postMortemId={postMortemId}
            kind={asking}
            onSent={(url) => {
              setAsking(null);
              if (url) setLink(url);
              void known.invalidateQueries({ queryKey: invitations.key() });
            }}
          />
        )}
      </Dialog>
      <Dialog opened={link !== null} onClose={() => setLink(null)} title="A link to the form">
        {link && (
          <OnceOnly secret={link} copied="The link is copied.">
            Whoever has this link answers the form. Give it to this customer alone; it is not shown again.
          </OnceOnly>
        )}
      </Dialog>
    </section>
  );
}

type AskedProps = {
  invitation: InvitationShape;
  onLink?: (id: string) => void;
  onSettle?: (one: { id: string; as: "answered" | "declined" | "ended" }) => void;
  busy: boolean;
};

function Asked({ invitation, onLink, onSettle, busy }: AskedProps) {
  const { id, kind, state, sentAt, answeredAt, endedAt, expiresAt, nextReminderAt, remindersSent, madeByName } =
    invitation;
  const trouble = troubleWords(invitation);
  const waits = isWaiting(state);
  const isOpen = kind === "form" && endedAt === null && (waits || state === "answered");
  return (
    <li className={classes.row}>
      <p className={classes.what}>{whatWords(invitation)}</p>
      <p className={classes.quiet}>
        {stateWords(invitation)}
        {" · "}
        <InstantText at={answeredAt ?? sentAt} say="when" />
        {madeByName && !answeredAt && `, by ${madeByName}`}
      </p>
      {trouble && <p className={classes.trouble}>{trouble}</p>}
      {waits && nextReminderAt && (
        <p className={classes.quiet}>
          {remindersSent === 0 ? "A reminder goes" : "The last reminder goes"}{" "}
          <InstantText at={nextReminderAt} say="when" />
          {kind === "form" && (
            <>
              ; open until <InstantText at={expiresAt} />
            </>
          )}
        </p>
      )}
      {(onLink || onSettle) && (
        <div className={classes.acts}>
          {onLink && isOpen && (
            <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => onLink(id)}>
              Make a link
            </Button>
          )}
          {onSettle && waits && kind === "conversation" && (
            <>
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={busy}
                onClick={() => onSettle({ id, as: "answered" })}
              >
                They agreed
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={busy}
                onClick={() => onSettle({ id, as: "declined" })}
              >
                They said no
              </Button>
            </>
          )}
          {onSettle && (waits || isOpen) && kind === "form" && (
            <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => onSettle({ id, as: "ended" })}>
              {state === "answered" ? "Close it" : "End it"}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
