import { type ReactNode, useEffect } from "react";
import classes from "./Page.module.css";
import { PageTools } from "./PageTools.tsx";
import { useReader } from "./ReaderContext.tsx";
import { UiLink } from "./UiLink.tsx";
import { longDayWords, todayOf } from "./words.ts";

type Props = {
  /** The screen's name; also the tab's. */
  title: string;
  /** A line under the title: what this screen answers, or the finding. */
  lead?: ReactNode;
  /** Beside the title, before the actions: a status, a form strip. */
  aside?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Where this screen hangs below: `{ label: "Deals", href: "/deals" }`. */
  back?: { label: string; href: string } | undefined;
  /** Above the title, where a place has several screens: the links to them. */
  views?: ReactNode;
  /** "reading": one column of at most 70 characters. "wide": tables and boards. */
  width?: "reading" | "wide" | undefined;
  children: ReactNode;
};

/** Every screen's frame: title, lead, actions, and its column. Sets the tab's title. */
export function Page({ title, lead, aside, actions, back, views, width = "wide", children }: Props) {
  const reader = useReader();
  useEffect(() => {
    document.title = `${title} · Comeback`;
  }, [title]);
  return (
    <div className={classes.page} data-width={width} data-views={views ? true : undefined}>
      {views}
      <p className={`${classes.printed} only-in-print`}>Comeback, {longDayWords(todayOf(reader), reader)}</p>
      <header className={classes.header}>
        <div className={classes.heading}>
          {back && (
            <UiLink className={classes.back} href={back.href}>
              {back.label}
            </UiLink>
          )}
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{title}</h1>
            {aside}
          </div>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        <div className={`${classes.actions} not-in-print`}>
          <PageTools />
          {actions}
        </div>
      </header>
      {children}
    </div>
  );
}

type SectionProps = {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A part of a screen under its own heading. */
export function Section({ title, lead, actions, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {actions && <div className={`${classes.actions} not-in-print`}>{actions}</div>}
      </div>
      {lead && <p className={classes.sectionLead}>{lead}</p>}
      {children}
    </section>
  );
}
