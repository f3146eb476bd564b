import type { ContractRouterClient } from "@orpc/contract";
import { day, instant, number, text, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../platform/export/exported-table.ts";
import { teamContract } from "./contract.ts";
import { currencyRatesContract } from "./currency-rates/contract.ts";

type Client = {
  team: Pick<ContractRouterClient<typeof teamContract>, "listMembers" | "listAudit">;
  currencyRates: Pick<ContractRouterClient<typeof currencyRatesContract>, "listRates">;
};

/** The people of the team, what they did, and what currencies are worth. */
export function exportedTeam({ team, currencyRates }: Client): ExportedTable[] {
  return [
    listed(
      { name: "members", title: "People", says: "The people of the team, with their roles." },
      teamContract.listMembers,
      team.listMembers,
      [
        text("ID", ({ id }) => id),
        text("Name", ({ name }) => name),
        text("Email", ({ email }) => email),
        text("Role", ({ role }) => role),
        yesNo("Owner", ({ isOwner }) => isOwner),
        text("Manager ID", ({ managerId }) => managerId),
        yesNo("Can sign in", ({ hasSignIn }) => hasSignIn),
        instant("Left at", ({ deactivatedAt }) => deactivatedAt),
      ],
    ),
    listed(
      { name: "audit", title: "Audit log", says: "Who did what; for admins." },
      teamContract.listAudit,
      team.listAudit,
      [
        instant("At", ({ at }) => at),
        text("Who", ({ memberName }) => memberName),
        text("What", ({ action }) => action),
        text("On", ({ subjectKind }) => subjectKind),
        text("Name", ({ subjectName }) => subjectName),
        text("ID", ({ subjectId }) => subjectId),
      ],
    ),
    listed(
      { name: "currency-rates", title: "Currency rates", says: "What other currencies are worth, and since when." },
      currencyRatesContract.listRates,
      currencyRates.listRates,
      [
        text("Currency", ({ currency }) => currency),
        day("From", ({ fromOn }) => fromOn),
        number("Rate", ({ rate }) => rate),
      ],
    ),
  ];
}
