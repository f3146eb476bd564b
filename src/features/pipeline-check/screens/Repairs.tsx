import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayCommit } from "../access.ts";
import type { pipelineCheckContract, RepairTask } from "../contract.ts";
import { FinishTask } from "./FinishTask.tsx";
import classes from "./PipelineCheck.module.css";
import { TaskList } from "./TaskList.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const team = apiOf<typeof teamContract>("team");

/** Every repair that is still to do; one that was named in the address opens at once. */
export function Repairs({ taskId }: { taskId: string | null }) {
  const member = useQuery(team.me.queryOptions()).data?.member;
  const [finishing, setFinishing] = useState<Pick<RepairTask, "id" | "dealId"> | null>(null);
  const tasks = useInfiniteQuery(
    pipelineCheck.listTasks.infiniteOptions({
      input: (after: string | undefined) => ({ state: "open" as const, limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const named = tasks.data?.pages.flatMap((page) => page.rows).find(({ id }) => id === taskId);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!named || opened) return;
    setOpened(true);
    setFinishing(named);
  }, [named, opened]);

  if (!tasks.data) {
    if (!tasks.error) return <Skeletons shape="cards" />;
    const { title, detail } = told(tasks.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void tasks.refetch()} />;
  }
  const rows = tasks.data.pages.flatMap((page) => page.rows);
  return (
    <div className={classes.column}>
      {rows.length === 0 ? (
        <EmptyState
          line="Repairs you set on open deals, with the line that opens the conversation."
          example="Acme: Planner, due tomorrow. “There is something I should have asked you at the beginning, and I don't want to guess. Do you have five minutes?”"
          action={
            <Button component={UiLink} href="/pipeline-check">
              See what is at risk
            </Button>
          }
        />
      ) : (
        <TaskList
          tasks={rows}
          mine={member?.id}
          mayFinish={member !== undefined && mayCommit({ ...member, memberId: member.id })}
          onFinish={setFinishing}
        />
      )}
      <ShowMore list={tasks} />
      {finishing && <FinishTask taskId={finishing.id} dealId={finishing.dealId} onClose={() => setFinishing(null)} />}
    </div>
  );
}
