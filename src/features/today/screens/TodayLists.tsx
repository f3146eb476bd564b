import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { FormStrip } from "../../../ui/FormStrip.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { RowsComing, ShortList, ShortLists } from "../../../ui/ShortList.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { countWords, dayOf, numberWords, type Reader } from "../../../ui/words.ts";
import { mayCommit } from "../../pipeline-check/access.ts";
import type { MemberShape } from "../../team/contract.ts";
import { AtRisk } from "./AtRisk.tsx";
import { CalmLines } from "./CalmLines.tsx";
import { CheckUpsDue } from "./CheckUpsDue.tsx";
import { Losses } from "./Losses.tsx";
import { LossesDebriefed } from "./LossesDebriefed.tsx";
import { MyCommitments } from "./MyCommitments.tsx";
import { RepairsDue } from "./RepairsDue.tsx";
import type { TodayShape } from "./today-shape.ts";

// Most people's day has none of it.
const CustomersToTalkWith = lazy(() => import("./CustomersToTalkWith.tsx"));
const PacketsToday = lazy(() => import("./PacketsToday.tsx"));

type Props = { today: TodayShape; me: MemberShape | undefined };

/** The five lists of a day, the first of them with the one thing to begin with. */
export function TodayLists({ today, me }: Props) {
  const reader = useReader();
  const navigate = useNavigateTo();
  const rows = useRowKeys<HTMLDivElement>();
  const mayDebrief = me !== undefined && mayCommit({ ...me, memberId: me.id });
  const first = mayDebrief ? today.lossesWaiting.rows[0] : undefined;

  const debriefHref = (dealId: string) => `/deals/${dealId}/debrief`;
  const debrief = () => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-waiting]")?.dataset.waiting;
    const dealId = focused ?? first?.deal.id;
    if (dealId) navigate(debriefHref(dealId));
  };
  useShortcut("d", debrief, "Debrief this loss, or the newest", { enabled: first !== undefined });

  // Whoever does marketing has nothing to debrief: what they are asked comes first.
  const marketing = today.packets.count > 0 && (
    <Suspense fallback={<Coming title="Marketing" rows={today.packets.rows.length} />}>
      <PacketsToday packets={today.packets} />
    </Suspense>
  );

  return (
    <Page
      title="Today"
      lead={leadOf(today, reader, mayDebrief)}
      aside={
        today.form.length > 0 && (
          <FormStrip
            label="The last results"
            results={today.form.map(({ dealId, name, outcome, closedAt }) => ({
              id: dealId,
              name,
              result: outcome,
              closedOn: dayOf(closedAt, reader.timeZone),
              href: `/deals/${dealId}`,
            }))}
          />
        )
      }
      actions={
        first && (
          <Button component={UiLink} href={debriefHref(first.deal.id)}>
            {first.draftStartedAt ? "Go on with" : "Debrief"} {first.deal.accountName ?? first.deal.name}
          </Button>
        )
      }
    >
      <CalmLines breather={today.breather} wantedWords={today.wantedWords} />
      <ShortLists
        ref={rows}
        main={
          <>
            {today.customers.count > 0 && (
              <Suspense fallback={<Coming title="Customers to talk to" rows={today.customers.rows.length} />}>
                <CustomersToTalkWith customers={today.customers} me={me?.id} />
              </Suspense>
            )}
            {!mayDebrief && marketing}
            <Losses waiting={today.lossesWaiting} me={me?.id} mayDebrief={mayDebrief} />
            <LossesDebriefed losses={today.lossesDebriefed} />
            <RepairsDue tasks={today.tasks} practices={today.practices} me={me?.id} mayFinish={mayDebrief} />
            {mayDebrief && marketing}
            {mayDebrief && <MyCommitments commitments={today.commitments} />}
          </>
        }
        aside={
          <>
            <AtRisk risks={today.risks} flagsNotKnown={today.flagsNotKnown} openDeals={today.openDeals} me={me} />
            <CheckUpsDue checkUps={today.checkUps} me={me?.id} />
          </>
        }
      />
    </Page>
  );
}

/** As high as what comes, so that nothing below it moves. */
function Coming({ title, rows }: { title: string; rows: number }) {
  return (
    <ShortList title={title} none="" isEmpty={false}>
      <RowsComing count={rows} />
    </ShortList>
  );
}

function leadOf({ lossesWaiting, tasks, risks, packets }: TodayShape, reader: Reader, mayDebrief: boolean): string {
  if (lossesWaiting.count > 0 && !mayDebrief)
    return lossesWaiting.count === 1
      ? "1 of the team's losses waits for its debrief."
      : `${numberWords(lossesWaiting.count, reader)} of the team's losses wait for their debrief.`;
  if (lossesWaiting.count > 0) {
    const losses = countWords(lossesWaiting.count, "loss waits", "losses wait", reader);
    return `${losses} for ${lossesWaiting.count === 1 ? "its" : "their"} two minutes. Begin with the newest.`;
  }
  if (tasks.count > 0) return `Every loss is debriefed. ${countWords(tasks.count, "repair", "repairs", reader)} to do.`;
  if (risks.length > 0) return "Every loss is debriefed. A look at what is at risk is worth it.";
  return packets.count > 0 ? "There is something between you and marketing." : "Nothing waits for you.";
}
