import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { OnceOnly } from "../../../ui/OnceOnly.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { calendarContract } from "../contract.ts";
import classes from "./CalendarSettings.module.css";
import { isOnThisMachineOnly, webcalOf } from "./link-words.ts";

const calendar = apiOf<typeof calendarContract>("calendar");

/** My calls, repairs and blocks in the calendar I use already, by a link that is mine alone. */
export default function CalendarSettings() {
  const known = useQueryClient();
  const shown = useQuery(calendar.showFeed.queryOptions());
  const refresh = () => known.invalidateQueries({ queryKey: calendar.showFeed.key() });
  const make = useMutation({ mutationFn: () => calendar.makeFeed.call(), onSuccess: refresh });
  const end = useMutation({
    mutationFn: () => calendar.endFeed.call(),
    onSuccess: async () => {
      make.reset();
      await refresh();
      showNotice({ message: "The link is ended. Calendars that followed it find nothing there any more." });
    },
  });
  const failure = make.error ?? end.error;
  const link = make.data && `${window.location.origin}${make.data.path}`;

  return (
    <Section
      title="Calendar"
      lead="Your check-up calls, talks with lost customers, repairs, filling blocks and the end of a breather, in the calendar you already use. It follows by itself; only your own things are in it."
    >
      {failure && <Refusal problem={told(failure)} />}
      {shown.isPending && <Skeletons shape="text" />}
      {shown.error && !shown.data && (
        <ErrorState
          happened="Your link did not load."
          means={told(shown.error).title}
          toDo="It goes on working."
          onRetry={() => void shown.refetch()}
        />
      )}
      <div role="status" className={classes.said}>
        {link && (
          <OnceOnly
            secret={link}
            copied="The link is copied."
            actions={
              <Button component="a" href={webcalOf(link)}>
                Open in a calendar program
              </Button>
            }
          >
            Copy this link now. It is not shown again; whoever holds it can read your calendar.
          </OnceOnly>
        )}
      </div>
      {shown.data && (
        <div className={classes.link}>
          <LinkState feed={shown.data.feed} />
          <div className={classes.buttons}>
            <Button
              {...(shown.data.feed ? { variant: "default" } : {})}
              loading={make.isPending}
              onClick={() => !end.isPending && make.mutate()}
            >
              {shown.data.feed ? "Make a new link" : "Make my link"}
            </Button>
            {shown.data.feed && (
              <Button variant="subtle" loading={end.isPending} onClick={() => !make.isPending && end.mutate()}>
                End the link
              </Button>
            )}
          </div>
        </div>
      )}
      <WhereItGoes />
    </Section>
  );
}

function LinkState({ feed }: { feed: { madeAt: string; lastReadAt: string | null } | null }) {
  if (!feed) return <p className={classes.state}>You have no link yet.</p>;
  return (
    <p className={classes.state}>
      Your link was made <InstantText at={feed.madeAt} />.{" "}
      {feed.lastReadAt ? (
        <>
          A calendar last fetched it <InstantText at={feed.lastReadAt} say="time" />.
        </>
      ) : (
        "No calendar has fetched it yet."
      )}{" "}
      A new link ends this one at once.
    </p>
  );
}

function WhereItGoes() {
  return (
    <div className={classes.how}>
      <h3 className={classes.howTitle}>Where the link goes</h3>
      <dl className={classes.programs}>
        <div>
          <dt>Google Calendar</dt>
          <dd>On the web, beside “Other calendars”: +, From URL, paste the link. Google looks every few hours.</dd>
        </div>
        <div>
          <dt>Outlook</dt>
          <dd>Add calendar, Subscribe from web, paste the link.</dd>
        </div>
        <div>
          <dt>Apple Calendar</dt>
          <dd>
            File, New Calendar Subscription, paste the link. On an iPhone, open it in a calendar program as above.
          </dd>
        </div>
      </dl>
      {isOnThisMachineOnly(window.location.hostname) && (
        <p className={classes.note}>
          Comeback runs on this machine only, so a calendar program on it can follow the link; Google and Outlook on the
          web cannot reach it.
        </p>
      )}
    </div>
  );
}
