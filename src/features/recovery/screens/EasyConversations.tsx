import { MessageCircleIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useState } from "react";
import { SayDays } from "../../../ui/SayDays.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { EasyConversation } from "../easy-conversations/contract.ts";
import { Step } from "./Step.tsx";
import classes from "./WhatNow.module.css";

/** Whom to talk to first: the easiest, with why, and another one if not them. */
export function EasyConversations({ conversations, first }: { conversations: EasyConversation[]; first: boolean }) {
  const [place, setPlace] = useState(0);
  const one = conversations[place % conversations.length];
  const title = first ? "The easiest next thing: talk to somebody" : "Talk to somebody it is easy with";
  if (!one) {
    return (
      <Step icon={MessageCircleIcon} title={title}>
        <p className={classes.words}>
          Nobody waits for your answer, nobody was heard in two weeks, and no customer is new enough to ask. A call that
          you log makes the next one easy.
        </p>
        <div className={classes.buttons}>
          <Button component={UiLink} href="/deals" variant="default" size="xs">
            Go to your open deals
          </Button>
        </div>
      </Step>
    );
  }
  const { dealId, dealName, accountName, contactName, phone, email, evidence, opening } = one;
  const who = contactName ?? accountName ?? dealName;
  return (
    <Step icon={MessageCircleIcon} title={title}>
      {/* Whoever asks for another hears who it is. */}
      <div aria-live="polite" className={classes.stepBody}>
        <p className={classes.words}>
          <strong>{who}</strong>
          {who !== accountName && accountName && `, ${accountName}`}
          {" · "}
          <UiLink href={`/deals/${dealId}`}>{dealName}</UiLink>
        </p>
        <p className={classes.words}>
          <SayDays>{evidence}</SayDays>
        </p>
        <p className={classes.quote}>{opening}</p>
      </div>
      <div className={classes.buttons}>
        {phone && (
          <Button component="a" href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`} variant="default" size="xs">
            Call<span className="only-for-screen-readers"> {who}</span>
          </Button>
        )}
        {email && (
          <Button component="a" href={`mailto:${encodeURI(email)}`} variant="default" size="xs">
            Write<span className="only-for-screen-readers"> to {who}</span>
          </Button>
        )}
        <Button component={UiLink} href={`/deals/${dealId}`} variant="default" size="xs">
          Open the deal
        </Button>
        {conversations.length > 1 && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => setPlace(place + 1)}>
            Another one
          </Button>
        )}
      </div>
    </Step>
  );
}
