import type { ContractRouterClient } from "@orpc/contract";
import { instant, text, whole } from "../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../platform/export/exported-table.ts";
import { meetingsContract } from "./contract.ts";

/** Team meetings. */
export function exportedMeetings(
  client: Pick<ContractRouterClient<typeof meetingsContract>, "listMeetings">,
): ExportedTable[] {
  return [
    listed(
      {
        name: "meetings",
        title: "Meetings",
        says: "Meetings that are to come for you.",
      },
      meetingsContract.listMeetings,
      client.listMeetings,
      [
        text("Meeting", ({ title }) => title),
        instant("Planned for", ({ plannedFor }) => plannedFor),
        text("State", ({ state }) => state),
        text("Led by", ({ leadName }) => leadName),
        whole("People", ({ people }) => people),
        whole("Practices adopted", ({ practices }) => practices),
        instant("Ended at", ({ endedAt }) => endedAt),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
