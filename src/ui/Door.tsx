import { type ReactNode, useEffect } from "react";
import classes from "./Door.module.css";
import { Mark } from "./Mark.tsx";

type Props = {
  /** What the browser calls this page. */
  named: string;
  /** "wide" leaves room for something beside the column. */
  width?: "narrow" | "reading" | "wide";
  children: ReactNode;
};

/** A page of its own for whoever is not inside: the sign-in, and what a link opens. */
export function Door({ named, width = "narrow", children }: Props) {
  useEffect(() => {
    document.title = named;
  }, [named]);
  return (
    <main className={classes.door} data-width={width}>
      <p className={classes.brand}>
        <Mark className={classes.mark} />
        Comeback
      </p>
      {children}
    </main>
  );
}

export function DoorTitle({ title, lead }: { title: string; lead?: string }) {
  return (
    <>
      <h1 className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
    </>
  );
}
