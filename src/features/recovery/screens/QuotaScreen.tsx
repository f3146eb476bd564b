import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import { countWords, dayWords } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import { comebackViews } from "../comeback-views/rules.ts";
import comeback from "./Comeback.module.css";
import { Finding } from "./Finding.tsx";
import { OpenDeals, UnknownDeals } from "./OpenDeals.tsx";
import { PeoplesQuotas } from "./PeoplesQuotas.tsx";
import classes from "./Quota.module.css";
import { QuotaLane } from "./QuotaLane.tsx";
import {
  basisWords,
  gapTitle,
  type KnownGap,
  money,
  neededWords,
  periodWords,
  roughly,
  tenthsOf,
} from "./quota-words.ts";
import { recovery } from "./use-block.ts";

const team = apiOf<typeof teamContract>("team");

/** What is left of a quota, what open deals may bring of it, and how many new ones it takes: a range, never one number. */
export default function QuotaScreen() {
  const { searchStr } = useLocation();
  const asked = new URLSearchParams(searchStr);
  const part = (name: string) => asked.get(name)?.replaceAll('"', "") || undefined;
  const [memberId, beginsOn, endsOn] = [part("memberId"), part("beginsOn"), part("endsOn")];
  const me = useQuery(team.me.queryOptions());
  const gap = useQuery(
    recovery.showQuotaGap.queryOptions({
      input: { ...(memberId && { memberId }), ...(beginsOn && { beginsOn }), ...(endsOn && { endsOn }) },
    }),
  );
  const own = me.data?.member;
  const leads = own !== undefined && (own.isOwner || own.role === "admin" || own.role === "manager");
  if (gap.isPending || me.isPending) return <Skeletons shape="page" />;
  if (!gap.data) {
    const { title, detail } = told(gap.error);
    return (
      <QuotaPage title="Quota">
        <ErrorState happened={title} toDo={detail} onRetry={() => void gap.refetch()} />
      </QuotaPage>
    );
  }
  const mine = (gap.data.kind === "quota" ? gap.data.quota.memberId : gap.data.memberId) === own?.id;
  const people = leads && <PeoplesQuotas shown={memberId} />;
  if (gap.data.kind === "no-quota") {
    const { memberName, mayChange } = gap.data;
    return (
      <QuotaPage title="Quota">
        <EmptyState
          line={
            mine
              ? "What is left to win in your month, quarter or year stands here, what your open deals may bring of it, and how many new ones it takes."
              : `${memberName} has no quota yet.`
          }
          example={<QuotaLane won={4_100} quota={10_000} forecast={exampleForecast} />}
          action={
            mayChange && (
              <Button component={UiLink} href="/settings/quotas?open=new">
                Set a quota
              </Button>
            )
          }
        />
        {people}
      </QuotaPage>
    );
  }
  return <Known gap={gap.data} mine={mine} people={people} />;
}

const example = (amountCents: number) => ({ amountCents, currency: "EUR" });
const exampleForecast = {
  ...{ kind: "known" as const, low: example(5_200), middle: example(7_000), high: example(9_400), chance: 0.1 },
};

function QuotaPage({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page
      title={title}
      lead={lead}
      actions={actions}
      views={<Views label="Comeback" views={comebackViews} current="/comeback/quota" />}
    >
      {children}
    </Page>
  );
}

function Known({ gap, mine, people }: { gap: KnownGap; mine: boolean; people: ReactNode }) {
  const reader = useReader();
  const { quota, when, daysLeft, others, forecast, lost } = gap;
  const needed = neededWords(gap, reader);
  const whose = mine ? "Your quota" : `${quota.memberName}'s quota`;
  const ahead =
    when === "over"
      ? "The period is over"
      : when === "to-come"
        ? `It begins ${dayWords(quota.beginsOn, reader)}`
        : `${countWords(daysLeft, "day", "days", reader)} left, today included`;
  return (
    <QuotaPage
      title={gapTitle(gap, reader)}
      lead={`${whose} for ${periodWords(quota, reader)} is ${money(quota.amount, reader)}. ${ahead}.`}
      actions={
        quota.mayChange && (
          <Button variant="default" component={UiLink} href="/settings/quotas">
            Quotas
          </Button>
        )
      }
    >
      <section className={classes.picture}>
        <QuotaLane won={quota.won.amount.amountCents} quota={quota.amount.amountCents} forecast={forecast} />
        <p className={classes.marks}>
          <span>
            <span className={classes.mark} data-mark="won" aria-hidden="true" />
            {money(quota.won.amount, reader)} won with {countWords(quota.won.deals, "deal", "deals", reader)}
          </span>
          {forecast?.kind === "known" && (
            <span>
              <span className={classes.mark} data-mark="range" aria-hidden="true" />
              {roughly(forecast.low, reader)} to {roughly(forecast.high, reader)} with what is open
            </span>
          )}
          <span>
            <span className={classes.mark} data-mark="goal" aria-hidden="true" />
            {money(quota.amount, reader)} quota
          </span>
        </p>
        {quota.wonUnknown > 0 && (
          <p className={classes.quiet}>
            {countWords(quota.wonUnknown, "won deal is", "won deals are", reader)} not in it: without an amount, or in
            another currency than {quota.amount.currency}. They are never counted one to one.
          </p>
        )}
      </section>
      <div className={comeback.findings}>
        {forecast && (
          <Finding
            title="With what is open today it ends at"
            figure={
              forecast.kind === "known"
                ? `${roughly(forecast.low, reader)} to ${roughly(forecast.high, reader)}`
                : "Too few to say"
            }
          >
            {forecast.kind === "known"
              ? `Eight of ten such periods end in this range, half of them above ${roughly(forecast.middle, reader)}. The quota is reached ${tenthsOf(forecast.chance)}.`
              : `${forecast.outOf} of the ${forecast.needed} closed deals it takes to say how often one is won.`}
          </Finding>
        )}
        {needed && (
          <Finding title="New deals it takes" figure={needed.figure}>
            {needed.sentence}
          </Finding>
        )}
        <Finding
          title="What losses left open"
          figure={
            lost.deals === 0
              ? "Nothing lost in it"
              : `${money(lost.amount, reader)} in ${countWords(lost.deals, "deal", "deals", reader)}`
          }
        >
          {lost.latest.map(({ dealId, name, amount }, place) => (
            <span key={dealId}>
              {place > 0 && ", "}
              <UiLink href={`/deals/${dealId}`}>{name}</UiLink> {money(amount, reader)}
            </span>
          ))}
          {lost.deals > lost.latest.length && ` and ${lost.deals - lost.latest.length} more`}
        </Finding>
      </div>
      {when !== "over" && gap.open.length > 0 && (
        <Section title="Open deals that can fill it">
          <OpenDeals deals={gap.open} more={gap.openMore} mine={mine} />
        </Section>
      )}
      {gap.openUnknown.length > 0 && <UnknownDeals deals={gap.openUnknown} currency={quota.amount.currency} />}
      <Section title="What this stands on">
        <ul className={classes.basis}>
          {basisWords(gap, mine, reader).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <p className={classes.quiet}>
          Deals are taken as won or lost each by itself. Where one thing moves them all, a market or a product, the true
          range is wider.
        </p>
      </Section>
      {others.length > 0 && (
        <Section title="Other periods">
          <ul className={classes.others}>
            {others.map(({ beginsOn, endsOn, amount }) => (
              <li key={beginsOn + endsOn}>
                <UiLink
                  href={`/comeback/quota?beginsOn=${beginsOn}&endsOn=${endsOn}${mine ? "" : `&memberId=${quota.memberId}`}`}
                >
                  {periodWords({ beginsOn, endsOn }, reader)}
                </UiLink>{" "}
                {money(amount, reader)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {people}
    </QuotaPage>
  );
}
