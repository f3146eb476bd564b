import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { playbookContract } from "../contract.ts";
import type { PracticeUse } from "../uses/contract.ts";
import { FinishUse } from "./FinishUse.tsx";
import classes from "./Playbook.module.css";
import { UseButton } from "./UseButton.tsx";
import { useUses } from "./use-uses.ts";

const playbook = apiOf<typeof playbookContract>("playbook");
const team = apiOf<typeof teamContract>("team");

/** Practices planned for the deals one sees, soonest first; one that was named in the address opens at once. */
export function UsesToApply({ useId }: { useId: string | null }) {
  const today = todayOf(useReader());
  const rowKeys = useRowKeys<HTMLUListElement>();
  const { takeAway } = useUses();
  const me = useQuery(team.me.queryOptions()).data?.member;
  const mayApply = me !== undefined && (me.role !== "marketing" || me.isOwner);
  const [finishing, setFinishing] = useState<PracticeUse | null>(null);
  const list = useInfiniteQuery(
    playbook.listPracticeUses.infiniteOptions({
      input: (after: string | undefined) => ({
        ...{ state: "open" as const, limit: 50 },
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const named = rows.find(({ id }) => id === useId);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!named || opened || named.taskId) return;
    setOpened(true);
    setFinishing(named);
  }, [named, opened]);

  if (!list.data) {
    if (!list.error) return <Skeletons shape="cards" />;
    const { title, detail } = told(list.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void list.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        line="Practices planned for open deals, each with its day. Open a practice to see where it applies now."
        action={
          <Button variant="default" component={UiLink} href="/team/playbook">
            See the playbook
          </Button>
        }
      />
    );
  }
  return (
    <>
      <ul className={classes.list} ref={rowKeys}>
        {rows.map((use) => (
          <li key={use.id} className={classes.use}>
            <div className={classes.useWords}>
              <UiLink className={classes.name} href={`/team/playbook/${use.practiceId}`} data-row-focus="">
                {use.practiceTitle}
              </UiLink>
              <span className={classes.quiet}>
                {use.deal && <UiLink href={`/deals/${use.deal.id}`}>{use.deal.name}</UiLink>}
                {" · "}
                <span data-late={use.dueOn < today || undefined}>
                  {use.dueOn < today ? "was due " : "due "}
                  <DayText on={use.dueOn} say="when" />
                </span>
                {use.memberName && use.memberId !== me?.id && (
                  <>
                    {" · "}
                    <span className={classes.whole}>{use.memberName}</span>
                  </>
                )}
              </span>
            </div>
            <span className={classes.useButtons}>
              <UseButton
                use={use}
                practiceTitle={use.practiceTitle}
                dealName={use.deal?.name ?? ""}
                mayApply={mayApply}
                isPlanning={false}
                onPlan={() => undefined}
                onFinish={setFinishing}
              />
              {mayApply && (
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => takeAway(use)}>
                  Not doing it
                  <span className="only-for-screen-readers">
                    : {use.practiceTitle}, {use.deal?.name}
                  </span>
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
      {finishing && <FinishUse use={finishing} onClose={() => setFinishing(null)} />}
    </>
  );
}
