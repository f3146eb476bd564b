import type { ContractRouterClient } from "@orpc/contract";
import { day, instant, lines, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, listed, toldWhole } from "../../platform/export/exported-table.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { type CheckedDeal, pipelineCheckContract } from "./contract.ts";

type Client = Pick<
  ContractRouterClient<typeof pipelineCheckContract>,
  "showCheck" | "listCheckedDeals" | "listCommitments" | "listTasks"
>;

/** Commitments, repairs to do, and what the flags say about open deals. */
export function exportedCheck(client: Client): ExportedTable[] {
  return [
    listed(
      { name: "commitments", title: "Commitments", says: "Promises that stand." },
      pipelineCheckContract.listCommitments,
      client.listCommitments,
      [
        text("Who", ({ memberName }) => memberName),
        text("If this flag", ({ flagName }) => flagName),
        text("Then this repair", ({ repairName }) => repairName),
        text("In their words", ({ wording }) => wording || null),
        text("After the deal", ({ dealName }) => dealName),
        instant("Made at", ({ madeAt }) => madeAt),
        instant("Ended at", ({ endedAt }) => endedAt),
        text("Deal ID", ({ dealId }) => dealId),
        text("ID", ({ id }) => id),
      ],
    ),
    listed(
      { name: "repair-tasks", title: "Repairs to do", says: "Repairs on deals that wait to be done." },
      pipelineCheckContract.listTasks,
      client.listTasks,
      [
        day("Due", ({ dueOn }) => dueOn),
        text("Deal", ({ dealName }) => dealName),
        text("Account", ({ accountName }) => accountName),
        text("Owner", ({ ownerName }) => ownerName),
        text("Flag", ({ flagName }) => flagName),
        text("Repair", ({ repairName }) => repairName),
        text("Opening line", ({ openingLine }) => openingLine || null),
        text("State", ({ state }) => state),
        instant("Made at", ({ createdAt }) => createdAt),
        instant("Finished at", ({ finishedAt }) => finishedAt),
        text("What came of it", ({ outcomeNote }) => outcomeNote || null),
        text("Deal ID", ({ dealId }) => dealId),
        text("ID", ({ id }) => id),
      ],
    ),
    toldWhole(
      { name: "pipeline-check", title: "Pipeline check", says: "Each commitment and costly flag, and how many deals." },
      async () => (await client.showCheck({})).rules,
      [
        text("Flag", ({ flagName }) => flagName),
        text("Promised by", ({ commitment }) => commitment?.memberName ?? null),
        yesNo("Costly", ({ costly }) => costly),
        lines("Repairs", ({ repairs }) => repairs.map(({ name }) => name)),
        whole("At risk", ({ atRisk }) => atRisk),
        whole("Safe", ({ safe }) => safe),
        whole("Unknown", ({ unknown }) => unknown),
        whole("Resting", ({ resting }) => resting),
        text("Flag ID", ({ flagId }) => flagId),
      ],
    ),
    listed(
      {
        needsFilter: true,
        name: "checked-deals",
        title: "Deals by one flag",
        says: "Open deals by flagId and kind: up, down or unknown.",
      },
      pipelineCheckContract.listCheckedDeals,
      client.listCheckedDeals,
      [
        text("Flag", ({ reading }) => reading.name),
        text("Reading", ({ reading }) => reading.kind),
        text("Level", ({ reading }) => reading.level),
        instant("Since", ({ reading }) => reading.since),
        text("Evidence", ({ reading }) => reading.evidence),
        yesNo("Repair to do", ({ openTaskId }) => openTaskId !== null),
        ...listedDealColumns<CheckedDeal>(({ deal }) => deal),
      ],
    ),
  ];
}
