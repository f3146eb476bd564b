import { type ReactNode, useId } from "react";
import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./Today.module.css";

type Props = {
  title: string;
  /** How many there are in all, where the list shows the first few. */
  count?: number | undefined;
  all?: { label: string; href: string } | undefined;
  /** Said instead of rows when there are none. */
  none: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
};

/** One of the day's lists: its heading always stands, so that a day without it reads the same. */
export function TodayList({ title, count, all, none, isEmpty, children }: Props) {
  const id = useId();
  return (
    <section className={classes.list} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title} {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </h2>
        {all && !isEmpty && (
          <UiLink className={classes.all} href={all.href}>
            {all.label}
          </UiLink>
        )}
      </div>
      {isEmpty ? <p className={classes.none}>{none}</p> : <ul className={classes.rows}>{children}</ul>}
    </section>
  );
}
