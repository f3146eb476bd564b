import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionBar } from "../../../../ui/ActionBar.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { OtherWindow } from "../../../../ui/OtherWindow.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useShortcut } from "../../../../ui/shortcuts.ts";
import type { PostMortemSheet } from "../contract.ts";
import { proposedOpeningLine } from "../rules.ts";
import classes from "./Conversation.module.css";
import { ConversationLead } from "./ConversationLead.tsx";
import { back } from "./conversation-words.ts";
import { GiveUp } from "./GiveUp.tsx";
import type { KeptNotes } from "./kept-notes.ts";
import { LeadingNotes } from "./LeadingNotes.tsx";
import { LossFacts } from "./LossFacts.tsx";
import { OpeningLine } from "./OpeningLine.tsx";
import { Preparation } from "./Preparation.tsx";
import { TookPlace } from "./TookPlace.tsx";
import { useNotes } from "./use-notes.ts";
import { type Prepared, usePreparation } from "./use-preparation.ts";
import { WhomToCall } from "./WhomToCall.tsx";

type Props = {
  sheet: PostMortemSheet;
  memberId: string;
  kept: KeptNotes | null;
  invite: ((sheet: PostMortemSheet) => ReactNode) | undefined;
  onChanged: (sheet: PostMortemSheet | null) => void;
};

/** One page for the whole conversation: whom to call, how to begin, what to ask; what they say is kept as it is typed. */
export function Leading({ sheet, memberId, kept, invite, onChanged }: Props) {
  const { postMortem } = sheet;
  const isHeld = postMortem.state === "held";
  const notes = useNotes(sheet, memberId, kept);
  const prepared = usePreparation(sheet);
  const [doing, setDoing] = useState<"took-place" | "give-up" | null>(null);
  const finish = () => {
    if (!isHeld) setDoing("took-place");
    else void notes.flush().then(() => onChanged(null));
  };
  useShortcut("mod+Enter", finish, isHeld ? "Done writing" : "It took place");
  const name = postMortem.accountName ?? postMortem.dealName;
  return (
    <Page
      title={isHeld ? `What ${name} told us` : `Talk with ${name}`}
      back={back}
      lead={<ConversationLead postMortem={postMortem} />}
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <OpeningLine
            proposed={openingLineFor(sheet, prepared)}
            written={prepared.value.openingLine}
            onChange={isHeld ? undefined : (openingLine) => prepared.settleOn({ openingLine })}
          />
          <LeadingNotes sheet={sheet} notes={notes} />
        </div>
        <div className={classes.side}>
          <WhomToCall
            sheet={sheet}
            contactId={prepared.value.contactId}
            onChoose={(contactId) => prepared.settleOn({ contactId })}
          />
          <Preparation sheet={sheet} prepared={prepared} />
          {invite?.(sheet)}
          <LossFacts sheet={sheet} />
        </div>
      </div>
      <ActionBar>
        {notes.keeping.kind === "elsewhere" && (
          <OtherWindow
            title="These notes changed in another window."
            detail="Nothing is saved over them before you choose which to go on with."
            onSettle={notes.settle}
          />
        )}
        <p className={classes.saved} role="status">
          {keepingWords(notes.keeping, prepared.keeping)}
        </p>
        {!isHeld && (
          <Button variant="subtle" color="gray" onClick={() => setDoing("give-up")}>
            No conversation
          </Button>
        )}
        <Button onClick={finish}>{isHeld ? "Done" : "It took place"}</Button>
      </ActionBar>
      <Dialog opened={doing === "took-place"} onClose={() => setDoing(null)} title="The conversation took place">
        <TookPlace
          sheet={sheet}
          notes={notes}
          plannedFor={prepared.value.plannedFor}
          onHeld={onChanged}
          onUndone={() => onChanged(null)}
          onClose={() => setDoing(null)}
        />
      </Dialog>
      <Dialog opened={doing === "give-up"} onClose={() => setDoing(null)} title="No conversation with them?">
        <GiveUp id={postMortem.id} onDone={() => onChanged(null)} />
      </Dialog>
    </Page>
  );
}

/** As it is proposed for whom is called and who leads now, before that is saved. */
function openingLineFor({ contacts, deal, postMortem, proposed }: PostMortemSheet, { value }: Prepared): string {
  const { competitor, ownerId, ownerName } = postMortem;
  const contact = contacts.find(({ contactId }) => contactId === (value.contactId ?? proposed.contactId));
  return proposedOpeningLine(
    { lossKind: deal.lossKind, competitor },
    { contact: contact?.name ?? null, seller: value.leadId === ownerId ? null : ownerName },
  );
}

type Keeping = ReturnType<typeof useNotes>["keeping"] | Prepared["keeping"];

function keepingWords(...all: Keeping[]): string {
  const unsaved = all.find((one) => one.kind === "unsaved");
  if (unsaved?.kind === "unsaved") return `Not saved yet, but kept in this browser. ${unsaved.title}`;
  if (all.some(({ kind }) => kind === "elsewhere")) return "Not saved, but kept in this browser.";
  return all.some(({ kind }) => kind === "saving") ? "Saving …" : "Saved as you type";
}
