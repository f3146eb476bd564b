import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { showNotice } from "../../../ui/notices.tsx";
import type { MeetingShape } from "../live/contract.ts";
import { meetings } from "./ask-meetings.ts";
import classes from "./Meetings.module.css";
import { useMeetingAct } from "./use-meeting-act.ts";

/** A meeting under way that nobody leads any more: somebody who plans meetings ends it, so that its record goes out. */
export function EndUnled({ meeting }: { meeting: Pick<MeetingShape, "id" | "title" | "version" | "leadName"> }) {
  const { id, title, version, leadName } = meeting;
  const known = useQueryClient();
  const { act, busy } = useMeetingAct(id);
  const end = async () => {
    const ended = await act(() => meetings.runMeeting.call({ id, version, act: { kind: "end" } }));
    if (ended) showNotice({ message: "The meeting has ended. Its record is mailed to everybody invited." });
    await known.invalidateQueries({ queryKey: meetings.key() });
  };
  return (
    <p className={classes.unled}>
      <span>{leadName ?? "Whoever led it"} works here no more.</span>
      <Button variant="default" size="compact-sm" loading={busy} onClick={() => void end()}>
        End it and mail the record
        <span className="only-for-screen-readers">: {title}</span>
      </Button>
    </p>
  );
}
