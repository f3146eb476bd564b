import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { DayText } from "../../../../ui/DateText.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { postMortemsContract } from "../../contract.ts";
import type { CustomerQuote } from "../contract.ts";
import classes from "./CustomerQuotes.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const atOnce = 12;

/** What customers said and let us repeat; nothing where there is none. */
export function CustomerQuotes() {
  const listed = useInfiniteQuery(
    postMortems.listQuotes.infiniteOptions({
      input: (after: string | undefined) => ({ limit: atOnce, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const quotes = listed.data?.pages.flatMap((page) => page.rows) ?? [];
  if (listed.error && quotes.length === 0) return <Refusal problem={told(listed.error)} />;
  if (quotes.length === 0) return null;
  return (
    <Section title="In their words" lead="What customers said and let us repeat; the rest stays on its deal.">
      <ul className={classes.quotes}>
        {quotes.map((quote) => (
          <li key={quote.id}>
            <figure className={classes.quote}>
              <blockquote {...(quote.language ? { lang: quote.language } : {})}>{quote.words}</blockquote>
              <figcaption>
                <Who quote={quote} />
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
      {listed.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={listed.isFetchingNextPage}
          onClick={() => void listed.fetchNextPage()}
        >
          Earlier ones
        </Button>
      )}
    </Section>
  );
}

function Who({ quote: { by } }: { quote: CustomerQuote }) {
  if (by === null) return "A customer, without a name";
  const who = [by.name, by.accountName].filter(Boolean).join(", ") || "A customer";
  return (
    <>
      {by.dealId ? <UiLink href={`/deals/${by.dealId}`}>{who}</UiLink> : who}
      {" · "}
      <DayText on={by.on} />
    </>
  );
}
