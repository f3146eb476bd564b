import { useQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { StoryWriting, storiesContract } from "../contract.ts";
import { StoryForm } from "./StoryForm.tsx";

const stories = apiOf<typeof storiesContract>("stories");

const back = { label: "Stories", href: "/comeback/stories" };
const nothing: StoryWriting = { draft: null, told: null };

/** Writing a story, or changing one. Its id stands in the address, so that a reload goes on with the same draft. */
export default function WriteStoryScreen() {
  const { history } = useRouter();
  const { searchStr } = useLocation();
  const given = new URLSearchParams(searchStr);
  const [fresh] = useState<string>(() => crypto.randomUUID());
  const id = given.get("story") ?? fresh;
  const isNew = id === fresh;
  useEffect(() => {
    if (new URLSearchParams(history.location.search).get("story")) return;
    const search = new URLSearchParams(history.location.search);
    search.set("story", fresh);
    history.replace(`/comeback/stories/write?${search}`);
  }, [history, fresh]);

  const before = useQuery(stories.showBeforeWriting.queryOptions());
  // Opened once: what somebody is writing must not be replaced by a refetch.
  const opened = useQuery({
    ...stories.openWriting.queryOptions({ input: { id } }),
    queryFn: async ({ signal }) => {
      try {
        return await stories.openWriting.call({ id }, { signal });
      } catch (error) {
        // A fresh page, or one whose first word was never saved.
        if (told(error).code === "NOT_FOUND") return nothing;
        throw error;
      }
    },
    enabled: !isNew,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const writing = isNew ? nothing : opened.data;
  const failed = before.error ?? opened.error;
  if (!writing || !before.data) {
    if (!failed) return <Skeletons shape="page" />;
    const { title, detail } = told(failed);
    return (
      <Page title="Tell a story" back={back} width="reading">
        <ErrorState
          happened={title}
          toDo={detail}
          onRetry={() => {
            void before.refetch();
            if (!isNew) void opened.refetch();
          }}
        />
      </Page>
    );
  }
  return (
    <StoryForm
      key={id}
      id={id}
      writing={writing}
      before={before.data}
      begin={{ reasonId: given.get("reason"), dealId: given.get("deal") }}
    />
  );
}
