import { InstantText } from "../../../ui/DateText.tsx";
import { FlagMark } from "../../../ui/Flag.tsx";
import { LinkCard } from "../../../ui/LinkCard.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import type { PracticeRow } from "../contract.ts";
import classes from "./Playbook.module.css";
import { originInWords } from "./practice-words.ts";

/** A practice at a glance: what we do, when, and where it is worth a look now. */
export function PracticeCard({ practice }: { practice: PracticeRow }) {
  const reader = useReader();
  const { id, title, appliesWhen, state, reason, flag, appliesNow, timesDone, madeByName, mine } = practice;
  const isWritten = state === "draft" || state === "in-review";
  return (
    <LinkCard
      title={title}
      href={`/team/playbook/${id}`}
      above={[reason?.name ?? flag?.name, isWritten ? originInWords(practice) : null].filter(Boolean).join(" · ")}
      facts={
        <>
          {state === "adopted" && appliesNow !== null && appliesNow > 0 && (
            <span className={classes.up}>
              <FlagMark state="up" /> applies to {countWords(appliesNow, "open deal", "open deals", reader)}
            </span>
          )}
          {!isWritten && timesDone > 0 && <span>done on {countWords(timesDone, "deal", "deals", reader)}</span>}
          {state === "adopted" && practice.adoptedAt && (
            <span>
              adopted <InstantText at={practice.adoptedAt} say="when" />
            </span>
          )}
          {state === "retired" && practice.retiredAt && (
            <span>
              retired <InstantText at={practice.retiredAt} say="when" />
            </span>
          )}
          {isWritten && (
            <span>
              {mine ? "yours" : (madeByName ?? "somebody who left")}, changed{" "}
              <InstantText at={practice.changedAt} say="when" />
            </span>
          )}
        </>
      }
    >
      {appliesWhen && <p className={classes.when}>{appliesWhen}</p>}
    </LinkCard>
  );
}
