import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { CardList } from "../../../ui/LinkCard.tsx";
import { ListFilter, OneOfField, SearchField } from "../../../ui/ListFilter.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useRowKeys } from "../../../ui/row-keys.ts";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import type { reasonsContract } from "../../reasons/contract.ts";
import { comebackViews } from "../../recovery/comeback-views/rules.ts";
import type { teamContract } from "../../team/contract.ts";
import { mayTakeDown } from "../access.ts";
import type { storiesContract } from "../contract.ts";
import { exampleStory } from "./example-story.ts";
import { MyDrafts } from "./MyDrafts.tsx";
import { StoryCard } from "./StoryCard.tsx";
import { type Shown, useStoryFilter } from "./use-story-filter.ts";

const stories = apiOf<typeof storiesContract>("stories");
const catalogue = apiOf<typeof reasonsContract>("reasons");
const team = apiOf<typeof teamContract>("team");

const shownNames: Record<Shown, string> = { all: "Everybody's", mine: "Mine", down: "Taken down" };

/** The ones that got away, told by colleagues, each with how they moved on. */
export default function StoriesScreen() {
  const navigate = useNavigateTo();
  const rowKeys = useRowKeys<HTMLUListElement>();
  const { filter, typed, type, change, hrefOf } = useStoryFilter();
  const me = useQuery(team.me.queryOptions());
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  const mine = useQuery(stories.listMyStories.queryOptions());
  const asked = stories.listStories.infiniteOptions({
    input: (after: string | undefined) => ({
      limit: 20,
      takenDown: filter.shown === "down",
      ...(filter.search ? { search: filter.search } : {}),
      ...(filter.reasonId ? { reasonId: filter.reasonId } : {}),
      ...(after ? { after } : {}),
    }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const list = useInfiniteQuery(asked);
  useShortcut("n", () => navigate("/comeback/stories/write"), "Tell a story");

  const showsMine = filter.shown === "mine";
  const rows = (showsMine ? mine.data?.rows : list.data?.pages.flatMap((page) => page.rows)) ?? [];
  const failed = showsMine ? mine.error : list.error;
  const isNarrowed = !showsMine && Boolean(filter.search || filter.reasonId);
  const isEmpty = rows.length === 0 && !failed && (showsMine ? mine.data?.drafts.length === 0 : Boolean(list.data));
  const shownParts: Shown[] = me.data && mayTakeDown(me.data.member) ? ["all", "mine", "down"] : ["all", "mine"];
  const choices = (reasons.data?.rows ?? [])
    .filter(({ appliesTo, archived, id }) => appliesTo === "lost" && (!archived || id === filter.reasonId))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Together knownBy={asked.queryKey} waiting={<Skeletons shape="page" />}>
      <Page
        title="The ones that got away"
        lead="Losses that hurt, and how colleagues moved on."
        views={<Views label="Comeback" views={comebackViews} current="/comeback/stories" />}
        width="reading"
        actions={
          <Button component={UiLink} href="/comeback/stories/write">
            Tell yours
          </Button>
        }
      >
        <ListFilter
          label="Whose stories"
          parts={shownParts.map((shown) => ({
            name: shownNames[shown],
            href: hrefOf({ shown }),
            isShown: filter.shown === shown,
          }))}
        >
          {!showsMine && (
            <>
              <SearchField label="Search the stories" typed={typed} onType={type} />
              <OneOfField
                label="Only stories of this reason"
                all="Every reason"
                clearLabel="Stories of every reason"
                choices={choices}
                value={filter.reasonId}
                onChange={(reasonId) => change({ reasonId })}
              />
            </>
          )}
        </ListFilter>
        {showsMine && mine.data && <MyDrafts drafts={mine.data.drafts} />}
        {failed && rows.length === 0 && (
          <ErrorState
            happened={told(failed).title}
            toDo={told(failed).detail}
            onRetry={() => void (showsMine ? mine : list).refetch()}
          />
        )}
        {rows.length > 0 && (
          <CardList
            ref={rowKeys}
            items={rows}
            keyOf={({ id }) => id}
            card={(story) => <StoryCard story={story} level="h2" />}
          />
        )}
        {isEmpty && <NoStories shown={filter.shown} isNarrowed={isNarrowed} everything={hrefOf({}, true)} />}
        {!showsMine && <ShowMore list={list} />}
      </Page>
    </Together>
  );
}

function NoStories({ shown, isNarrowed, everything }: { shown: Shown; isNarrowed: boolean; everything: string }) {
  if (shown === "down") return <EmptyState line="Nothing is taken down." />;
  if (isNarrowed) {
    return (
      <EmptyState
        line="No story says this yet."
        action={
          <Button variant="default" component={UiLink} href={everything}>
            Show every story
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      line={
        shown === "mine"
          ? "What you told, and what you are still writing. It helps whoever loses for the same reason next."
          : "Everybody here has one that got away. The first to tell theirs makes it easier for all others."
      }
      example={<StoryCard story={exampleStory} level="h2" />}
    />
  );
}
