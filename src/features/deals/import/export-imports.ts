import type { ContractRouterClient } from "@orpc/contract";
import { instant, text, whole } from "../../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../../platform/export/exported-table.ts";
import { importContract } from "./contract.ts";

/** What was imported, and what came of it. */
export function exportedImports(
  client: Pick<ContractRouterClient<typeof importContract>, "listImports">,
): ExportedTable[] {
  return [
    listed(
      { name: "imports", title: "Imports", says: "Files that were imported, and what came of each." },
      importContract.listImports,
      client.listImports,
      [
        instant("Begun at", ({ createdAt }) => createdAt),
        text("File", ({ fileName }) => fileName),
        text("Kind", ({ kind }) => kind),
        text("State", ({ state }) => state),
        whole("Rows read", ({ rowsRead }) => rowsRead),
        whole("New", ({ inserted }) => inserted),
        whole("Changed", ({ updated }) => updated),
        whole("As before", ({ unchanged }) => unchanged),
        whole("Refused", ({ refused }) => refused),
        text("Message", ({ message }) => message),
        instant("Ended at", ({ finishedAt }) => finishedAt),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
