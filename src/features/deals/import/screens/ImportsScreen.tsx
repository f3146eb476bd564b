import { Select } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { InstantText } from "../../../../ui/DateText.tsx";
import { DropZone } from "../../../../ui/DropZone.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page, Section } from "../../../../ui/Page.tsx";
import { ProgressBar } from "../../../../ui/ProgressBar.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../../ui/UiLink.tsx";
import { numberWords } from "../../../../ui/words.ts";
import type { ImportKind, ImportShape, importContract } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { kindNames, stateNames } from "./name-import-parts.ts";
import { uploadFile } from "./upload-file.ts";

const imports = apiOf<typeof importContract>("imports");
const isKind = (value: string | null): value is ImportKind => value !== null && value in kindNames;

/** Drop an export; see what was imported before. */
export default function ImportsScreen() {
  const navigate = useNavigateTo();
  const reader = useReader();
  const known = useQueryClient();
  const [kind, setKind] = useState<ImportKind | null>(null);
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);

  const past = useInfiniteQuery(
    imports.listImports.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );

  const send = async ([file]: File[]) => {
    if (!file) return;
    const id = crypto.randomUUID();
    stop.current = new AbortController();
    setRefusal(null);
    setSending({ name: file.name, share: 0 });
    try {
      const said = await uploadFile(
        id,
        file,
        kind,
        (share) => setSending({ name: file.name, share }),
        stop.current.signal,
      );
      setRefusal(said);
      if (!said) navigate(`/import/${id}`);
    } catch {
      // Cancelled by the person; there is nothing to say about it.
    } finally {
      setSending(null);
      await known.invalidateQueries({ queryKey: imports.listImports.key() });
    }
  };

  const columns: Column<ImportShape>[] = [
    { id: "file", heading: "File", cell: (row) => row.fileName, onPhone: "title" },
    { id: "kind", heading: "Holds", cell: (row) => kindNames[row.kind] },
    { id: "state", heading: "State", cell: (row) => stateNames[row.state], onPhone: "value" },
    { id: "new", heading: "New", align: "right", cell: (row) => numberWords(row.inserted, reader) },
    { id: "changed", heading: "Changed", align: "right", cell: (row) => numberWords(row.updated, reader) },
    { id: "refused", heading: "Refused", align: "right", cell: (row) => numberWords(row.refused, reader) },
    { id: "when", heading: "When", cell: (row) => <InstantText at={row.createdAt} say="time" /> },
  ];

  return (
    <Page
      title="Import"
      lead="Drop any CRM's CSV export, or your own spreadsheet saved as CSV. You see how every column is read before anything is written."
    >
      {refusal && <Refusal problem={{ title: refusal }} />}
      {sending ? (
        <ProgressBar label={`Sending ${sending.name}`} value={sending.share} onCancel={() => stop.current?.abort()} />
      ) : (
        <div className={classes.drop}>
          <DropZone
            label="Drop a CSV file here"
            hint="Deals first; accounts, contacts, stages, activities and people may follow, each as a file of its own."
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
            onFiles={(files) => void send(files)}
          />
          <Select
            className={classes.kind}
            label="What the file holds"
            data={[
              { value: "", label: "Find out from its headings" },
              ...Object.entries(kindNames).map(([value, label]) => ({ value, label })),
            ]}
            allowDeselect={false}
            value={kind ?? ""}
            onChange={(value) => setKind(isKind(value) ? value : null)}
          />
        </div>
      )}
      <Section title="Earlier imports">
        {past.error ? (
          <Refusal problem={told(past.error)} />
        ) : (
          <DataTable
            caption="Imports, newest first"
            columns={columns}
            rows={past.data?.pages.flatMap((page) => page.rows) ?? []}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/import/${row.id}`}
            loading={past.isPending}
            more={
              past.hasNextPage ? { loading: past.isFetchingNextPage, load: () => void past.fetchNextPage() } : undefined
            }
            empty={<EmptyState line="Imports you make are listed here with what was new, changed and refused." />}
          />
        )}
      </Section>
    </Page>
  );
}
