import { Button } from "@mantine/core";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { meetings } from "./ask-meetings.ts";
import { IdeaField } from "./IdeaField.tsx";
import type { Desk, Kept } from "./idea-desk.ts";
import type { ShownIdea } from "./ideas-in-view.ts";
import classes from "./Live.module.css";

type Props = {
  idea: ShownIdea;
  meetingId: string;
  desk: Desk;
  /** It may be written in now, by me. */
  mayWrite: boolean;
  mayRemove: boolean;
  /** Begun just now: its field is open. */
  isFresh: boolean;
};

/** One idea in the hands of those who think: read, or written in; two may write in it at once. */
export function IdeaPaper({ idea, meetingId, desk, mayWrite, mayRemove, isFresh }: Props) {
  const [isWriting, setIsWriting] = useState(isFresh);
  const [opening, setOpening] = useState(false);
  const { id, words, kept, topicId, merged } = idea;
  const isOpen = isWriting && mayWrite && desk.has(id);
  const begin = async () => {
    setOpening(true);
    try {
      if (!desk.has(id)) desk.open(id, topicId, (await meetings.openIdea.call({ meetingId, id })).state);
      setIsWriting(true);
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
    setOpening(false);
  };
  const done = () => {
    setIsWriting(false);
    desk.close(id);
  };
  const setRemoved = async (removed: boolean) => {
    try {
      await meetings.removeIdea.call({ meetingId, id, removed });
      if (!removed) return;
      desk.close(id);
      showUndo("The idea is removed.", () => void setRemoved(false));
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const about = words.trim() === "" ? "an empty idea" : `“${words.slice(0, 60)}”`;
  return (
    <article className={classes.paper} data-open={isOpen || undefined}>
      {isOpen ? (
        <IdeaField
          desk={desk}
          id={id}
          words={words}
          label={isFresh ? "Your idea" : `The idea ${about}`}
          autoFocus
          onDone={done}
        />
      ) : (
        <p className={classes.paperWords}>{words || <span className={classes.quiet}>Somebody begins …</span>}</p>
      )}
      {merged.length > 0 && (
        <ul className={classes.merged} aria-label="Merged into it">
          {merged.map((each) => (
            <li key={each.id}>{each.words}</li>
          ))}
        </ul>
      )}
      <div className={classes.paperFoot}>
        <KeptNote kept={kept} isWriting={isOpen} />
        {mayRemove && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void setRemoved(true)}>
            Remove<span className="only-for-screen-readers"> {about}</span>
          </Button>
        )}
        {mayWrite &&
          (isOpen ? (
            <Button variant="default" size="compact-xs" onClick={done}>
              Done
            </Button>
          ) : (
            <Button variant="default" size="compact-xs" loading={opening} onClick={() => void begin()}>
              Write in it<span className="only-for-screen-readers">: {about}</span>
            </Button>
          ))}
      </div>
    </article>
  );
}

function KeptNote({ kept, isWriting }: { kept: Kept | null; isWriting: boolean }) {
  if (!kept) return <span className={classes.keptNote} />;
  const words = {
    saved: isWriting ? "Kept as you write" : "",
    saving: "Saving …",
    waiting: "Kept on this device, sent when the connection is back",
    refused: kept.kind === "refused" ? `Not in the meeting: ${kept.title}` : "",
  }[kept.kind];
  return (
    <span className={classes.keptNote} data-kind={kept.kind}>
      {words}
    </span>
  );
}
