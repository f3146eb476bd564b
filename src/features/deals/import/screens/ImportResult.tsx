import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf } from "../../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords } from "../../../../ui/words.ts";
import type { ImportShape, importContract, RefusedRow } from "../contract.ts";
import classes from "./ImportScreen.module.css";

const imports = apiOf<typeof importContract>("imports");

const columns: Column<RefusedRow>[] = [
  { id: "line", heading: "Line", align: "right", width: "5rem", cell: (row) => row.line, onPhone: "title" },
  { id: "column", heading: "Column", cell: (row) => row.column ?? "" },
  { id: "value", heading: "Value", cell: (row) => row.value ?? "" },
  { id: "reason", heading: "Why it was refused", cell: (row) => row.reason },
];

/** What became of every row, and where to go from here. */
export function ImportResult({ one }: { one: ImportShape }) {
  const reader = useReader();
  const rows = (count: number) => countWords(count, "row", "rows", reader);
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
      <dl className={classes.counts}>
        <Count name="New" words={rows(one.inserted)} />
        <Count name="Changed" words={rows(one.updated)} />
        <Count name="As before" words={rows(one.unchanged)} />
        <Count name="Refused" words={rows(one.refused)} />
      </dl>
      {one.message && <p className={classes.note}>{one.message}</p>}
      <div className={classes.next}>
        <Button component={UiLink} href="/">
          See what is worth doing today
        </Button>
        <Button component={UiLink} href="/import" variant="default">
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
        </Section>
      )}
    </>
  );
}

function Count({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  );
}
