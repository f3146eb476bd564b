import { PencilIcon } from "@lucide/icons";
import { ActionIcon, Button } from "@mantine/core";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { Icon } from "../../../ui/Icon.tsx";
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
        <div className={classes.paperLine}>
          <p className={classes.paperWords}>{words || <span className={classes.quiet}>Somebody begins …</span>}</p>
          {mayWrite && (
            <ActionIcon aria-label={`Write in it: ${about}`} loading={opening} onClick={() => void begin()}>
              <Icon of={PencilIcon} size={18} strokeWidth={1.7} />
            </ActionIcon>
          )}
        </div>
      )}
      {merged.length > 0 && (
        <ul className={classes.merged} aria-label="Merged into it">
          {merged.map((each) => (
            <li key={each.id}>{each.words}</li>
          ))}
        </ul>
      )}
      {(isOpen || noteOf(kept, false) !== "") && (
        <div className={classes.paperFoot}>
          <span className={classes.keptNote} data-kind={kept?.kind}>
            {noteOf(kept, isOpen)}
          </span>
          {mayRemove && isOpen && (
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void setRemoved(true)}>
              Remove<span className="only-for-screen-readers"> {about}</span>
            </Button>
          )}
          {isOpen && (
            <Button variant="default" size="compact-xs" onClick={done}>
              Done
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

/** How it stands with what I typed; nothing where there is nothing to say. */
function noteOf(kept: Kept | null, isWriting: boolean): string {
  if (!kept) return "";
  if (kept.kind === "refused") return `Not in the meeting: ${kept.title}`;
  const words = { saved: "Kept as you write", saving: "Saving …" } as const;
  if (kept.kind === "waiting") return "Kept on this device, sent when the connection is back";
  return isWriting ? words[kept.kind] : "";
}
