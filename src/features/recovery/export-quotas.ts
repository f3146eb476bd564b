import type { ContractRouterClient } from "@orpc/contract";
import { day, money, text, whole } from "../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../platform/export/exported-table.ts";
import { recoveryContract } from "./contract.ts";
import type { QuotaShape } from "./quota-gap/contract.ts";

/** Quotas, and what was won of them. */
export function exportedQuotas(
  client: Pick<ContractRouterClient<typeof recoveryContract>, "listQuotas">,
): ExportedTable[] {
  return [
    listed(
      { name: "quotas", title: "Quotas", says: "What people are to win in a period, and what they won so far." },
      recoveryContract.listQuotas,
      client.listQuotas,
      [
        text("Who", ({ memberName }) => memberName),
        day("From", ({ beginsOn }) => beginsOn),
        day("Until", ({ endsOn }) => endsOn),
        ...money<QuotaShape>("Quota", ({ amount }) => amount),
        ...money<QuotaShape>("Won so far", ({ won }) => won.amount),
        whole("Deals won", ({ won }) => won.deals),
        whole("Won, amount not known", ({ wonUnknown }) => wonUnknown),
        text("Set by", ({ setByName }) => setByName),
      ],
    ),
  ];
}
