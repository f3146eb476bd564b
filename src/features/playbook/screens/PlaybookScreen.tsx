import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
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
import { teamViews } from "../../team/team-views/rules.ts";
import type { PracticeRow, playbookContract } from "../contract.ts";
import { examplePractice } from "./example-practice.ts";
import { PracticeCard } from "./PracticeCard.tsx";
import { UsesToApply } from "./UsesToApply.tsx";
import { type PlaybookFilter, type Shown, usePlaybookFilter } from "./use-playbook-filter.ts";

const playbook = apiOf<typeof playbookContract>("playbook");
const catalogue = apiOf<typeof reasonsContract>("reasons");

/** The list as it is filtered: those to apply are a list of their own. */
const filesOf = ({ shown, search, reasonId }: PlaybookFilter) =>
  shown === "to-apply"
    ? exportLinks("practice-uses")
    : exportLinks("practices", { state: shown, reasonId, search: search || null });

/** What we do differently now: practices by what became of them, and those that are planned for deals. */
export default function PlaybookScreen() {
  const navigate = useNavigateTo();
  const { filter, typed, type, change, hrefOf } = usePlaybookFilter();
  const counts = useQuery(playbook.showPlaybook.queryOptions()).data;
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  useShortcut("n", () => navigate("/team/playbook/write"), "Write a practice");
  const names: [Shown, string, number | undefined][] = [
    ["adopted", "Adopted", counts?.adopted],
    ["in-review", "In review", counts?.inReview],
    ["draft", "Drafts", counts?.draft],
    ["retired", "Retired", counts?.retired],
    ["to-apply", "To apply", counts?.toApply],
  ];
  const choices = (reasons.data?.rows ?? [])
    .filter(({ appliesTo, archived, id }) => (appliesTo === "lost" && !archived) || id === filter.reasonId)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Together knownBy={playbook.showPlaybook.queryKey()} waiting={<Skeletons shape="page" />}>
      <Page
        title="Playbook"
        lead="What we do differently now, and why we believe it."
        views={<Views label="Team" views={teamViews} current="/team/playbook" />}
        width="reading"
        actions={
          <>
            <ExportMenu files={filesOf(filter)} what="practices" />
            <Button component={UiLink} href="/team/playbook/write">
              Write a practice
            </Button>
          </>
        }
      >
        <ListFilter
          label="Which practices"
          parts={names.map(([shown, name, count]) => ({
            ...{ name, count, href: hrefOf({ shown }), isShown: filter.shown === shown },
          }))}
        >
          {filter.shown !== "to-apply" && (
            <>
              <SearchField label="Search the playbook" typed={typed} onType={type} />
              <OneOfField
                label="Only practices that answer this reason"
                all="Every reason"
                clearLabel="Practices for every reason"
                choices={choices}
                value={filter.reasonId}
                onChange={(reasonId) => change({ reasonId })}
              />
            </>
          )}
        </ListFilter>
        {filter.shown === "to-apply" ? (
          <UsesToApply useId={filter.useId} />
        ) : (
          <Practices state={filter.shown} filter={filter} everything={hrefOf({ search: "", reasonId: null })} />
        )}
      </Page>
    </Together>
  );
}

type Props = { state: PracticeRow["state"]; filter: PlaybookFilter; everything: string };

function Practices({ state, filter, everything }: Props) {
  const rowKeys = useRowKeys<HTMLUListElement>();
  const list = useInfiniteQuery(
    playbook.listPractices.infiniteOptions({
      input: (after: string | undefined) => ({
        ...{ state, limit: 20 },
        ...(filter.search ? { search: filter.search } : {}),
        ...(filter.reasonId ? { reasonId: filter.reasonId } : {}),
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  if (!list.data) {
    if (!list.error) return <Skeletons shape="cards" />;
    const { title, detail } = told(list.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void list.refetch()} />;
  }
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return <NoPractices state={state} isNarrowed={Boolean(filter.search || filter.reasonId)} everything={everything} />;
  }
  return (
    <>
      <CardList
        ref={rowKeys}
        items={rows}
        keyOf={({ id }) => id}
        card={(practice) => <PracticeCard practice={practice} />}
      />
      <ShowMore list={list} />
    </>
  );
}

const noneOf: Record<PracticeRow["state"], string> = {
  adopted:
    "What the team has agreed to do differently, each with the reason it answers and the deals it applies to now.",
  "in-review": "Nothing waits to be looked at.",
  draft:
    "Drafts of practices, yours and those from deals you see. A customer's recommendation or a lesson becomes one in a click.",
  retired: "Nothing was given up. A practice that does not help is retired with the reason why.",
};

function NoPractices({ state, isNarrowed, everything }: Omit<Props, "filter"> & { isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState
        line="No practice says this yet."
        action={
          <Button variant="default" component={UiLink} href={everything}>
            Show them all
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      line={noneOf[state]}
      {...(state === "adopted" ? { example: <PracticeCard practice={examplePractice} /> } : {})}
    />
  );
}
