import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { ProgressBar } from "../../../../ui/ProgressBar.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
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
  if (shown.isError) {
    const { title, detail } = told(shown.error);
    return (
      <Page title="Import" back={{ label: "Import", href: "/import" }}>
        <ErrorState happened={title} toDo={detail} onRetry={() => void shown.refetch()} />
      </Page>
    );
  }
  const one = shown.data;
  return (
    <Page title={one.fileName} back={{ label: "Import", href: "/import" }}>
      {one.state === "uploaded" && <ImportPreview one={one} onStarted={refresh} />}
      {goesOn(one.state) && <Running one={one} onCancel={() => cancel.mutate()} />}
      {one.state === "done" && <ImportResult one={one} />}
      {one.state === "failed" && (
        <ErrorState
          happened="This file was not imported."
          means="Nothing of it was kept; your deals are as they were."
          toDo={one.message ?? undefined}
          actions={
            <Button component={UiLink} href="/import">
              Choose another file
            </Button>
          }
        />
      )}
      {one.state === "cancelled" && (
        <ErrorState
          happened="You cancelled this import."
          means="Nothing of it was kept; your deals are as they were."
          actions={
            <Button component={UiLink} href="/import">
              Import another file
            </Button>
          }
        />
      )}
    </Page>
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
