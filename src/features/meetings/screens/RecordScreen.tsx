import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { told } from "../../../platform/browser/api.ts";
import { PrintReport } from "../../../platform/browser/PrintReport.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, dayOf, longDayWords } from "../../../ui/words.ts";
import { meetings } from "./ask-meetings.ts";
import { BecameList } from "./BecameList.tsx";
import { dealWords, listWords, periodWords, topicNames, voteWords } from "./meeting-words.ts";
import classes from "./Record.module.css";

/** What a meeting decided, and what became of it. Everybody of the team may read it; it prints on a page. */
export default function RecordScreen() {
  const { meetingId = "" } = useParams({ strict: false });
  const reader = useReader();
  const shown = useQuery(meetings.showRecord.queryOptions({ input: { id: meetingId } }));
  if (shown.isPending) return <Skeletons shape="page" />;
  const back = { label: "Meetings", href: "/team/meetings" };
  if (!shown.data) {
    const { title, detail, code } = told(shown.error);
    return (
      <Page title="A meeting’s record" back={back}>
        <ErrorState
          happened={title}
          toDo={detail}
          {...(code === "NOT_FOUND" ? {} : { onRetry: () => void shown.refetch() })}
        />
      </Page>
    );
  }
  const { record, became } = shown.data;
  const { title, heldAt, leadName, people, topics, ideas, practices, ticks } = record;
  const others = ideas.filter(({ adopted }) => !adopted);
  const decided =
    practices.length === 0
      ? "No practice was adopted."
      : `${countWords(practices.length, "practice", "practices", reader)} adopted${ticks > 0 ? `, ticked for ${dealWords(ticks, reader)}` : ""}.`;
  return (
    <Page
      title={title}
      lead={`${longDayWords(dayOf(heldAt, reader.timeZone), reader)}${leadName ? `, led by ${leadName}` : ""}. ${decided}`}
      back={back}
      width="reading"
      actions={<PrintReport />}
    >
      <article className={classes.record}>
        <Section title="What we do from now on">
          {practices.length === 0 ? (
            <p className={classes.quiet}>
              What was said is below. An idea can still become a practice in the{" "}
              <UiLink href="/team/playbook">playbook</UiLink>.
            </p>
          ) : (
            <ul className={classes.decisions}>
              {practices.map((practice) => (
                <li key={practice.id} className={classes.decision}>
                  <h3>
                    <UiLink href={`/team/playbook/${practice.id}`}>{practice.title}</UiLink>
                  </h3>
                  {practice.appliesWhen && (
                    <p>
                      <span className={classes.label}>When</span> {practice.appliesWhen}
                    </p>
                  )}
                  {practice.how && (
                    <p>
                      <span className={classes.label}>How</span> {practice.how}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Section>
        {practices.length > 0 && (
          <Section title="What became of it">
            <BecameList became={became} />
          </Section>
        )}
        {others.length > 0 && (
          <Section title="What else was thought">
            <ul className={classes.ideas}>
              {others.map(({ words, votes }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: written down once, and two may say the same
                <li key={place}>
                  <span>{words}</span>
                  <span className={classes.count}>{votes > 0 ? voteWords(votes, reader) : ""}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="What it was about" lead={`Losses of ${periodWords(record, reader)}`}>
          <ul className={classes.topics}>
            {topics.map(({ kind, words }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: written down once, and two may say the same
              <li key={place}>
                <span className={classes.label}>{topicNames[kind]}</span> {words}
              </li>
            ))}
          </ul>
        </Section>
        {people.length > 0 && (
          <Section title="Who was there">
            <p className={classes.people}>{listWords(people)}</p>
          </Section>
        )}
      </article>
    </Page>
  );
}
