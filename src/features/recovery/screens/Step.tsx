import type { Icon } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./WhatNow.module.css";

type Props = { icon: Icon; title: string; children: ReactNode };

/** One of the things that can be done after a loss; none of them has to be. */
export function Step({ icon: Sign, title, children }: Props) {
  const id = useId();
  return (
    <li className={classes.step} aria-labelledby={id}>
      <span className={classes.icon}>
        <Sign size={20} stroke={1.75} aria-hidden="true" />
      </span>
      <div className={classes.stepBody}>
        <h2 id={id} className={classes.stepTitle}>
          {title}
        </h2>
        {children}
      </div>
    </li>
  );
}
