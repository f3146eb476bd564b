import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import { CheckUpDialog, type Doing } from "./CheckUpDialog.tsx";
import { CheckUpRow } from "./CheckUpRow.tsx";
import classes from "./CheckUps.module.css";
import { CheckUpsPage } from "./CheckUpsPage.tsx";
import { inPeriods } from "./in-periods.ts";
import { MonthView } from "./MonthView.tsx";
import { monthOf } from "./month-grid.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const team = apiOf<typeof teamContract>("team");

type Shown = "list" | "month" | "done";

/** Calls to lost customers: those waiting, as a list or a month, and those that were made. What is shown is in the address. */
export default function CheckUpsScreen() {
  const { searchStr } = useLocation();
  const navigate = useNavigateTo();
  const asked = new URLSearchParams(searchStr);
  const shown: Shown = asked.get("show") === "done" ? "done" : asked.get("view") === "month" ? "month" : "list";
  const me = useQuery(team.me.queryOptions());
  const [doing, setDoing] = useState<Doing | null>(null);
  const today = todayOf(useReader());
  const month = monthOf(asked.get("month"), today);

  const member = me.data?.member;
  const mayCall = member !== undefined && (member.role !== "marketing" || member.isOwner);
  return (
    <CheckUpsPage
      current="/check-ups"
      title="Check-ups"
      lead="When to call a lost customer again: three quarters into the term you offered, or on the day you prefer."
      actions={
        <>
          <ExportMenu files={exportLinks("check-ups", { done: shown === "done" })} what="check-ups" />
          <ShownAs shown={shown} />
        </>
      }
    >
      {shown === "month" ? (
        <MonthView
          {...{ month, me: member?.id, mayCall }}
          onMonth={(next) => navigate(`/check-ups?view=month&month=${next}`)}
          onFinish={(checkUp) => setDoing({ checkUp, what: "finish" })}
          onMove={(checkUp) => setDoing({ checkUp, what: "move" })}
        />
      ) : (
        <CallList key={shown} done={shown === "done"} me={member?.id} mayCall={mayCall} onDo={setDoing} />
      )}
      {doing && <CheckUpDialog {...doing} onClose={() => setDoing(null)} />}
    </CheckUpsPage>
  );
}

const ways: { shown: Shown; href: string; name: string }[] = [
  { shown: "list", href: "/check-ups", name: "To call" },
  { shown: "month", href: "/check-ups?view=month", name: "Month" },
  { shown: "done", href: "/check-ups?show=done", name: "Called" },
];

function ShownAs({ shown }: { shown: Shown }) {
  return (
    <nav className={classes.views} aria-label="Which calls">
      {ways.map((way) => (
        <UiLink key={way.shown} href={way.href} aria-current={way.shown === shown ? "page" : undefined}>
          {way.name}
        </UiLink>
      ))}
    </nav>
  );
}

type ListProps = {
  done: boolean;
  me: string | undefined;
  mayCall: boolean;
  onDo: (doing: Doing) => void;
};

function CallList({ done, me, mayCall, onDo }: ListProps) {
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
  const row = (checkUp: CheckUpShape) => <CheckUpRow key={checkUp.id} {...{ checkUp, me, mayCall, onDo }} />;
  return (
    <>
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
        <ShowMore list={list} />
      </div>
    </>
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
