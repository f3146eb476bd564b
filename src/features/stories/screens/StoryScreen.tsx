import { HeartHandshakeIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords } from "../../../ui/words.ts";
import type { StoryShape, storiesContract } from "../contract.ts";
import { Conversation } from "./Conversation.tsx";
import { DeleteStory } from "./DeleteStory.tsx";
import { tellerInWords } from "./name-teller.ts";
import classes from "./Stories.module.css";
import { TakeDown } from "./TakeDown.tsx";
import { TakenDown } from "./TakenDown.tsx";

const stories = apiOf<typeof storiesContract>("stories");

const back = { label: "Stories", href: "/comeback/stories" };

/** One story with what colleagues say to it. */
export default function StoryScreen() {
  const { id = "" } = useParams({ strict: false });
  const shown = useQuery(stories.showStory.queryOptions({ input: { id } }));
  if (shown.data) return <Story key={id} story={shown.data} />;
  if (!shown.error) return <Skeletons shape="page" />;
  const { code, title, detail } = told(shown.error);
  return (
    <Page title="Story" back={back} width="reading">
      {code === "NOT_FOUND" ? (
        <ErrorState happened="This story is not here." means="It was deleted, taken down, or never told." />
      ) : (
        <ErrorState happened={title} toDo={detail} onRetry={() => void shown.refetch()} />
      )}
    </Page>
  );
}

function Story({ story }: { story: StoryShape }) {
  const { id, title, happened, movedOn, reasons, teller, toldOn, deal, mine, takenDown } = story;
  return (
    <Page
      title={title}
      lead={
        <>
          {tellerInWords(teller, mine)}, <DayText on={toldOn} />
        </>
      }
      back={back}
      width="reading"
      actions={
        <>
          {(!mine || takenDown) && <TakeDown storyId={id} commentId={null} isDown={takenDown !== null} />}
          {mine && (
            <>
              <DeleteStory story={story} />
              <Button variant="default" component={UiLink} href={`/comeback/stories/write?story=${id}`}>
                Change it
              </Button>
            </>
          )}
        </>
      }
    >
      {takenDown && <TakenDown what="story" {...takenDown} />}
      <article className={classes.story}>
        <p className={classes.reasonLinks}>
          {reasons.map((reason) => (
            <UiLink key={reason.id} href={`/comeback/stories?reason=${reason.id}`}>
              {reason.name}
            </UiLink>
          ))}
          {deal && (
            <span className={classes.quiet}>
              about <UiLink href={`/deals/${deal.id}`}>{deal.name}</UiLink>
            </span>
          )}
        </p>
        <p className={classes.told}>{happened}</p>
        <section className={classes.how} aria-labelledby="how-i-moved-on">
          <h2 id="how-i-moved-on" className={classes.howTitle}>
            How I moved on
          </h2>
          <p className={classes.told}>{movedOn}</p>
        </section>
        <Helped story={story} />
      </article>
      <Conversation story={story} />
    </Page>
  );
}

/** Counted once a person, and nobody is told who. */
function Helped({ story: { id, helped, helpedMe } }: { story: StoryShape }) {
  const reader = useReader();
  const known = useQueryClient();
  const asked = stories.showStory.queryKey({ input: { id } });
  const mark = useMutation({
    mutationFn: (now: boolean) => stories.markHelped.call({ id, helped: now }),
    onMutate: (now) => {
      known.setQueryData<StoryShape>(asked, (before) =>
        before ? { ...before, helpedMe: now, helped: before.helped + (now ? 1 : -1) } : before,
      );
    },
    onSuccess: (counted) =>
      known.setQueryData<StoryShape>(asked, (before) => (before ? { ...before, helped: counted.helped } : before)),
    onError: (error) => {
      showNotice({ tone: "refused", message: told(error).title });
      return known.invalidateQueries({ queryKey: asked });
    },
  });
  const count = helped === 0 ? "" : `It helped ${countWords(helped, "person", "people", reader)}.`;
  return (
    <div className={classes.helped}>
      {helpedMe !== null && (
        <Button
          variant={helpedMe ? "light" : "default"}
          leftSection={<Icon of={HeartHandshakeIcon} size={18} />}
          aria-pressed={helpedMe}
          onClick={() => mark.mutate(!helpedMe)}
        >
          This helped
        </Button>
      )}
      <p className={classes.quiet} role="status">
        {count}
        {helpedMe !== null && " Only the number is told, never who."}
      </p>
    </div>
  );
}
