import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { told } from "../../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { InstantText } from "../../../../ui/DateText.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { Reader } from "../../../../ui/words.ts";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import type { PacketRow } from "../contract.ts";
import classes from "./Packets.module.css";
import { standingWords } from "./packet-words.ts";
import { packets } from "./use-packets.ts";

const shows = ["waiting", "promised", "over"] as const;
const names = { waiting: "To be answered", promised: "Promised", over: "Over" } as const;

/** What leads asked of marketing, and what came of it. */
export default function PacketsScreen() {
  const reader = useReader();
  const asked = new URLSearchParams(useLocation().searchStr).get("show");
  const show = shows.find((each) => each === asked);
  const query = packets.listPackets.infiniteOptions({
    input: (after: string | undefined) => ({ limit: 50, ...(show ? { show } : {}), ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const list = useInfiniteQuery(query);
  const failure = list.error && !list.data ? told(list.error) : undefined;
  return (
    <AudiencePage
      current="/audience/packets"
      knownBy={query.queryKey}
      title="Packets"
      lead="What managers asked of marketing, with the evidence as it was then, and what came of it."
    >
      <nav className={classes.shows} aria-label="Which packets">
        <UiLink href="/audience/packets" aria-current={show === undefined ? "page" : undefined}>
          All
        </UiLink>
        {shows.map((each) => (
          <UiLink key={each} href={`/audience/packets?show=${each}`} aria-current={show === each ? "page" : undefined}>
            {names[each]}
          </UiLink>
        ))}
      </nav>
      {failure ? (
        <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="Packets, the question asked last first"
          columns={columnsFor(reader)}
          rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/audience/packets/${id}`}
          loading={list.isPending}
          more={moreOf(list)}
          empty={
            show === undefined ? (
              <EmptyState
                line="Questions to marketing, each with a finding, a figure or a list of deals, and the day by which something comes of it."
                example={<p>“Do we still aim at fairs?” with 1 of 6 deals won. Accepted, due in three weeks.</p>}
                action={
                  <Button component={UiLink} href="/insights">
                    Find something to send
                  </Button>
                }
              />
            ) : (
              <EmptyState line="No packet stands like this." />
            )
          }
        />
      )}
    </AudiencePage>
  );
}

const columnsFor = (reader: Reader): Column<PacketRow>[] => [
  { id: "question", heading: "Question", width: "40%", wrap: true, cell: ({ question }) => question },
  { id: "about", heading: "With", wrap: true, onPhone: "plain", cell: ({ about }) => about },
  {
    id: "stands",
    heading: "Stands",
    wrap: true,
    onPhone: "plain",
    cell: (packet) => (
      <span className={packet.turn === "answer" || packet.turn === "check" ? classes.mine : undefined}>
        {standingWords(packet, reader)}
      </span>
    ),
  },
  { id: "by", heading: "Asked by", onPhone: "plain", cell: ({ askedBy }) => askedBy?.name ?? "Somebody who left" },
  {
    id: "on",
    heading: "Asked",
    needsRoom: true,
    onPhone: "hidden",
    cell: ({ askedAt }) => <InstantText at={askedAt} say="day" />,
  },
];
