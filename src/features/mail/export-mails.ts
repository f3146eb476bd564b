import type { ContractRouterClient } from "@orpc/contract";
import { instant, text, whole } from "../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../platform/export/exported-table.ts";
import { mailContract } from "./contract.ts";

/** How mails are getting on; what is in them stays their readers'. */
export function exportedMails(client: Pick<ContractRouterClient<typeof mailContract>, "listMails">): ExportedTable[] {
  return [
    listed(
      {
        name: "mails",
        title: "Mails",
        says: "Your mails, and how each is getting on.",
      },
      mailContract.listMails,
      client.listMails,
      [
        instant("Made at", ({ madeAt }) => madeAt),
        text("Kind", ({ kind }) => kind),
        text("Subject", ({ subject }) => subject),
        text("To", ({ readerName }) => readerName),
        text("Address", ({ address }) => address),
        text("State", ({ state }) => state),
        whole("Tries", ({ attempts }) => attempts),
        instant("Sent or given up at", ({ settledAt }) => settledAt),
        text("Last trouble", ({ lastError }) => lastError),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
