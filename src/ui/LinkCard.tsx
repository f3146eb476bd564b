import type { ReactNode, RefObject } from "react";
import classes from "./LinkCard.module.css";
import { UiLink } from "./UiLink.tsx";

type ListProps<Item> = {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  card: (item: Item) => ReactNode;
  ref?: RefObject<HTMLUListElement | null>;
};

/** Cards below one another, with a line between. */
export function CardList<Item>({ items, keyOf, card, ref }: ListProps<Item>) {
  return (
    <ul className={classes.list} ref={ref}>
      {items.map((item) => (
        <li key={keyOf(item)}>{card(item)}</li>
      ))}
    </ul>
  );
}

type Props = {
  title: ReactNode;
  level?: "h2" | "h3";
  href: string;
  /** Above the title, quietly. */
  above?: ReactNode;
  /** At its foot: figures, days, names, each a `span`. */
  facts?: ReactNode;
  children?: ReactNode;
};

/** Something to read on, at a glance: the whole card leads there. */
export function LinkCard({ title, level: Heading = "h2", href, above, facts, children }: Props) {
  return (
    <article className={classes.card}>
      {above && <p className={classes.above}>{above}</p>}
      <Heading className={classes.title}>
        <UiLink className={classes.open} href={href} data-row-focus="">
          {title}
        </UiLink>
      </Heading>
      {children}
      {facts && <p className={classes.facts}>{facts}</p>}
    </article>
  );
}
