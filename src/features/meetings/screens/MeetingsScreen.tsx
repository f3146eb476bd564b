import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { DayText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import { dayOf, numberWords } from "../../../ui/words.ts";
import { teamViews } from "../../team/team-views/rules.ts";
import type { MeetingRow } from "../plan/contract.ts";
import { usualRounds } from "../running/rules.ts";
import { meetings } from "./ask-meetings.ts";
import { ComingCard } from "./ComingCard.tsx";
import classes from "./Meetings.module.css";
import { RoundTrack } from "./RoundTrack.tsx";

const listOf = (of: "coming" | "past") =>
  meetings.listMeetings.infiniteOptions({
    input: (after: string | undefined) => ({ of, limit: 20, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The team's meetings: those to come, and what the past ones decided. */
export default function MeetingsScreen() {
  const navigate = useNavigateTo();
  const coming = useInfiniteQuery(listOf("coming"));
  const past = useInfiniteQuery(listOf("past"));
  const mayPlan = coming.data?.pages[0]?.mayPlan ?? false;
  const comingRows = coming.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const pastRows = past.data?.pages.flatMap(({ rows }) => rows) ?? [];
  useShortcut("n", () => navigate("/team/meetings/new"), "Plan a meeting", { enabled: mayPlan });
  const failed = coming.error ?? past.error;
  const isEmpty = coming.data && past.data && comingRows.length + pastRows.length === 0;
  const planning = (
    <Button component={UiLink} href="/team/meetings/new">
      Plan a meeting
    </Button>
  );
  return (
    <Together knownBy={listOf("coming").queryKey} waiting={<Skeletons shape="page" />}>
      <Page
        title="Meetings"
        lead="The period's losses in groups of three or four, and what everybody does about it on their open deals."
        views={<Views label="Team" views={teamViews} current="/team/meetings" />}
        actions={mayPlan && !isEmpty && planning}
      >
        {failed && (!coming.data || !past.data) && (
          <ErrorState
            happened={told(failed).title}
            toDo={told(failed).detail}
            onRetry={() => {
              void coming.refetch();
              void past.refetch();
            }}
          />
        )}
        {isEmpty && (
          <EmptyState
            line={
              mayPlan
                ? "No meeting yet. One takes a quarter of an hour: think alone, in pairs, in fours, all together; vote; and tick which open deals it helps."
                : "No meeting yet. When you are invited to one, its place is here."
            }
            example={<RoundTrack rounds={usualRounds} />}
            {...(mayPlan ? { action: planning } : {})}
          />
        )}
        {comingRows.length > 0 && (
          <Section title="To come">
            <ul className={classes.coming}>
              {comingRows.map((meeting) => (
                <li key={meeting.id}>
                  <ComingCard meeting={meeting} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        {past.data && !isEmpty && (
          <Section title="What was decided">
            <PastMeetings rows={pastRows} more={moreOf(past) ?? null} />
          </Section>
        )}
      </Page>
    </Together>
  );
}

type PastProps = { rows: readonly MeetingRow[]; more: { loading: boolean; load: () => void } | null };

function PastMeetings({ rows, more }: PastProps) {
  const reader = useReader();
  const columns: Column<MeetingRow>[] = [
    { id: "title", heading: "Meeting", cell: ({ title }) => title },
    {
      id: "held",
      heading: "Held",
      cell: ({ endedAt, plannedFor, state }) =>
        state === "cancelled" ? "Called off" : <DayText on={dayOf(endedAt ?? plannedFor, reader.timeZone)} />,
    },
    { id: "lead", heading: "Led by", cell: ({ leadName }) => leadName, onPhone: "hidden" },
    {
      id: "people",
      heading: "People",
      align: "right",
      cell: ({ people }) => numberWords(people, reader),
      onPhone: "hidden",
    },
    {
      id: "practices",
      heading: "Practices adopted",
      align: "right",
      cell: ({ practices }) => numberWords(practices, reader),
    },
  ];
  return (
    <DataTable
      caption="Past meetings, newest first"
      columns={columns}
      files={exportLinks("meetings", { of: "past" })}
      rows={rows}
      keyOf={({ id }) => id}
      hrefOf={({ id, state }) => (state === "ended" ? `/team/meetings/${id}/record` : `/team/meetings/${id}`)}
      empty={<p className={classes.none}>What a meeting decides stands here, with what became of it.</p>}
      {...(more ? { more } : {})}
    />
  );
}
