import { type ReactNode, useId } from "react";
import { Icon, type IconData } from "../../../ui/Icon.tsx";
import classes from "./WhatNow.module.css";

type Props = { icon: IconData; title: string; children: ReactNode };

/** One of the things that can be done after a loss; none of them has to be. */
export function Step({ icon, title, children }: Props) {
  const id = useId();
  return (
    <li className={classes.step} aria-labelledby={id}>
      <span className={classes.icon}>
        <Icon of={icon} size={20} strokeWidth={1.75} />
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
