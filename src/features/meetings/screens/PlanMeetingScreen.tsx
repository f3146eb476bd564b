import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import { meetings } from "./ask-meetings.ts";
import { MeetingForm } from "./MeetingForm.tsx";
import { draftOf, newDraft } from "./plan-draft.ts";

const team = apiOf<typeof teamContract>("team");

/** Planning a meeting, or changing its plan. */
export default function PlanMeetingScreen() {
  const { meetingId } = useParams({ strict: false });
  const reader = useReader();
  const [freshId] = useState(() => crypto.randomUUID());
  const isNew = meetingId === undefined;
  const id = meetingId ?? freshId;
  const me = useQuery(team.me.queryOptions());
  // Asked once: what somebody is writing must not be replaced by what is proposed later.
  const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;
  const proposed = useQuery(meetings.proposeMeeting.queryOptions({ input: {}, ...once }));
  const shown = useQuery(meetings.showMeeting.queryOptions({ input: { id }, enabled: !isNew, ...once }));
  const failed = proposed.error ?? shown.error ?? me.error;
  const back = isNew
    ? { label: "Meetings", href: "/team/meetings" }
    : { label: shown.data?.meeting.title ?? "The meeting", href: `/team/meetings/${id}` };
  const isThere = proposed.data && me.data && (isNew || shown.data);
  if (!isThere && !failed) return <Skeletons shape="page" />;
  return (
    <Page
      title={isNew ? "Plan a meeting" : "Change the plan"}
      lead="A quarter of an hour on what the period’s losses have in common, and what to do about it on open deals."
      back={back}
      width="reading"
    >
      {isThere ? (
        <MeetingForm
          id={id}
          version={shown.data?.meeting.version ?? 0}
          begin={
            shown.data
              ? draftOf(shown.data, reader.timeZone)
              : newDraft(proposed.data, me.data.member.id, todayOf(reader), () => crypto.randomUUID())
          }
          proposal={proposed.data}
        />
      ) : (
        <ErrorState
          happened={told(failed).title}
          toDo={told(failed).detail}
          onRetry={() => {
            void proposed.refetch();
            if (!isNew) void shown.refetch();
          }}
        />
      )}
    </Page>
  );
}
