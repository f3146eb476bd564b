import { type ReactNode, type RefObject, useId } from "react";
import classes from "./ShortList.module.css";
import { UiLink } from "./UiLink.tsx";

type ListsProps = { main: ReactNode; aside: ReactNode; ref?: RefObject<HTMLDivElement | null> | undefined };

/** A page of short lists: two columns, one below the other where there is no room. */
export function ShortLists({ main, aside, ref }: ListsProps) {
  return (
    <div className={classes.columns} ref={ref}>
      <div className={classes.column}>{main}</div>
      <div className={classes.column}>{aside}</div>
    </div>
  );
}

type All = { label: string; href: string; always?: boolean };

type ListProps = {
  title: string;
  /** How many there are in all, where the list shows the first few. */
  count?: number | undefined;
  /** Where all of them are, in one place or several; `always` also when there are none. */
  all?: All | readonly All[] | undefined;
  /** Said instead of rows when there are none. */
  none: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
};

/** The first few of something that waits. Its heading always stands, so that a day without any reads the same. */
export function ShortList({ title, count, all, none, isEmpty, children }: ListProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title} {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </h2>
        <span className={classes.places}>
          {[all ?? []].flat().map(
            ({ label, href, always }) =>
              (always || !isEmpty) && (
                <UiLink key={href} className={classes.all} href={href}>
                  {label}
                </UiLink>
              ),
          )}
        </span>
      </div>
      {isEmpty ? <div className={classes.none}>{none}</div> : <ul className={classes.rows}>{children}</ul>}
    </section>
  );
}

type RowProps = {
  href: string;
  name: ReactNode;
  /** Below the name. */
  about?: ReactNode;
  /** A mark before it. */
  mark?: ReactNode;
  /** Told by the row to whoever acts on the one that has the focus. */
  waiting?: string | undefined;
  /** What stands at its end: a figure, a button. */
  children?: ReactNode;
};

/** One of them: a link, a line about it, and what can be done. J and K walk them (`useRowKeys`). */
export function ShortListRow({ href, name, about, mark, waiting, children }: RowProps) {
  return (
    <li className={classes.row} data-waiting={waiting}>
      {mark}
      <div className={classes.what}>
        <UiLink className={classes.name} href={href} data-row-focus="">
          {name}
        </UiLink>
        {about && <span className={classes.about}>{about}</span>}
      </div>
      {children}
    </li>
  );
}

/** Money at the end of a row; or a day, with whether it is over. */
export function RowFigure({ late, children }: { late?: boolean; children: ReactNode }) {
  return (
    <span className={classes.figure} data-late={late}>
      {children}
    </span>
  );
}

/** As high as the rows that are on their way, so that nothing below them moves. */
export function RowsComing({ count }: { count: number }) {
  return Array.from({ length: count }, (_, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows without anything in them are all alike
    <li key={place} className={classes.row} />
  ));
}
