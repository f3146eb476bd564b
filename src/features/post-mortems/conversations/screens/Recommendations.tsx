import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Recommendation } from "../../customer-answers/contract.ts";
import classes from "./Conversation.module.css";

type Props = { said: readonly Recommendation[]; onChange: (said: Recommendation[]) => void };

const most = 5;

/** One or two recommendations, each a field of its own: each can become a practice. */
export function Recommendations({ said, onChange }: Props) {
  // The next one's id is there before its first word, so that the field stays the same while one types.
  const [next, setNext] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState(false);
  const fields = said.length === 0 || (asked && said.length < most) ? [...said, { id: next, words: "" }] : said;
  const change = (id: string, words: string) => {
    if (said.some((one) => one.id === id)) {
      onChange(said.map((one) => (one.id === id ? { id, words } : one)));
      return;
    }
    onChange([...said, { id, words }]);
    setNext(crypto.randomUUID());
    setAsked(false);
  };
  return (
    <div className={classes.groups}>
      {fields.map(({ id, words }, place) => (
        <Textarea
          key={id}
          aria-label={`Recommendation ${place + 1}`}
          placeholder={place === 0 ? "In their words" : "And another one"}
          autosize
          minRows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => change(id, event.currentTarget.value)}
          autoFocus={asked && id === next}
        />
      ))}
      {said.length > 0 && said.length < most && !asked && (
        <Button className={classes.add} variant="subtle" color="gray" size="compact-sm" onClick={() => setAsked(true)}>
          Another recommendation
        </Button>
      )}
    </div>
  );
}
