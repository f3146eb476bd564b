import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import { CheckUpDialog, type Doing } from "./CheckUpDialog.tsx";
import { CheckUpRow } from "./CheckUpRow.tsx";
import classes from "./CheckUps.module.css";
import { inPeriods } from "./in-periods.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const team = apiOf<typeof teamContract>("team");

/** Calls to lost customers, soonest first: those waiting, and those that were made. */
export default function CheckUpsScreen() {
  const { searchStr } = useLocation();
  const asked = new URLSearchParams(searchStr);
  const done = asked.get("show") === "done";
  const named = asked.get("call");
  const me = useQuery(team.me.queryOptions());
  const [doing, setDoing] = useState<Doing | null>(null);
  const [opened, setOpened] = useState(false);
  const rowsRef = useRowKeys<HTMLDivElement>();
  const today = todayOf(useReader());
  const list = useInfiniteQuery(
    checkUps.listCheckUps.infiniteOptions({
      input: (after: string | undefined) => ({ done, limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const called = rows.find(({ id, doneAt }) => id === named && doneAt === null);
  useEffect(() => {
    if (!called || opened) return;
    setOpened(true);
    setDoing({ checkUp: called, what: "finish" });
  }, [called, opened]);

  const member = me.data?.member;
  const mayCall = member !== undefined && (member.role !== "marketing" || member.isOwner);
  const row = (checkUp: CheckUpShape) => (
    <CheckUpRow key={checkUp.id} checkUp={checkUp} me={member?.id} mayCall={mayCall} onDo={setDoing} />
  );
  return (
    <Page
      title="Check-ups"
      lead="When to call a lost customer again: three quarters into the term you offered, or on the day you prefer."
      actions={
        <nav className={classes.views} aria-label="Check-ups">
          <UiLink href="/check-ups" aria-current={done ? undefined : "page"}>
            To call
          </UiLink>
          <UiLink href="/check-ups?show=done" aria-current={done ? "page" : undefined}>
            Called
          </UiLink>
        </nav>
      }
    >
      {list.isPending && <Skeletons shape="table" />}
      {list.error && !list.data && (
        <ErrorState
          happened={told(list.error).title}
          toDo={told(list.error).detail}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.data && rows.length === 0 && <NoCheckUps done={done} />}
      <div className={classes.periods} ref={rowsRef}>
        {done && rows.length > 0 && <ul className={classes.rows}>{rows.map(row)}</ul>}
        {!done &&
          inPeriods(rows, today).map(({ title, checkUps: due }) => (
            <Section key={title} title={title}>
              <ul className={classes.rows}>{due.map(row)}</ul>
            </Section>
          ))}
        {list.hasNextPage && (
          <Button
            className={classes.more}
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
      {doing && <CheckUpDialog {...doing} onClose={() => setDoing(null)} />}
    </Page>
  );
}

function NoCheckUps({ done }: { done: boolean }) {
  return done ? (
    <EmptyState line="Calls you made to lost customers, and what came of them." />
  ) : (
    <EmptyState
      line="Every debriefed loss gets a day to call again. The next ones stand here."
      example="12 August: Acme: Planner, €12,400. Nine months into the twelve you offered, while they can still change."
      action={
        <Button component={UiLink} href="/deals?status=lost&debriefed=false">
          Debrief a loss
        </Button>
      }
    />
  );
}
