import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { showNotice } from "../../../../ui/notices.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { dayOf, type Reader, whenWords } from "../../../../ui/words.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { PostMortemRow, PostMortemSheet } from "../contract.ts";
import { questionsAbout } from "../rules.ts";
import classes from "./Conversation.module.css";
import { ConversationLead } from "./ConversationLead.tsx";
import { back, timeWords } from "./conversation-words.ts";
import { LossFacts } from "./LossFacts.tsx";
import { OpeningLine } from "./OpeningLine.tsx";
import { ReadAnswers } from "./ReadAnswers.tsx";
import { WhomToCall } from "./WhomToCall.tsx";
import type { Besides } from "./what-besides.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

type Props = { sheet: PostMortemSheet; memberId: string; besides: Besides; onWrite: () => void; onChanged: () => void };

/** What the customer told us; or, before that, who talks with them and when. */
export function Reading({ sheet, memberId, besides, onWrite, onChanged }: Props) {
  const { postMortem } = sheet;
  const { state, mayWrite } = postMortem;
  const said = [sheet.conversation, sheet.form].filter((one) => one !== null && one.givenAt !== null);
  const name = postMortem.accountName ?? postMortem.dealName;
  const heard = said.length > 0;
  return (
    <Page
      title={heard ? `What ${name} told us` : `Talk with ${name}`}
      back={back}
      lead={<ConversationLead postMortem={postMortem} />}
      actions={
        mayWrite &&
        state === "held" && (
          <Button variant="default" onClick={onWrite}>
            {sheet.conversation ? "Put a word right" : "Write down what they said besides"}
          </Button>
        )
      }
    >
      {state === "given-up" && <GivenUp postMortem={postMortem} onTakenUp={onChanged} />}
      <div className={classes.columns} data-heard={heard || undefined}>
        <div className={classes.main}>
          {said.map(
            (answers) =>
              answers && (
                <ReadAnswers
                  key={answers.id}
                  sheet={sheet}
                  said={answers}
                  afterRecommendation={besides.afterRecommendation}
                />
              ),
          )}
          {!heard && state !== "given-up" && <Waiting sheet={sheet} memberId={memberId} />}
        </div>
        <div className={classes.side}>
          <WhomToCall
            title={heard ? "Whom we asked" : mayWrite ? "Whom to call" : "The customer"}
            sheet={sheet}
            contactId={postMortem.preparation.contactId}
            onChoose={undefined}
          />
          {besides.invite?.(sheet)}
          <LossFacts sheet={sheet} />
        </div>
      </div>
    </Page>
  );
}

function Waiting({ sheet: { postMortem, deal, proposed }, memberId }: { sheet: PostMortemSheet; memberId: string }) {
  const reader = useReader();
  const about = { lossKind: deal.lossKind, competitor: postMortem.competitor };
  return (
    <>
      <EmptyState line={whoTalks(postMortem, memberId, reader)} />
      {postMortem.mode !== "form" && (
        <OpeningLine
          proposed={proposed.openingLine}
          written={postMortem.preparation.openingLine}
          onChange={undefined}
        />
      )}
      <section className={classes.part} aria-label="What they are asked">
        <h2>What they are asked</h2>
        <ol className={classes.asked}>
          {questionsAbout(about).map(({ key, ask }) => (
            <li key={key}>{ask}</li>
          ))}
        </ol>
      </section>
    </>
  );
}

function whoTalks(postMortem: PostMortemRow, memberId: string, reader: Reader): string {
  const { leadName, plannedFor, repInvitedAt, mode, ownerId, ownerName } = postMortem;
  if (mode === "form") return "They are asked by form. What they answer is read here.";
  const who = leadName === null ? "Nobody has taken it up yet" : `${leadName} talks with them`;
  if (plannedFor === null) return `${who}. What they say is read here.`;
  const when = `${whenWords(dayOf(plannedFor, reader.timeZone), reader)} at ${timeWords(plannedFor, reader)}`;
  const seller = ownerId === memberId ? "You are" : `${ownerName ?? "The seller"} is`;
  const listens = repInvitedAt === null ? "" : ` ${seller} invited to listen.`;
  return `${who} ${when}.${listens} What they say is read here.`;
}

function GivenUp({ postMortem, onTakenUp }: { postMortem: PostMortemRow; onTakenUp: () => void }) {
  const known = useQueryClient();
  const takeUp = () => {
    void postMortems.takeUpPostMortem
      .call({ id: postMortem.id })
      .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
      .finally(() => {
        void known.invalidateQueries();
        onTakenUp();
      });
  };
  return (
    <div className={classes.givenUp}>
      <p>There will be no conversation: {postMortem.givenUpWhy}</p>
      {postMortem.mayWrite && (
        <Button variant="default" size="compact-sm" onClick={takeUp}>
          Take it up again
        </Button>
      )}
    </div>
  );
}
