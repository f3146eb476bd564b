import type { ContractRouterClient } from "@orpc/contract";
import { lines, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, toldWhole } from "../../platform/export/exported-table.ts";
import type { reasonsContract } from "./contract.ts";

type Client = Pick<ContractRouterClient<typeof reasonsContract>, "listReasons" | "listRepairs">;

/** The catalogue of reasons, and the repairs. */
export function exportedReasons(client: Client): ExportedTable[] {
  return [
    toldWhole(
      { name: "reasons", title: "Reasons", says: "Why deals are lost and won, with what each hangs together with." },
      async () => (await client.listReasons()).rows,
      [
        text("Reason", ({ name }) => name),
        text("For", ({ appliesTo }) => appliesTo),
        text("Control", ({ control }) => control),
        text("Lever", ({ lever }) => lever || null),
        text("Role question", ({ roleQuestion }) => roleQuestion),
        yesNo("About the product", ({ aboutProduct }) => aboutProduct),
        text("Sales step", ({ stepName }) => stepName),
        text("Red flag", ({ flagName }) => flagName),
        lines("Practices", ({ practices }) => practices.map(({ title }) => title)),
        yesNo("No longer offered", ({ archived }) => archived),
        text("ID", ({ id }) => id),
      ],
    ),
    toldWhole(
      { name: "repairs", title: "Repairs", says: "What lowers a flag." },
      async () => (await client.listRepairs()).rows,
      [
        text("Repair", ({ name }) => name),
        text("Opening line", ({ openingLine }) => openingLine || null),
        whole("Due in days", ({ dueInDays }) => dueInDays),
        yesNo("No longer offered", ({ archived }) => archived),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
