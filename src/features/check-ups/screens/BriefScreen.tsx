import { PrinterIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Keys } from "../../../ui/Keys.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { CallBrief } from "../brief/contract.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import classes from "./Brief.module.css";
import { BriefAsked, BriefEarlierCalls, BriefNews, BriefPeople, BriefTerms, BriefVoices } from "./BriefParts.tsx";
import { CheckUpDialog, type Doing } from "./CheckUpDialog.tsx";
import { howItWent } from "./in-words.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const back = { label: "Check-ups", href: "/check-ups" };

/** All that one needs for the call, on a page that is read in a minute and printed on a sheet. */
export default function BriefScreen() {
  const { checkUpId = "" } = useParams({ strict: false });
  const shown = useQuery(checkUps.showBrief.queryOptions({ input: { id: checkUpId } }));
  if (shown.isPending) return <Skeletons shape="page" />;
  if (!shown.data) {
    const { status, title, detail } = told(shown.error);
    const isNowhere = status === 404 || status === 400;
    return (
      <Page title="Call" back={back}>
        <ErrorState
          happened={isNowhere ? "This call is not here, or not yours to see." : title}
          toDo={detail}
          {...(isNowhere ? {} : { onRetry: () => void shown.refetch() })}
        />
      </Page>
    );
  }
  return <Brief brief={shown.data} />;
}

function Brief({ brief }: { brief: CallBrief }) {
  const { checkUp } = brief;
  const [doing, setDoing] = useState<Doing | null>(null);
  const waits = checkUp.doneAt === null;
  const finish = () => setDoing({ checkUp, what: "finish" });
  const move = () => setDoing({ checkUp, what: "move" });
  useShortcut("h", finish, "Tell how the call went", { enabled: waits && brief.mayChange });
  useShortcut("m", move, "Move the call", { enabled: waits && brief.mayChange });
  return (
    <Page
      title={`Call ${checkUp.accountName ?? checkUp.dealName}`}
      back={back}
      lead={<Lead checkUp={checkUp} />}
      actions={
        <>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon of={PrinterIcon} size={16} />}
            onClick={() => window.print()}
          >
            Print
          </Button>
          {waits && brief.mayChange && (
            <>
              <Button variant="default" onClick={move} rightSection={<Keys keys="m" />}>
                Move
              </Button>
              <Button onClick={finish} rightSection={<Keys keys="h" />}>
                How it went
              </Button>
            </>
          )}
        </>
      }
    >
      {!waits && <Done checkUp={checkUp} mayChange={brief.mayChange} />}
      <figure className={classes.opening}>
        <figcaption>To begin with</figcaption>
        <blockquote>
          <SayDays>{brief.openingLine}</SayDays>
        </blockquote>
      </figure>
      {checkUp.note && waits && <p className={classes.note}>Your note: {checkUp.note}</p>}
      <div className={classes.columns}>
        <div className={classes.main}>
          <BriefNews news={brief.news} />
          <BriefVoices brief={brief} />
          <BriefAsked brief={brief} />
        </div>
        <div className={classes.side}>
          <BriefPeople brief={brief} />
          <BriefTerms brief={brief} />
          <BriefEarlierCalls calls={brief.earlierCalls} />
        </div>
      </div>
      {doing && <CheckUpDialog {...doing} onClose={() => setDoing(null)} />}
    </Page>
  );
}

function Lead({ checkUp }: { checkUp: CheckUpShape }) {
  return (
    <>
      <UiLink href={`/deals/${checkUp.dealId}`}>{checkUp.dealName}</UiLink>
      {checkUp.doneAt === null && (
        <>
          {", to be called "}
          <DayText on={checkUp.dueOn} say="when" />
          {checkUp.ownerName && ` by ${checkUp.ownerName}`}
        </>
      )}
    </>
  );
}

/** A call that was made, what came of it, and the way back where there is one. */
function Done({ checkUp, mayChange }: { checkUp: CheckUpShape; mayChange: boolean }) {
  const known = useQueryClient();
  const undo = () => {
    void checkUps.undoCheckUp
      .call({ id: checkUp.id })
      .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
      .finally(() => known.invalidateQueries());
  };
  return (
    <div className={classes.done}>
      <p>
        {howItWent(checkUp)}
        {checkUp.doneAt && (
          <>
            {", "}
            <InstantText at={checkUp.doneAt} say="day" />
          </>
        )}
        {checkUp.doneByName && ` · ${checkUp.doneByName}`}
        {checkUp.note && <span className={classes.doneNote}>{checkUp.note}</span>}
      </p>
      {checkUp.reopenedAs ? (
        <UiLink href={`/deals/${checkUp.reopenedAs.dealId}`}>
          <StatusMark status={checkUp.reopenedAs.status} bare /> {checkUp.reopenedAs.name}
        </UiLink>
      ) : (
        mayChange && (
          <Button variant="default" size="compact-sm" onClick={undo}>
            Let it wait again
          </Button>
        )
      )}
    </div>
  );
}
