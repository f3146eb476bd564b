import type { ReactNode } from "react";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import classes from "./Comeback.module.css";

type Props = {
  title: string;
  /** The count, large. */
  figure: string;
  /** What is usual, next to it. */
  beside?: ReactNode;
  lane?: ReactNode;
  /** Under the lane: its beginning, what its band is, its end. */
  ends?: [ReactNode, ReactNode, ReactNode] | undefined;
  children?: ReactNode;
};

/** One thing the record says: the count, what is usual, a picture of both, a sentence. */
export function Finding({ title, figure, beside, lane, ends, children }: Props) {
  return (
    <section className={classes.finding}>
      <h2 className={classes.findingTitle}>{title}</h2>
      <p className={classes.figure}>
        <strong>{figure}</strong> {beside && <span className={classes.beside}>{beside}</span>}
      </p>
      {lane}
      {ends && (
        <p className={classes.ends}>
          <span aria-hidden="true">{ends[0]}</span>
          <span className={classes.middle}>{ends[1]}</span>
          <span aria-hidden="true">{ends[2]}</span>
        </p>
      )}
      {children && <p className={classes.sentence}>{children}</p>}
    </section>
  );
}

/** Too few to say is an answer, with how many it takes. */
export function TooFew({
  title,
  figure: { outOf, needed },
  what,
}: {
  title: string;
  figure: { outOf: number; needed: number };
  what: string;
}) {
  const reader = useReader();
  return (
    <section className={classes.finding} data-too-few>
      <h2 className={classes.findingTitle}>{title}</h2>
      <p className={classes.figure}>
        <span className={classes.hollow} aria-hidden="true" />
        Too few to say
      </p>
      <p className={classes.sentence}>
        {numberWords(outOf, reader)} {what} so far; from {numberWords(needed, reader)} on it is told here.
      </p>
    </section>
  );
}

export function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.finding} data-too-few>
      <h2 className={classes.findingTitle}>{title}</h2>
      <p className={classes.sentence}>{children}</p>
    </section>
  );
}
