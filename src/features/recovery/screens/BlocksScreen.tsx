import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import { comebackViews } from "../comeback-views/rules.ts";
import type { BlockShape } from "../filling-blocks/contract.ts";
import classes from "./Blocks.module.css";
import { BookBlock } from "./BookBlock.tsx";
import { aimsWords, resultWords, timesWords } from "./block-words.ts";
import { recovery } from "./use-block.ts";

/** One's filling blocks: the next one to book, those to come, and what came of those before. */
export default function BlocksScreen() {
  const list = useInfiniteQuery(
    recovery.listBlocks.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 20, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const blocks = list.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const coming = blocks.filter(({ state }) => state === "booked" || state === "running").reverse();
  const past = blocks.filter(({ state }) => state !== "booked" && state !== "running");
  return (
    <Page
      title="Filling blocks"
      lead="Two to three hours of referrals, calls and networking: the surest way out of a loss is a fuller pipeline. Only you see yours."
      views={<Views label="Comeback" views={comebackViews} current="/comeback/blocks" />}
    >
      {coming.length > 0 && (
        <Section title="To come">
          <BlockList blocks={coming} />
        </Section>
      )}
      <Section title="Book a block">
        <BookBlock />
      </Section>
      <Section title="What came of them">
        {list.isPending && <Skeletons shape="text" count={4} />}
        {list.error && !list.data && (
          <ErrorState
            happened={told(list.error).title}
            toDo={told(list.error).detail}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.data && past.length === 0 && (
          <p className={classes.none}>
            Each block stands here in a sentence, like “You tried 12 and talked with 5, and agreed 1 meeting.”
          </p>
        )}
        {past.length > 0 && <BlockList blocks={past} />}
        {list.hasNextPage && (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
            className={classes.more}
          >
            Show earlier ones
          </Button>
        )}
      </Section>
    </Page>
  );
}

function BlockList({ blocks }: { blocks: readonly BlockShape[] }) {
  const reader = useReader();
  return (
    <ul className={classes.list}>
      {blocks.map((block) => (
        <li key={block.id} className={classes.row} data-state={block.state}>
          <UiLink href={`/comeback/block/${block.id}`} className={classes.rowLink}>
            {timesWords(block, reader).replace(/^./, (first) => first.toLocaleUpperCase("en"))}
          </UiLink>
          <span className={classes.rowWords}>{wordsOf(block)}</span>
        </li>
      ))}
    </ul>
  );

  function wordsOf(block: BlockShape): string {
    switch (block.state) {
      case "running":
        return "Running now.";
      case "booked":
        return `For ${aimsWords(block.aims, reader)}${block.dealName ? `, after ${block.dealName}` : ""}.`;
      case "dropped":
        return "Let go.";
      case "over":
      case "finished":
        return resultWords(block, reader);
    }
  }
}
