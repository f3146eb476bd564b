import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Together } from "../../../platform/browser/Together.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { type View, Views } from "../../../ui/Views.tsx";

const views: readonly View[] = [
  { href: "/insights", name: "Why we lose" },
  { href: "/insights/same-mistake", name: "Same mistake again" },
  { href: "/insights/flags", name: "Track records" },
  { href: "/insights/odds", name: "Odds" },
  { href: "/insights/cut-losses", name: "Cut your losses" },
  { href: "/insights/figures", name: "Figures" },
];

type Props = {
  /** The screen's own address, to mark it among the others. */
  current: string;
  /** The finding, where there is one. */
  title: string;
  lead?: ReactNode;
  back?: { label: string; href: string } | undefined;
  /** The answer that the screen is made of: once known, it is shown at once. */
  knownBy: QueryKey;
  children: ReactNode;
};

/** A screen of Insights below the row of all of them. It appears when everything on it is there. */
export function InsightsPage({ current, title, lead, back, knownBy, children }: Props) {
  return (
    <Together key={current} knownBy={knownBy} waiting={<Skeletons shape="page" />}>
      <Page title={title} lead={lead} back={back} views={<Views label="Insights" views={views} current={current} />}>
        {children}
      </Page>
    </Together>
  );
}
