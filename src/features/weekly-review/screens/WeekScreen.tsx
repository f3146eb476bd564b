import { Button, NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { PrintReport } from "../../../platform/browser/PrintReport.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import { countWords, type Reader, todayOf } from "../../../ui/words.ts";
import { insightViewsOf } from "../../insights/insight-views/rules.ts";
import type { teamContract } from "../../team/contract.ts";
import type { WeekShape, weeklyReviewContract } from "../contract.ts";
import { weekOf } from "../rules.ts";
import { minutesAloud, type Sentence, tellWeek, weekWords } from "./tell-week.ts";
import classes from "./Week.module.css";

const team = apiOf<typeof teamContract>("team");
const weeklyReview = apiOf<typeof weeklyReviewContract>("weeklyReview");

/** One week to be read aloud in five minutes; it prints on one page. */
export default function WeekScreen() {
  const reader = useReader();
  const day = new URLSearchParams(useLocation().searchStr).get("day") ?? undefined;
  const shown = useQuery({
    ...weeklyReview.showWeek.queryOptions({ input: { ...(day === undefined ? {} : { day }) } }),
    placeholderData: keepPreviousData,
  });
  const me = useQuery(team.me.queryOptions()).data?.member;
  const views = <Views label="Insights" views={insightViewsOf(me)} current="/insights/weekly" />;
  if (shown.isPending) return <Skeletons shape="page" />;
  if (!shown.data || shown.error) {
    const { title, detail, code } = told(shown.error);
    return (
      <Page title="The week" views={views}>
        <ErrorState
          happened={code === "NOT_ALLOWED" ? "The week is read aloud by whoever leads." : title}
          toDo={code === "NOT_ALLOWED" ? "What concerns you stands on Today." : detail}
          {...(code === "NOT_ALLOWED" ? {} : { onRetry: () => void shown.refetch() })}
          {...(code === "WEEK_TO_COME"
            ? {
                actions: (
                  <Button variant="default" component={UiLink} href="/insights/weekly">
                    See the last week
                  </Button>
                ),
              }
            : {})}
        />
      </Page>
    );
  }
  return <Week told={shown.data} views={views} reader={reader} />;
}

function Week({ told: week, views, reader }: { told: WeekShape; views: ReactNode; reader: Reader }) {
  const sections = tellWeek(week, reader);
  const minutes = countWords(minutesAloud(sections), "minute", "minutes", reader);
  return (
    <Page
      title={`The week from ${weekWords(week.week, reader)}${week.isRunning ? ", so far" : ""}`}
      lead={`About ${minutes} to read aloud. Of the deals you see.`}
      views={views}
      actions={<PrintReport />}
    >
      <WeekChooser week={week.week} reader={reader} />
      <article className={classes.week}>
        {sections.map(({ id, title, sentences }) => (
          <section key={id} className={classes.part} data-part={id} aria-labelledby={`week-${id}`}>
            <h2 id={`week-${id}`} className={classes.title}>
              {title}
            </h2>
            <div className={classes.sentences}>
              {sentences.map((sentence, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: read in this order, and two may say the same
                <p key={place}>
                  <Said sentence={sentence} />
                </p>
              ))}
            </div>
          </section>
        ))}
      </article>
    </Page>
  );
}

function Said({ sentence }: { sentence: Sentence }) {
  return sentence.map((part, place) =>
    typeof part === "string" ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
      <UiLink key={place} href={part.href}>
        {part.text}
      </UiLink>
    ),
  );
}

/** As far back as the list goes; any other week is reached step by step, or by its address. */
const weeksListed = 26;

function WeekChooser({ week, reader }: { week: WeekShape["week"]; reader: Reader }) {
  const { history } = useRouter();
  const running = weekOf(todayOf(reader));
  const listed = Array.from({ length: weeksListed }, (_, back) => weekOf(daysOn(running.from, -7 * back)));
  const weeks = listed.some(({ from }) => from === week.from) ? listed : [...listed, week];
  return (
    <nav className={`${classes.chooser} not-in-print`} aria-label="Which week">
      <UiLink href={hrefOf(daysOn(week.from, -7))}>The week before</UiLink>
      <NativeSelect
        size="xs"
        aria-label="Week"
        value={week.from}
        data={weeks.map(({ from, until }) => ({
          value: from,
          label: from === running.from ? "This week, so far" : weekWords({ from, until }, reader),
        }))}
        onChange={({ currentTarget: { value } }) => history.push(hrefOf(value))}
      />
      {week.from < running.from && <UiLink href={hrefOf(daysOn(week.from, 7))}>The week after</UiLink>}
    </nav>
  );
}

const hrefOf = (day: string): string => `/insights/weekly?day=${day}`;

const daysOn = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
