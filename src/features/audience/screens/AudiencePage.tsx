import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PrintReport } from "../../../platform/browser/PrintReport.tsx";
import { Together } from "../../../platform/browser/Together.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { type View, Views } from "../../../ui/Views.tsx";
import { useKeepsAudience } from "./use-audience.ts";

const views: readonly View[] = [
  { href: "/audience", name: "Early losses" },
  { href: "/audience/over-time", name: "Personas over time" },
  { href: "/audience/ideal-customer", name: "Ideal customer" },
  { href: "/audience/packets", name: "Packets" },
  { href: "/audience/personas", name: "Personas" },
  { href: "/audience/campaigns", name: "Campaigns" },
  { href: "/audience/settings", name: "Columns and stages" },
];

type Props = {
  /** The screen's own address, to mark it among the others. */
  current: string;
  /** The finding, where there is one. */
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { label: string; href: string } | undefined;
  /** Nobody prints a form. */
  isForm?: boolean;
  /** The answer that the screen is made of: once known, it is shown at once. */
  knownBy: QueryKey;
  children: ReactNode;
};

/** A screen of Audience below the row of all of them, for whoever aims: marketing, managers, admins. */
export function AudiencePage({ current, title, lead, actions, back, isForm = false, knownBy, children }: Props) {
  const keeps = useKeepsAudience();
  return (
    <Together key={current} knownBy={knownBy} waiting={<Skeletons shape="page" />}>
      <Page
        title={keeps === false ? "Audience" : title}
        lead={keeps !== false && lead}
        actions={
          keeps && (
            <>
              {actions}
              {!isForm && <PrintReport />}
            </>
          )
        }
        back={back}
        views={<Views label="Audience" views={views} current={current} />}
      >
        {keeps === false ? (
          <ErrorState
            happened="Marketing, managers and admins say here whom we aim at."
            toDo="What is known of your own deals stands on each deal."
          />
        ) : (
          children
        )}
      </Page>
    </Together>
  );
}
