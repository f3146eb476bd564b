import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { InstantText } from "../../../../ui/DateText.tsx";
import { DropZone } from "../../../../ui/DropZone.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page, Section } from "../../../../ui/Page.tsx";
import { ProgressBar } from "../../../../ui/ProgressBar.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { UiLink, useNavigateTo } from "../../../../ui/UiLink.tsx";
import { fileSizeWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { teamContract } from "../../../team/contract.ts";
import { mayImport } from "../access.ts";
import type { ImportShape, importContract } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { kindNames, stateNames, waitingInOrder } from "./name-import-parts.ts";
import { useSendFiles } from "./use-send-files.ts";

const imports = apiOf<typeof importContract>("imports");
const team = apiOf<typeof teamContract>("team");

/** Drop exports; see which wait to be looked at, and what was imported before. */
export default function ImportsScreen() {
  const navigate = useNavigateTo();
  const reader = useReader();
  const me = useQuery(team.me.queryOptions());
  const past = useInfiniteQuery(
    imports.listImports.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: me.data !== undefined && mayImport(me.data.member),
    }),
  );
  // One file leads straight to its preview; of several, the person sees first what each was taken for.
  const { sending, refusals, send, stop } = useSendFiles((ids) => ids.length === 1 && navigate(`/import/${ids[0]}`));
  const rows = past.data?.pages.flatMap((page) => page.rows) ?? [];
  const waiting = waitingInOrder(rows);

  if (me.data && !mayImport(me.data.member))
    return (
      <Page title="Import">
        <EmptyState
          line="An import writes everybody's deals, so managers and admins do it. Your own deals can be added one by one."
          action={
            <Button component={UiLink} href="/deals/new">
              Add a deal
            </Button>
          }
        />
      </Page>
    );
  return (
    <Page
      title="Import"
      lead="Drop any CRM's CSV exports, or your own spreadsheets saved as CSV. You see how every column is read before anything is written."
    >
      {me.data?.workspace.isDemo && (
        <p className={classes.note}>
          The demo team is here, and your deals would stand among its own.{" "}
          <UiLink href="/settings/workspace">Clear it first</UiLink>
        </p>
      )}
      {refusals.length > 0 && (
        <Refusal
          problem={
            refusals.length === 1 && refusals[0]
              ? { title: `${refusals[0].name}: ${refusals[0].said}` }
              : {
                  title: "Some files were not taken.",
                  errors: refusals.map(({ name, said }) => ({ field: name, message: said })),
                }
          }
        />
      )}
      {sending ? (
        <div className={classes.sending}>
          <ProgressBar
            label={`Sending ${sending.name}`}
            value={sending.share}
            detail={sending.outOf > 1 ? `File ${sending.place} of ${sending.outOf}` : undefined}
            onCancel={stop}
          />
        </div>
      ) : (
        <DropZone
          label="Drop CSV files here"
          hint="Deals, and in files of their own, if you like: accounts, contacts, stage changes, activities, people. What each holds is seen from its headings."
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          multiple
          onFiles={(files) => void send(files)}
        />
      )}
      {waiting.length > 0 && <Waiting files={waiting} reader={reader} />}
      <Section title="Earlier imports">
        {past.error && rows.length === 0 ? (
          <ErrorState
            happened="The earlier imports did not load."
            means={told(past.error).title}
            onRetry={() => void past.refetch()}
          />
        ) : (
          <DataTable
            caption="Imports, newest first"
            columns={columnsFor(reader)}
            rows={rows.filter(({ state }) => state !== "uploaded")}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/import/${row.id}`}
            files={exportLinks("imports")}
            loading={past.isPending}
            more={moreOf(past)}
            empty={<EmptyState line="Imports you make are listed here with what was new, changed and refused." />}
          />
        )}
      </Section>
    </Page>
  );
}

/** Sent, and not begun: each has its own preview, and the order matters. */
function Waiting({ files, reader }: { files: ImportShape[]; reader: Reader }) {
  const known = useQueryClient();
  const discard = useMutation({
    mutationFn: (id: string) => imports.cancelImport.call({ id }),
    onSuccess: () => known.invalidateQueries({ queryKey: imports.key() }),
  });
  return (
    <Section
      title="Waiting for you"
      lead={
        files.length > 1
          ? "Nothing of these is written yet. Go from the top: deals come before what belongs to them."
          : "Nothing of it is written yet."
      }
    >
      {discard.error && <Refusal problem={told(discard.error)} />}
      <ul className={classes.waiting}>
        {files.map((file, place) => (
          <li key={file.id} className={classes.waitingFile}>
            <div className={classes.about}>
              <span className={classes.fileName}>{file.fileName}</span>
              <span className={classes.why}>
                {kindNames[file.kind]} · {fileSizeWords(file.byteCount, reader)} ·{" "}
                <InstantText at={file.createdAt} say="time" />
              </span>
            </div>
            <div className={classes.next}>
              {" "}
              <Button
                variant="subtle"
                size="compact-sm"
                loading={discard.isPending && discard.variables === file.id}
                onClick={() => discard.mutate(file.id)}
              >
                Discard<span className="only-for-screen-readers"> {file.fileName}</span>
              </Button>
              <Button
                component={UiLink}
                href={`/import/${file.id}`}
                variant={place === 0 ? "filled" : "default"}
                size="compact-sm"
              >
                Look at it<span className="only-for-screen-readers"> {file.fileName}</span>
              </Button>
            </div>{" "}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function columnsFor(reader: Reader): Column<ImportShape>[] {
  const count = (value: number) => (value > 0 ? numberWords(value, reader) : "");
  return [
    { id: "file", heading: "File", cell: (row) => row.fileName },
    { id: "kind", heading: "Holds", cell: (row) => kindNames[row.kind] },
    { id: "state", heading: "State", cell: (row) => stateNames[row.state], onPhone: "value" },
    { id: "new", heading: "New", align: "right", cell: (row) => count(row.inserted) },
    { id: "changed", heading: "Changed", align: "right", cell: (row) => count(row.updated) },
    { id: "refused", heading: "Refused", align: "right", cell: (row) => count(row.refused) },
    { id: "when", heading: "When", onPhone: "plain", cell: (row) => <InstantText at={row.createdAt} say="time" /> },
  ];
}
