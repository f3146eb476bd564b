import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import type { todayContract } from "../contract.ts";
import { NothingYet } from "./NothingYet.tsx";
import { TodayLists } from "./TodayLists.tsx";

const today = apiOf<typeof todayContract>("today");
const team = apiOf<typeof teamContract>("team");

/** What is worth doing today, the next step one tap away. */
export default function TodayScreen() {
  const navigate = useNavigateTo();
  const shown = useQuery(today.showToday.queryOptions({ input: {} }));
  const me = useQuery(team.me.queryOptions());
  const nothingYet =
    shown.data && shown.data.form.length === 0 && shown.data.openDeals === 0 && shown.data.lossesWaiting.count === 0;
  // Only somebody who sees every deal knows that there is none, and can bring some.
  const seesAll = me.data && (me.data.member.isOwner || me.data.member.role === "admin");
  const welcome = Boolean(nothingYet && seesAll);
  // What was here before an import, or before the demo team came, says nothing of now.
  const isCurrent = !shown.isFetching;
  useEffect(() => {
    if (welcome && isCurrent) navigate("/welcome");
  }, [welcome, isCurrent, navigate]);

  if (shown.error && !shown.data) {
    const { title, detail } = told(shown.error);
    return (
      <Page title="Today">
        <ErrorState happened={title} toDo={detail} onRetry={() => void shown.refetch()} />
      </Page>
    );
  }
  if (!shown.data || me.isPending || welcome) return <Skeletons shape="page" />;
  if (nothingYet && me.data?.member.role === "rep") return <NothingYet />;
  return <TodayLists today={shown.data} me={me.data?.member} />;
}
