import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import { mayShapeFlags } from "../../red-flags/access.ts";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import type { TrackRecord } from "../track-record/contract.ts";
import { FlagTrack } from "./FlagTrack.tsx";
import classes from "./Insights.module.css";
import { InsightsPage } from "./InsightsPage.tsx";
import { ShownResult } from "./ShownResult.tsx";
import { insights } from "./use-insights.ts";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");
const team = apiOf<typeof teamContract>("team");

/** What each red flag did on past deals: before how many losses it was up, and on how many wins all the same. */
export default function TrackRecordsScreen() {
  const asked = insights.showTrackRecords.queryOptions();
  const shown = useQuery(asked);
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const member = useQuery(team.me.queryOptions()).data?.member;
  const mayChange = member !== undefined && mayShapeFlags(member);
  const records = [...(shown.data?.result?.records ?? [])].sort((one, other) => tellsOf(other) - tellsOf(one));
  const [best] = records;
  return (
    <InsightsPage
      current="/insights/flags"
      actions={<ExportMenu files={exportLinks("track-records")} what="track records" />}
      knownBy={asked.queryKey}
      title={best && tellsOf(best) > 0 ? `“${best.name}” tells losses from wins best` : "Track records of red flags"}
      lead="Before how many past losses each flag was up, on how many wins all the same, and what another threshold would have meant."
    >
      <ShownResult
        asked={shown}
        line="How early each flag was up before past losses, and how often it was up on deals that were won."
      >
        {() =>
          records.length === 0 ? (
            <EmptyState
              line="No red flag is watched, so there is no record."
              action={
                <Button component={UiLink} href="/settings/red-flags">
                  See the red flags
                </Button>
              }
            />
          ) : (
            <>
              {records
                .filter(({ tooFew }) => tooFew === null)
                .map((record) => (
                  <FlagTrack
                    key={record.flagId}
                    record={record}
                    flag={flags.data?.rows.find(({ id }) => id === record.flagId)}
                    mayChange={mayChange}
                  />
                ))}
              <TooFewRecords records={records} />
              <ul className={classes.asides}>
                <li>
                  Every closed deal counts here, however long it lived. Held against deals that came as far, each flag
                  stands in <UiLink href="/insights">Why we lose</UiLink>.
                </li>
              </ul>
            </>
          )
        }
      </ShownResult>
    </InsightsPage>
  );
}

/** How much more often it was up before losses than on wins, at the threshold that is set. */
function tellsOf({ thresholds }: TrackRecord): number {
  const set = thresholds.find((each) => each.set);
  return set ? set.reach.value - set.falseAlarms.value : Number.NEGATIVE_INFINITY;
}

function TooFewRecords({ records }: { records: readonly TrackRecord[] }) {
  const reader = useReader();
  const few = records.filter(({ tooFew }) => tooFew !== null);
  if (few.length === 0) return null;
  return (
    <details className={classes.more} open={few.length === records.length}>
      <summary>Too few to say ({numberWords(few.length, reader)})</summary>
      <ul className={classes.lines}>
        {few.map(({ flagId, name, won, lost, tooFew }) => (
          <li key={flagId} className={classes.line}>
            <span>
              <strong>{name}</strong> Could be read on {countWords(won, "win", "wins", reader)} and{" "}
              {countWords(lost, "loss", "losses", reader)}
            </span>
            <span className={classes.quiet}>
              {countWords(tooFew?.needed ?? 0, "more is", "more are", reader)} needed of the rarer kind
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
