import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { type IntervalRow, Intervals } from "../../../ui/Interval.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, type Reader } from "../../../ui/words.ts";
import type { checkUpsContract } from "../contract.ts";
import type { Rate, WinBackFigures } from "../win-back-rate/contract.ts";
import classes from "./CheckUps.module.css";
import { CheckUpsPage } from "./CheckUpsPage.tsx";
import { Endings, exampleFigures } from "./Endings.tsx";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");

/** What came of the calls to lost customers, with how sure one can be. */
export default function WinBacksScreen() {
  const { searchStr } = useLocation();
  const reader = useReader();
  const of = new URLSearchParams(searchStr).get("of") === "me" ? "me" : "team";
  const shown = useQuery(checkUps.showWinBacks.queryOptions({ input: { of } }));
  const figures = shown.data?.kind === "figures" ? shown.data : undefined;
  return (
    <CheckUpsPage
      current="/check-ups/won-back"
      title={figures ? findingOf(figures, of, reader) : "Won back"}
      lead="Each lost customer counts once, however often they were called. No rate is promised: these are your own counts."
      actions={
        <nav className={classes.views} aria-label="Whose calls">
          <UiLink href="/check-ups/won-back" aria-current={of === "team" ? "page" : undefined}>
            The team's
          </UiLink>
          <UiLink href="/check-ups/won-back?of=me" aria-current={of === "me" ? "page" : undefined}>
            Mine
          </UiLink>
        </nav>
      }
    >
      {shown.isPending && <Skeletons shape="page" />}
      {shown.error && !figures && (
        <ErrorState
          happened={told(shown.error).title}
          toDo={told(shown.error).detail}
          onRetry={() => void shown.refetch()}
        />
      )}
      {shown.data?.kind === "few-people" && (
        <EmptyState
          line={`What the team's calls come to is told as a sum over at least ${shown.data.needed} people, so that it shows nobody's own.`}
          action={
            <Button component={UiLink} href="/check-ups/won-back?of=me">
              See what came of mine
            </Button>
          }
        />
      )}
      {figures && figures.due === 0 && figures.unasked.cameBack === 0 && (
        <EmptyState
          line="What comes of the calls to lost customers: how many were reached, came back, were won. It begins with the first call whose day has come."
          example={<Endings figures={exampleFigures} />}
          action={
            <Button component={UiLink} href="/check-ups">
              See who is to be called
            </Button>
          }
        />
      )}
      {figures && (figures.due > 0 || figures.unasked.cameBack > 0) && <Figures {...{ figures, reader, of }} />}
    </CheckUpsPage>
  );
}

function findingOf({ called, won, rates }: WinBackFigures, of: "me" | "team", reader: Reader): string {
  if (called === 0) return of === "me" ? "You have called nobody back yet" : "Nobody was called back yet";
  const customers = countWords(called, "lost customer", "lost customers", reader);
  const few = rates.wonOfEnded.kind === "too-few" ? ", too few to say a rate" : "";
  return `${won === 0 ? "None" : won} of ${customers} called won back so far${few}`;
}

type Props = { figures: WinBackFigures; reader: Reader; of: "me" | "team" };

function Figures({ figures, reader, of }: Props) {
  const { due, called, neverCalled, stillOpen, bounds, unasked, rates } = figures;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    <div className={classes.periods}>
      <Section title="Where they are now">
        {called > 0 && <Endings figures={figures} />}
        <p className={classes.sentence}>
          {`${called} of ${countWords(due, "customer", "customers", reader)} ${due === 1 ? "was" : "were"} called once their day had come`}
          {neverCalled > 0 ? (
            <>
              {"; "}
              <UiLink href="/check-ups">{neverCalled} never</UiLink>
              {neverCalled === 1 ? " was." : " were."}
            </>
          ) : (
            "."
          )}
          {unasked.cameBack > 0 &&
            ` ${countWords(unasked.cameBack, "customer", "customers", reader)} came back without a call, ${unasked.won} of them won; they are in none of these figures.`}
        </p>
      </Section>
      {called > 0 && (
        <Intervals
          title={of === "me" ? "What your calls come to" : "What our calls come to"}
          rowsAre="Share"
          unit="%"
          signed={false}
          grey
          axis={{ low: 0, high: 100 }}
          rows={[
            rowOf("Reached, of those called", rates.reachedOfCalled),
            rowOf("Back with a new deal, of those reached", rates.backOfReached),
            rowOf("Won, of those with an end", rates.wonOfEnded),
          ]}
          footnote={
            <>
              An end is a new deal won or lost again, or no further call.{" "}
              {stillOpen > 0 &&
                `${countWords(stillOpen, "new deal is", "new deals are", reader)} still open: not yet a loss, so in no share of ends. `}
              {bounds &&
                `If everybody without an end is lost, ${percent(bounds.low)} of all called are won back; if everybody is won, ${percent(bounds.high)}. `}
              Wins take longer than refusals, so early on the share of ends is low.
            </>
          }
        />
      )}
    </div>
  );
}

function rowOf(label: string, rate: Rate): IntervalRow {
  return {
    id: label,
    label,
    ...(rate.kind === "interval"
      ? {
          count: `${rate.count} of ${rate.of}`,
          estimate: { kind: "known", value: rate.estimate * 100, low: rate.low * 100, high: rate.high * 100 },
        }
      : { count: "", estimate: rate }),
  };
}
