import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { ImportShape, importContract, RefusedRow } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { kindNames, waitingInOrder } from "./name-import-parts.ts";

const imports = apiOf<typeof importContract>("imports");

const columns: Column<RefusedRow>[] = [
  { id: "line", heading: "Line", width: "6rem", cell: (row) => `Line ${row.line}` },
  { id: "column", heading: "Column", cell: (row) => row.column },
  { id: "value", heading: "Value", cell: (row) => row.value },
  { id: "reason", heading: "Why it was refused", wrap: true, onPhone: "plain", cell: (row) => row.reason },
];

/** What became of every row, and where to go from here. */
export function ImportResult({ one }: { one: ImportShape }) {
  const reader = useReader();
  const rows = (count: number) => countWords(count, "row", "rows", reader);
  const listed = useQuery(imports.listImports.queryOptions({ input: { limit: 50 } }));
  const lost = one.deals?.lost ?? 0;
  const [next] = waitingInOrder(listed.data?.rows ?? []);
  const refusals = useInfiniteQuery(
    imports.listRefusals.infiniteOptions({
      input: (after: string | undefined) => ({ id: one.id, limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: one.refused > 0,
    }),
  );
  return (
    <>
      <div className={classes.result}>
        <p className={classes.note}>
          {one.deals ? dealsSaid(one.deals, reader) : `${kindNames[one.kind]}, read row by row.`}
          {one.inserted + one.updated === 0 && one.unchanged > 0 && " All of them were here already."} {one.message}
        </p>
        <dl className={classes.counts}>
          <Count name="New" count={one.inserted} words={rows(one.inserted)} />
          <Count name="Changed" count={one.updated} words={rows(one.updated)} />
          <Count name="As before" count={one.unchanged} words={rows(one.unchanged)} />
          <Count name="Refused" count={one.refused} words={rows(one.refused)} />
        </dl>
      </div>
      <div className={classes.next}>
        {next && (
          <Button component={UiLink} href={`/import/${next.id}`}>
            Go on with {next.fileName}
          </Button>
        )}
        {lost > 0 && (
          <Button component={UiLink} href="/deals?status=lost&debriefed=false" variant={next ? "default" : "filled"}>
            See what to debrief
          </Button>
        )}
        <Button component={UiLink} href="/" variant={next || lost > 0 ? "default" : "filled"}>
          See what is worth doing today
        </Button>
        <Button component={UiLink} href="/import" variant="subtle">
          Import another file
        </Button>
      </div>
      {one.refused > 0 && (
        <Section
          title={`${rows(one.refused)} refused`}
          lead="Everything else was imported. Mend these rows in the file and import it again: rows that are here already are left as they are."
          actions={
            <Button component="a" href={`/api/imports/${one.id}/refusals.csv`} variant="default" download>
              Download as CSV
            </Button>
          }
        >
          {refusals.error && !refusals.data ? (
            <ErrorState
              happened="The refused rows did not load."
              means={told(refusals.error).title}
              onRetry={() => void refusals.refetch()}
            />
          ) : (
            <DataTable
              caption="Refused rows, by line"
              columns={columns}
              rows={refusals.data?.pages.flatMap((page) => page.rows) ?? []}
              keyOf={(row) => `${row.line} ${row.column}`}
              loading={refusals.isPending}
              more={
                refusals.hasNextPage
                  ? {
                      total: one.refused,
                      loading: refusals.isFetchingNextPage,
                      load: () => void refusals.fetchNextPage(),
                    }
                  : undefined
              }
            />
          )}
        </Section>
      )}
    </>
  );
}

/** "13 deals: 5 won, 6 lost, 2 open." */
function dealsSaid({ won, lost, open }: NonNullable<ImportShape["deals"]>, reader: Reader): string {
  const parts = [won, lost, open].map((count) => numberWords(count, reader));
  return `${countWords(won + lost + open, "deal", "deals", reader)}: ${parts[0]} won, ${parts[1]} lost, ${parts[2]} open.`;
}

function Count({ name, count, words }: { name: string; count: number; words: string }) {
  return (
    <div data-none={count === 0 || undefined}>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  );
}
