import { useEffect, useState, useSyncExternalStore } from "react";
import { meetings } from "./ask-meetings.ts";
import { type Desk, type DeskIdea, type Drawer, openDesk } from "./idea-desk.ts";

/** A place of its own for each person and meeting: several may share a device. */
function drawerOf(meetingId: string, memberId: string): Drawer {
  const place = `comeback-ideas-${meetingId}-${memberId}`;
  return {
    read: () => {
      try {
        return window.localStorage.getItem(place);
      } catch {
        return null;
      }
    },
    write: (kept) => {
      try {
        if (kept === null) window.localStorage.removeItem(place);
        else window.localStorage.setItem(place, kept);
      } catch {
        // Storage can be switched off or full; what waits then lasts as long as the page.
      }
    },
  };
}

/** What I write in a meeting; null until it is known who I am. */
export function useDesk(meetingId: string, memberId: string | undefined): Desk | null {
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => {
    if (memberId === undefined) return;
    const opened = openDesk({
      write: (idea) => meetings.writeIdea.call({ meetingId, ...idea }),
      drawer: drawerOf(meetingId, memberId),
    });
    setDesk(opened);
    const sendAll = () => opened.sendAll();
    window.addEventListener("online", sendAll);
    return () => {
      window.removeEventListener("online", sendAll);
      opened.end();
      setDesk(null);
    };
  }, [meetingId, memberId]);
  return desk;
}

const nothing: readonly DeskIdea[] = [];
const never = () => () => undefined;

export function useDeskIdeas(desk: Desk | null): readonly DeskIdea[] {
  return useSyncExternalStore(desk?.subscribe ?? never, desk?.ideas ?? (() => nothing));
}

/** Everything that is open on the desk, as the server has it now: after a time that no single message tells of. */
export async function reopenAll(desk: Desk, meetingId: string): Promise<void> {
  for (const { id, topicId } of desk.ideas()) {
    const idea = await meetings.openIdea.call({ meetingId, id }).catch(() => null);
    if (idea) desk.open(id, topicId, idea.state);
  }
}
