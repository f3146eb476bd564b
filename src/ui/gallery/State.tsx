import type { ReactNode } from "react";
import classes from "./Gallery.module.css";

/** One state of a component, with its name above. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.state}>
      <p className={classes.name}>{name}</p>
      {children}
    </div>
  );
}
