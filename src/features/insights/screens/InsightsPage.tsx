import { type QueryKey, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { PrintReport } from "../../../platform/browser/PrintReport.tsx";
import { Together } from "../../../platform/browser/Together.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { Views } from "../../../ui/Views.tsx";
import type { teamContract } from "../../team/contract.ts";
import { insightViewsOf } from "../insight-views/rules.ts";

const team = apiOf<typeof teamContract>("team");

type Props = {
  /** The screen's own address, to mark it among the others. */
  current: string;
  /** The finding, where there is one. */
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { label: string; href: string } | undefined;
  /** The answer that the screen is made of: once known, it is shown at once. */
  knownBy: QueryKey;
  children: ReactNode;
};

/** A screen of Insights below the row of all of them. It appears when everything on it is there. */
export function InsightsPage({ current, title, lead, actions, back, knownBy, children }: Props) {
  const me = useQuery(team.me.queryOptions()).data?.member;
  return (
    <Together key={current} knownBy={knownBy} waiting={<Skeletons shape="page" />}>
      <Page
        title={title}
        lead={lead}
        actions={
          <>
            {actions}
            <PrintReport />
          </>
        }
        back={back}
        views={<Views label="Insights" views={insightViewsOf(me)} current={current} />}
      >
        {children}
      </Page>
    </Together>
  );
}
