import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ChainCard } from "../../../ui/ChainCard.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PracticeShape, playbookContract } from "../contract.ts";
import classes from "./Playbook.module.css";
import { PracticeActions } from "./PracticeActions.tsx";
import { PracticeDeals } from "./PracticeDeals.tsx";
import { PracticeHistory } from "./PracticeHistory.tsx";
import { PracticeOutcomes } from "./PracticeOutcomes.tsx";
import { PracticeUses } from "./PracticeUses.tsx";
import { originInWords, stateWords } from "./practice-words.ts";

const playbook = apiOf<typeof playbookContract>("playbook");
const back = { label: "Playbook", href: "/team/playbook" };

/** One practice: what we do, why, where it applies now, and what came of it. */
export default function PracticeScreen() {
  const { id: practiceId = "" } = useParams({ strict: false });
  const shown = useQuery(playbook.showPractice.queryOptions({ input: { id: practiceId } }));
  if (shown.data) return <Practice key={practiceId} practice={shown.data} />;
  if (!shown.error) return <Skeletons shape="page" />;
  const { status, title, detail } = told(shown.error);
  const isNowhere = status === 404 || status === 400;
  return (
    <Page title="Practice" back={back}>
      <ErrorState
        happened={isNowhere ? "This practice is not here, or is still a draft of somebody else's." : title}
        toDo={detail}
        {...(isNowhere ? {} : { onRetry: () => void shown.refetch() })}
      />
    </Page>
  );
}

function Practice({ practice }: { practice: PracticeShape }) {
  const { title, state, appliesWhen, how, retiredWhy } = practice;
  const wasAdopted = practice.adoptedAt !== null;
  return (
    <Page
      title={title}
      back={back}
      aside={<StateMark state={state} />}
      lead={<Lead practice={practice} />}
      actions={<PracticeActions practice={practice} />}
    >
      {state === "retired" && <p className={classes.notice}>We no longer do this{retiredWhy && <>: {retiredWhy}</>}</p>}
      {practice.source === "recommendation" && !wasAdopted && state !== "retired" && (
        <p className={classes.notice}>
          It begins with the customer's own words, which are for whoever sees their deal. Say it in yours before it is
          adopted: everybody reads it then.
        </p>
      )}
      <div className={classes.words}>
        {appliesWhen && (
          <div>
            <h2 className={classes.label}>When</h2>
            <p className={classes.text}>{appliesWhen}</p>
          </div>
        )}
        {how && (
          <div className={classes.how}>
            <h2 className={classes.label}>How</h2>
            <p className={classes.text}>{how}</p>
          </div>
        )}
        {!how && !appliesWhen && (
          <p className={classes.quiet}>Nothing more is said yet about when it applies, and how.</p>
        )}
      </div>
      {(practice.reason || practice.flag) && <Chain practice={practice} />}
      {state !== "retired" && <PracticeDeals practice={practice} />}
      {wasAdopted && <PracticeOutcomes practiceId={practice.id} />}
      {wasAdopted && <PracticeUses practiceId={practice.id} />}
      <PracticeHistory practiceId={practice.id} isAdopted={wasAdopted} />
    </Page>
  );
}

function StateMark({ state }: Pick<PracticeShape, "state">) {
  return (
    <span className={classes.state} data-state={state}>
      {stateWords[state]}
    </span>
  );
}

function Lead({ practice }: { practice: PracticeShape }) {
  const { sourceDeal, madeByName, mine, adoptedAt, adoptedByName, state } = practice;
  return (
    <>
      {originInWords(practice)}
      {sourceDeal && (
        <>
          {", "}
          <UiLink href={`/deals/${sourceDeal.id}`}>{sourceDeal.name}</UiLink>
        </>
      )}
      {". "}
      {mine ? "You" : (madeByName ?? "Somebody who left")} drafted it <InstantText at={practice.madeAt} say="when" />
      {state === "adopted" && adoptedAt && (
        <>
          ; {adoptedByName ?? "somebody who left"} adopted it <InstantText at={adoptedAt} say="when" />
        </>
      )}
      .
    </>
  );
}

function Chain({ practice: { title, reason, step, flag, repair } }: { practice: PracticeShape }) {
  return (
    <ChainCard
      reason={reason ? { label: reason.name, href: `/settings/reasons?open=${reason.id}` } : { label: "Any reason" }}
      {...(step ? { missedStep: { label: step.name, href: `/settings/process?open=${step.id}` } } : {})}
      {...(flag ? { redFlag: { label: flag.name, href: `/settings/red-flags?open=${flag.id}` } } : {})}
      {...(repair ? { repair: { label: repair.name, href: `/settings/reasons?open=${repair.id}` } } : {})}
      bestPractice={{ label: title }}
    />
  );
}
