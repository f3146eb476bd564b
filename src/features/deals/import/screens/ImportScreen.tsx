import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { ProgressBar } from "../../../../ui/ProgressBar.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import type { ImportShape, importContract } from "../contract.ts";
import { ImportPreview } from "./ImportPreview.tsx";
import { ImportResult } from "./ImportResult.tsx";

const imports = apiOf<typeof importContract>("imports");
const goesOn = (state: ImportShape["state"]) => state === "uploading" || state === "queued" || state === "running";

/** One import, from its preview to what became of every row. */
export default function ImportScreen() {
  const { importId = "" } = useParams({ strict: false });
  const known = useQueryClient();
  const shown = useQuery(
    imports.showImport.queryOptions({
      input: { id: importId },
      refetchInterval: ({ state }) => (state.data && goesOn(state.data.state) ? 500 : false),
    }),
  );
  const refresh = () => known.invalidateQueries({ queryKey: imports.key() });
  const cancel = useMutation({ mutationFn: () => imports.cancelImport.call({ id: importId }), onSuccess: refresh });

  if (shown.isPending) return <Skeletons shape="page" />;
  if (!shown.data) {
    const { title, detail, code } = told(shown.error);
    return (
      <Page title="Import" back={{ label: "Import", href: "/import" }}>
        <ErrorState
          happened={title}
          toDo={detail}
          {...(code === "NOT_FOUND" ? {} : { onRetry: () => void shown.refetch() })}
          actions={
            <Button component={UiLink} href="/import" variant="default">
              See all imports
            </Button>
          }
        />
      </Page>
    );
  }
  const one = shown.data;
  return (
    <Page title={one.fileName} back={{ label: "Import", href: "/import" }}>
      {one.state === "uploaded" && <ImportPreview key={one.id} one={one} onStarted={refresh} />}
      {goesOn(one.state) && (
        <>
          {cancel.error && <Refusal problem={told(cancel.error)} />}
          <Running one={one} onCancel={() => cancel.mutate()} />
        </>
      )}
      {one.state === "done" && <ImportResult one={one} />}
      {one.state === "failed" && <NotImported happened="This file was not imported." toDo={one.message ?? undefined} />}
      {one.state === "cancelled" && <NotImported happened="You cancelled this import." />}
    </Page>
  );
}

function NotImported({ happened, toDo }: { happened: string; toDo?: string | undefined }) {
  return (
    <ErrorState
      happened={happened}
      means="Nothing of it was kept; your deals are as they were."
      toDo={toDo}
      actions={
        <Button component={UiLink} href="/import" variant="default">
          Import another file
        </Button>
      }
    />
  );
}

function Running({ one, onCancel }: { one: ImportShape; onCancel: () => void }) {
  const reader = useReader();
  const total = one.rowsTotal;
  return (
    <ProgressBar
      label={one.state === "uploading" ? "The file is being sent" : "Importing"}
      value={total ? Math.min(one.rowsRead / total, 1) : null}
      detail={
        total
          ? `${numberWords(one.rowsRead, reader)} of ${countWords(total, "row", "rows", reader)}. You may leave; it goes on.`
          : "You may leave this page; it goes on."
      }
      onCancel={onCancel}
    />
  );
}
