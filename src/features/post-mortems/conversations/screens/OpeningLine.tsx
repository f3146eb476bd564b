import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import classes from "./Conversation.module.css";

type Props = {
  proposed: string;
  /** What somebody wrote instead; empty where nobody did. */
  written: string;
  onChange: ((written: string) => void) | undefined;
};

/** How to begin. It accepts the decision: whoever has to defend one explains nothing. */
export function OpeningLine({ proposed, written, onChange }: Props) {
  const [changes, setChanges] = useState(false);
  const line = written || proposed;
  return (
    <figure className={classes.opening}>
      <figcaption>
        To begin with
        {onChange && !changes && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setChanges(true)}>
            Say it your way
          </Button>
        )}
        {onChange && changes && written !== "" && written !== proposed && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange("")}>
            Take the proposed one
          </Button>
        )}
      </figcaption>
      {onChange && changes ? (
        <Textarea
          aria-label="To begin with"
          autosize
          minRows={2}
          maxLength={1000}
          value={line}
          onChange={(event) => onChange(event.currentTarget.value === proposed ? "" : event.currentTarget.value)}
        />
      ) : (
        <blockquote>{line}</blockquote>
      )}
    </figure>
  );
}
