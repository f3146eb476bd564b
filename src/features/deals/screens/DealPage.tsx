import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import type { DealPage as Deal, dealsContract } from "../contract.ts";
import { DealActions } from "./DealActions.tsx";
import { DealContacts } from "./DealContacts.tsx";
import { DealFacts } from "./DealFacts.tsx";
import classes from "./DealPage.module.css";
import { DealSteps } from "./DealSteps.tsx";
import { DealTimeline } from "./DealTimeline.tsx";
import { LinkedDeals } from "./LinkedDeals.tsx";
import { standingInWords } from "./name-deal-parts.ts";
import { RestNote } from "./RestNote.tsx";
import { StageTrack } from "./StageTrack.tsx";

const deals = apiOf<typeof dealsContract>("deals");

/** What other parts of the program say about this deal. */
export type DealPanels = {
  flags: ReactNode;
  debriefs: ReactNode;
  /** The conversation with a lost customer. */
  postMortem: ReactNode;
  /** Why it was lost, as seller, manager and customer say it. */
  voices: ReactNode;
  tasks: ReactNode;
  /** What the team has agreed to do differently, as far as it is about this deal. */
  practices: ReactNode;
  checkUp: ReactNode;
  /** After a loss, what its seller can do. */
  recovery: ReactNode;
  /** Only an open deal has odds. */
  odds: ReactNode;
  /** Nor is a closed one held against the customers we look for. */
  fit: ReactNode;
  /** Whom it was aimed at, and with what. */
  audience: ReactNode;
};

type Props = { dealId: string; panels: DealPanels };

/** Everything known about one deal, and what can be done with it. Nothing disappears when it closes. */
export function DealPage({ dealId, panels }: Props) {
  const shown = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const back = { label: "Deals", href: "/deals" };

  if (shown.isPending) return <Skeletons shape="page" />;
  if (!shown.data) {
    const { status, title, detail } = told(shown.error);
    // An address that cannot be a deal's is refused as no id at all.
    const isNowhere = status === 404 || status === 400;
    return (
      <Page title="Deal" back={back}>
        <ErrorState
          happened={isNowhere ? "This deal is not here, or not yours to see." : title}
          toDo={detail}
          {...(isNowhere ? {} : { onRetry: () => void shown.refetch() })}
        />
      </Page>
    );
  }
  const deal = shown.data;
  const isOpen = deal.status === "open";
  return (
    <Page
      title={deal.name}
      back={back}
      aside={<StatusMark status={deal.status} label={isOpen ? "Open" : standingInWords(deal)} />}
      lead={<Lead deal={deal} />}
      actions={deal.mayChange && <DealActions deal={deal} />}
    >
      {isOpen && <StageTrack deal={deal} />}
      <RestNote deal={deal} />
      <LinkedDeals deal={deal} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {deal.status === "lost" && panels.recovery}
          {isOpen ? panels.flags : panels.debriefs}
          {deal.status === "lost" && panels.postMortem}
          {deal.status === "lost" && panels.voices}
          {panels.checkUp}
          {panels.tasks}
          {panels.practices}
        </div>
        <div className={classes.side}>
          {isOpen && panels.odds}
          {isOpen && panels.fit}
          <DealFacts deal={deal} />
          {panels.audience}
          <DealContacts deal={deal} />
          <DealSteps deal={deal} />
        </div>
        <div className={classes.past}>
          <DealTimeline deal={deal} />
          {isOpen ? panels.debriefs : panels.flags}
          {deal.status !== "lost" && panels.postMortem}
          {isOpen && panels.voices}
        </div>
      </div>
    </Page>
  );
}

function Lead({ deal }: { deal: Deal }) {
  const parts = [
    deal.accountName && !deal.name.includes(deal.accountName) && <span key="account">{deal.accountName}</span>,
    deal.amount && <MoneyText key="amount" minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />,
    deal.ownerName && <span key="owner">{deal.ownerName}</span>,
    deal.closedAt && (
      <span key="closed">
        closed <InstantText at={deal.closedAt} />
      </span>
    ),
  ].filter(Boolean);
  return <span className={classes.lead}>{parts}</span>;
}
