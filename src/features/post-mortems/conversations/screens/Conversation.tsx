import { useState } from "react";
import type { PostMortemSheet } from "../contract.ts";
import type { KeptNotes } from "./kept-notes.ts";
import { Leading } from "./Leading.tsx";
import { Reading } from "./Reading.tsx";
import type { Besides } from "./what-besides.ts";

type Props = {
  sheet: PostMortemSheet;
  memberId: string;
  /** What this browser kept of it, because the server never got it. */
  kept: KeptNotes | null;
  besides: Besides;
  /** The next state of it, or null where it is to be asked for again. */
  onChanged: (sheet: PostMortemSheet | null) => void;
};

/** Led by whoever may write; read by everybody else, and by all once the customer was heard. */
export function Conversation({ besides, onChanged, ...opened }: Props) {
  const { state, mayWrite } = opened.sheet.postMortem;
  // After it was held, a word can still be put right.
  const [putsRight, setPutsRight] = useState(opened.kept !== null);
  const writes = mayWrite && state !== "given-up" && (state !== "held" || putsRight);
  if (writes) {
    return (
      <Leading
        {...opened}
        invite={besides.invite}
        onChanged={(sheet) => {
          setPutsRight(false);
          onChanged(sheet);
        }}
      />
    );
  }
  return (
    <Reading
      sheet={opened.sheet}
      memberId={opened.memberId}
      besides={besides}
      onWrite={() => setPutsRight(true)}
      onChanged={() => onChanged(null)}
    />
  );
}
