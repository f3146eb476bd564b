import type { ContractRouterClient } from "@orpc/contract";
import { text, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, toldWhole } from "../../platform/export/exported-table.ts";
import type { redFlagsContract } from "./contract.ts";

/** The flags the team watches. */
export function exportedFlags(
  client: Pick<ContractRouterClient<typeof redFlagsContract>, "listFlags">,
): ExportedTable[] {
  return [
    toldWhole(
      { name: "red-flags", title: "Red flags", says: "The flags the team watches, with their thresholds." },
      async () => (await client.listFlags()).rows,
      [
        text("Flag", ({ name }) => name),
        text("Kind", ({ thresholds }) => thresholds.kind),
        text("Thresholds", ({ thresholds: { kind: _, ...limits } }) => JSON.stringify(limits)),
        yesNo("Costly", ({ costly }) => costly),
        yesNo("No longer watched", ({ archived }) => archived),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
