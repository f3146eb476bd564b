import { Textarea } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef } from "react";
import { mostIdeaLength } from "../ideas/rules.ts";
import type { Desk } from "./idea-desk.ts";

type Props = {
  desk: Desk;
  id: string;
  words: string;
  label: string;
  /** True where it was begun just now. */
  autoFocus?: boolean | undefined;
  onDone?: (() => void) | undefined;
};

/** An idea being written. What somebody else types into it appears around the cursor, which stays at its letters. */
export function IdeaField({ desk, id, words, label, autoFocus = false, onDone }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    desk.attach(id, field.current);
    return () => desk.attach(id, null);
  }, [desk, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after other words are shown the cursor is put where it belongs
  useLayoutEffect(() => {
    const cursor = desk.takeCursor(id);
    if (cursor && field.current && document.activeElement === field.current)
      field.current.setSelectionRange(cursor.from, cursor.to);
  }, [desk, id, words]);
  return (
    <Textarea
      ref={field}
      aria-label={label}
      placeholder="What could we do differently on open deals?"
      value={words}
      onChange={(event) => desk.type(id, event.currentTarget.value)}
      onCompositionStart={() => desk.compose(id, true)}
      onCompositionEnd={() => desk.compose(id, false)}
      onKeyDown={(event) => {
        if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) onDone?.();
      }}
      maxLength={mostIdeaLength}
      autosize
      minRows={2}
      autoFocus={autoFocus}
    />
  );
}
