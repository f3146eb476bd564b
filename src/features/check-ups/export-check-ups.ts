import type { ContractRouterClient } from "@orpc/contract";
import { day, instant, lines, money, text, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, listed, toldWhole } from "../../platform/export/exported-table.ts";
import { type CheckUpShape, checkUpsContract } from "./contract.ts";

type Client = Pick<ContractRouterClient<typeof checkUpsContract>, "listCheckUps" | "listOfferChanges">;

/** Calls to lost customers, and what we offer otherwise since. */
export function exportedCheckUps(client: Client): ExportedTable[] {
  return [
    listed(
      {
        ...{ name: "check-ups", title: "Check-ups" },
        says: "Calls to lost customers that wait.",
      },
      checkUpsContract.listCheckUps,
      client.listCheckUps,
      [
        day("Due", ({ dueOn }) => dueOn),
        text("Deal", ({ dealName }) => dealName),
        text("Account", ({ accountName }) => accountName),
        text("Owner", ({ ownerName }) => ownerName),
        ...money<CheckUpShape>("Amount", ({ amount }) => amount),
        text("Set by", ({ basis }) => basis),
        text("Note", ({ note }) => note || null),
        text("Outcome", ({ outcome }) => outcome),
        yesNo("Reached", ({ reached }) => reached),
        instant("Done at", ({ doneAt }) => doneAt),
        text("Done by", ({ doneByName }) => doneByName),
        text("New deal", ({ reopenedAs }) => reopenedAs?.name ?? null),
        text("New deal's status", ({ reopenedAs }) => reopenedAs?.status ?? null),
        text("Deal ID", ({ dealId }) => dealId),
        text("ID", ({ id }) => id),
      ],
    ),
    toldWhole(
      { name: "offer-changes", title: "Offer changes", says: "What we offer otherwise than before." },
      async () => (await client.listOfferChanges()).rows,
      [
        day("From", ({ fromOn }) => fromOn),
        text("Kind", ({ kind }) => kind),
        text("What", ({ words }) => words),
        lines("Answers the reasons", ({ reasons }) => reasons.map(({ name }) => name)),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
