import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, moneyWords, numberWords, percentWords, type Reader } from "../../../ui/words.ts";
import type { LossToCut } from "../cut-losses/contract.ts";
import cut from "./CutLosses.module.css";
import classes from "./Insights.module.css";
import { InsightsPage } from "./InsightsPage.tsx";
import { insights, useMayInsights } from "./use-insights.ts";

/** Open deals whose hours to come would bring more elsewhere, each with its arithmetic in one line. */
export default function CutLossesScreen() {
  const reader = useReader();
  const may = useMayInsights();
  const settings = useQuery(insights.showSettings.queryOptions());
  const asked = insights.listLossesToCut.infiniteOptions({
    input: (after: string | undefined) => ({ limit: 25, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const list = useInfiniteQuery(asked);
  const [page] = list.data?.pages ?? [];
  const rows = list.data?.pages.flatMap((each) => each.rows) ?? [];
  const perHour = page?.wonPerHour;
  return (
    <InsightsPage
      current="/insights/cut-losses"
      actions={<ExportMenu files={exportLinks("losses-to-cut")} what="deals to let go" />}
      knownBy={asked.queryKey}
      title={titleOf(rows, list.hasNextPage, reader)}
      lead={
        perHour &&
        `An hour of selling brings ${moneyWords(roughly(perHour.amountCents), perHour.currency, reader)} here, over all closed deals. These open deals are worth less than that for the hours they still need, even at the upper end of their odds.`
      }
    >
      {list.error && !list.data && (
        <ErrorState
          happened={told(list.error).title}
          toDo={told(list.error).detail}
          onRetry={() => void list.refetch()}
        />
      )}
      {page?.why && (
        <EmptyState
          line={page.why}
          action={
            <Button component={UiLink} href="/insights/odds" variant="default">
              See how the odds stand
            </Button>
          }
        />
      )}
      {page && !page.why && rows.length === 0 && (
        <EmptyState line="No open deal costs more hours than it is worth. Deals come here when their odds fall below what the same hours bring elsewhere." />
      )}
      {rows.length > 0 && (
        <ul className={cut.deals}>
          {rows.map((row) => (
            <Loss key={row.deal.id} row={row} />
          ))}
        </ul>
      )}
      <ShowMore list={list} />
      {page && !page.why && (
        <ul className={classes.asides}>
          <li>
            It is a proposal, not a verdict: a deal may be worth more than its amount.{" "}
            {settings.data &&
              `Hours are counted from recorded activities: a call ${settings.data.callMinutes} minutes, an e-mail ${settings.data.emailMinutes}, a meeting ${settings.data.meetingMinutes}, a note ${settings.data.noteMinutes}. `}
            Still needed is what won deals took from the same stage on, the middle one.{" "}
            {may.change && <UiLink href="/settings/insights">Change the minutes</UiLink>}
          </li>
        </ul>
      )}
    </InsightsPage>
  );
}

function titleOf(rows: readonly LossToCut[], isMore: boolean, reader: Reader): string {
  if (rows.length === 0) return "Cut your losses";
  const deals = countWords(rows.length, "open deal takes", "open deals take", reader);
  return `${isMore ? "More than " : ""}${deals} more hours than ${rows.length === 1 ? "it is" : "they are"} worth`;
}

/** Money that is reckoned with, to three figures: the last ones would promise more than is known. */
function roughly(cents: number): number {
  const unit = 10 ** Math.max(2, Math.floor(Math.log10(Math.max(1, Math.abs(cents)))) - 2);
  return Math.round(cents / unit) * unit;
}

function Loss({ row }: { row: LossToCut }) {
  const reader = useReader();
  const { deal } = row;
  return (
    <li className={cut.deal}>
      <div className={cut.what}>
        <UiLink className={cut.name} href={`/deals/${deal.id}`}>
          {deal.name}
        </UiLink>
        <span className={classes.quiet}>{[deal.stageName, deal.ownerName].filter(Boolean).join(" · ")}</span>
        <p className={cut.arithmetic}>{arithmetic(row, reader)}</p>
      </div>
      <Button component={UiLink} href={`/deals/${deal.id}`} variant="default" size="compact-sm">
        Decide on its page<span className="only-for-screen-readers">: {deal.name}</span>
      </Button>
    </li>
  );
}

/** "14 h spent, 6 h still needed. Worth 12% of €8,000 = €960; the same hours bring €1,900 elsewhere." */
function arithmetic(row: LossToCut, reader: Reader): string {
  const { deal, hoursSpent, hoursNeeded, probability, worth, elsewhere } = row;
  const hours = (value: number) =>
    value < 1 ? `${Math.round(value * 60)} min` : `${numberWords(value, reader, value < 10 ? 1 : 0)} h`;
  const money = (cents: number) => moneyWords(roughly(cents), worth.currency, reader);
  const of = deal.amount ? `${percentWords(probability, reader)} of ${money(deal.amount.amountCents)} = ` : "";
  return `${hours(hoursSpent)} spent, ${hours(hoursNeeded)} still needed. Worth ${of}${money(worth.amountCents)}; the same hours bring ${money(elsewhere.amountCents)} elsewhere.`;
}
