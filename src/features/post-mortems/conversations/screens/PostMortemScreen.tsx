import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import type { teamContract } from "../../../team/contract.ts";
import type { postMortemsContract } from "../../contract.ts";
import { Conversation } from "./Conversation.tsx";
import { back } from "./conversation-words.ts";
import { findKeptNotes } from "./kept-notes.ts";
import type { Besides } from "./what-besides.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const team = apiOf<typeof teamContract>("team");

/** One conversation with a lost customer: prepared, led, read. */
export function PostMortemScreen(besides: Besides) {
  const { id = "" } = useParams({ strict: false });
  return <Opened key={id} id={id} besides={besides} />;
}

function Opened({ id, besides }: { id: string; besides: Besides }) {
  const known = useQueryClient();
  const [asked, setAsked] = useState(0);
  const input = { id };
  // Opened once, with what this browser kept: what somebody is writing must not be replaced by a refetch.
  const queryKey = [...postMortems.showPostMortem.key({ input }), "opened once"];
  const opened = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const [sheet, { member }] = await Promise.all([
        postMortems.showPostMortem.call(input, { signal }),
        known.ensureQueryData(team.me.queryOptions()),
      ]);
      return { sheet, memberId: member.id, kept: await findKeptNotes({ memberId: member.id, id }) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (!opened.data) {
    if (!opened.error) return <Skeletons shape="page" />;
    const { status, title, detail } = told(opened.error);
    const isNowhere = status === 404 || status === 400;
    return (
      <Page title="Post-mortem" back={back}>
        <ErrorState
          happened={isNowhere ? "This post-mortem is not here, or not yours to see." : title}
          toDo={detail}
          {...(isNowhere ? {} : { onRetry: () => void opened.refetch() })}
        />
      </Page>
    );
  }
  const { state } = opened.data.sheet.postMortem;
  return (
    <Conversation
      // What is being written stays in its fields, whatever else on this page is asked for again.
      key={`${state === "planned" ? "due" : state} ${asked}`}
      {...opened.data}
      besides={besides}
      onChanged={(next) => {
        if (next) known.setQueryData(queryKey, { ...opened.data, sheet: next, kept: null });
        else void opened.refetch().then(() => setAsked((before) => before + 1));
      }}
    />
  );
}
