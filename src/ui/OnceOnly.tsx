import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { showNotice } from "./notices.tsx";
import classes from "./OnceOnly.module.css";

type Props = {
  /** What it is for, and that it is not shown again. */
  children: ReactNode;
  secret: string;
  /** What is said once it is copied: "The key is copied." */
  copied: string;
  /** What else can be done with it. */
  actions?: ReactNode;
};

/** A secret that is shown this once, to be copied and taken elsewhere. A screen reader hears it come. */
export function OnceOnly({ children, secret, copied, actions }: Props) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      showNotice({ message: copied });
    } catch {
      showNotice({ tone: "refused", message: "The browser does not allow copying here. Select it and copy it." });
    }
  };
  return (
    <div className={classes.secret}>
      <p>{children}</p>
      <code>{secret}</code>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void copy()}>
          Copy
        </Button>
        {actions}
      </div>
    </div>
  );
}
