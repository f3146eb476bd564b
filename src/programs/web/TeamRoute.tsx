import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { meetingsContract } from "../../features/meetings/contract.ts";
import { ComingCard } from "../../features/meetings/screens/ComingCard.tsx";
import type { playbookContract } from "../../features/playbook/contract.ts";
import type { postMortemsContract } from "../../features/post-mortems/contract.ts";
import { teamViews } from "../../features/team/team-views/rules.ts";
import { apiOf, told } from "../../platform/browser/api.ts";
import { Together } from "../../platform/browser/Together.tsx";
import { InstantText } from "../../ui/DateText.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { MoneyText } from "../../ui/MoneyText.tsx";
import { Page } from "../../ui/Page.tsx";
import { RowFigure, ShortList, ShortListRow, ShortLists } from "../../ui/ShortList.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";
import { Views } from "../../ui/Views.tsx";
import classes from "./TeamRoute.module.css";

const meetings = apiOf<typeof meetingsContract>("meetings");
const playbook = apiOf<typeof playbookContract>("playbook");
const postMortems = apiOf<typeof postMortemsContract>("postMortems");

const few = 5;
const coming = meetings.listMeetings.queryOptions({ input: { of: "coming", limit: 3 } });

/** What waits in the team: the next meeting, customers to talk to, practices to look at. */
export default function TeamRoute() {
  return (
    <Together knownBy={coming.queryKey} waiting={<Skeletons shape="page" />}>
      <Page
        title="Team"
        lead="What lost customers say, what you all do differently because of it, and the meeting that carries it onto open deals."
        views={<Views label="Team" views={teamViews} current="/team" />}
      >
        <ShortLists
          main={
            <>
              <ComingMeetings />
              <CustomersToTalkTo />
            </>
          }
          aside={<PracticesWaiting />}
        />
      </Page>
    </Together>
  );
}

function ComingMeetings() {
  const { data, error, refetch } = useQuery(coming);
  const mayPlan = data?.mayPlan ?? false;
  return (
    <List
      title="Next meeting"
      all={
        mayPlan ? { label: "Plan one", href: "/team/meetings/new" } : { label: "All meetings", href: "/team/meetings" }
      }
      error={error}
      onRetry={() => void refetch()}
      none={mayPlan ? "None is planned. One takes a quarter of an hour." : "None is planned that you are invited to."}
      isEmpty={data?.rows.length === 0}
    >
      {data?.rows.map((meeting) => (
        <li key={meeting.id} className={classes.card}>
          <ComingCard meeting={meeting} />
        </li>
      ))}
    </List>
  );
}

function CustomersToTalkTo() {
  const asked = postMortems.listPostMortems.queryOptions({ input: { state: "due", limit: few } });
  const { data, error, refetch } = useQuery(asked);
  return (
    <List
      title="Customers to talk to"
      count={data?.counts.due}
      all={{ label: "All post-mortems", href: "/team/post-mortems" }}
      error={error}
      onRetry={() => void refetch()}
      none="No major loss waits for its conversation."
      isEmpty={data?.rows.length === 0}
    >
      {data?.rows.map(({ id, accountName, dealName, amount, closedAt, ownerName }) => (
        <ShortListRow
          key={id}
          href={`/team/post-mortems/${id}`}
          name={accountName ?? dealName}
          about={
            <>
              Lost <InstantText at={closedAt} />
              {ownerName && ` by ${ownerName}`}
            </>
          }
        >
          {amount && (
            <RowFigure>
              <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />
            </RowFigure>
          )}
        </ShortListRow>
      ))}
    </List>
  );
}

function PracticesWaiting() {
  const book = useQuery(playbook.showPlaybook.queryOptions());
  const inReview = useQuery(playbook.listPractices.queryOptions({ input: { state: "in-review", limit: few } }));
  const drafts = useQuery(playbook.listPractices.queryOptions({ input: { state: "draft", limit: few } }));
  const mayAdopt = book.data?.mayAdopt ?? false;
  const rows = [...(inReview.data?.rows ?? []), ...(drafts.data?.rows ?? [])].slice(0, few);
  return (
    <List
      title={mayAdopt ? "Practices to look at" : "Practices you write"}
      count={book.data ? book.data.inReview + book.data.draft : undefined}
      all={{ label: "The playbook", href: "/team/playbook" }}
      error={book.error ?? inReview.error ?? drafts.error}
      onRetry={() => {
        void book.refetch();
        void inReview.refetch();
        void drafts.refetch();
      }}
      none={
        <>
          Nothing waits. {book.data ? adoptedWords(book.data.adopted) : ""} A recommendation, a lesson or an idea
          becomes a practice in one click.
        </>
      }
      isEmpty={inReview.data !== undefined && drafts.data !== undefined && rows.length === 0}
    >
      {rows.map(({ id, title, state, madeByName, changedAt }) => (
        <ShortListRow
          key={id}
          href={`/team/playbook/${id}`}
          name={title}
          about={
            <>
              {state === "in-review" ? "Waits for its review" : "Draft"}
              {madeByName && `, by ${madeByName}`} · <InstantText at={changedAt} />
            </>
          }
        />
      ))}
    </List>
  );
}

const adoptedWords = (count: number) =>
  count === 0 ? "No practice is adopted yet." : count === 1 ? "One practice is adopted." : `${count} are adopted.`;

type ListProps = {
  title: string;
  count?: number | undefined;
  all: { label: string; href: string };
  error: Error | null;
  onRetry: () => void;
  none: ReactNode;
  isEmpty: boolean | undefined;
  children: ReactNode;
};

/** One of the lists; one that does not come says so by itself. */
function List({ error, onRetry, none, isEmpty, children, all, ...list }: ListProps) {
  const isMissing = error !== null && isEmpty === undefined;
  return (
    <ShortList
      {...list}
      all={{ ...all, always: true }}
      none={isMissing ? <ErrorState happened={told(error).title} toDo={told(error).detail} onRetry={onRetry} /> : none}
      isEmpty={isMissing || isEmpty === true}
    >
      {children}
    </ShortList>
  );
}
