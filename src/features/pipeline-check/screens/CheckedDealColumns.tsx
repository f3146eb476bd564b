import type { Column } from "../../../ui/DataTable.tsx";
import { Evidence } from "../../../ui/Evidence.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { DealRow } from "../../deals/contract.ts";
import type { CheckedDeal, CheckedRule } from "../contract.ts";
import { RepairButton } from "./RepairButton.tsx";

type Repairing = {
  /** Null where nothing is to be repaired. */
  repairs: CheckedRule["repairs"] | null;
  taskOf: (row: CheckedDeal) => string | null;
  onMake: (row: CheckedDeal, repairId: string) => void;
  onFinish: (row: CheckedDeal, taskId: string) => void;
  /** Whose deals need no name beside them. */
  me: string | undefined;
};

/** A deal with what its record shows about one flag, and the repair. */
export function checkedDealColumns({ repairs, taskOf, onMake, onFinish, me }: Repairing): Column<CheckedDeal>[] {
  return [
    { id: "deal", heading: "Deal", cell: ({ deal }) => deal.name, onPhone: "title" },
    {
      id: "amount",
      heading: "Amount",
      align: "right",
      onPhone: "value",
      cell: ({ deal }) =>
        deal.amount && <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />,
    },
    {
      id: "evidence",
      heading: "What the record shows",
      wrap: true,
      onPhone: "plain",
      cell: ({ deal, reading }) => <Evidence reading={reading} where={whereWords(deal, me)} />,
    },
    ...(repairs
      ? [
          {
            id: "repair",
            heading: "Repair",
            onPhone: "plain" as const,
            cell: (row: CheckedDeal) => (
              <RepairButton
                repairs={repairs}
                taskId={taskOf(row)}
                dealName={row.deal.name}
                onMake={(repairId) => onMake(row, repairId)}
                onFinish={(taskId) => onFinish(row, taskId)}
              />
            ),
          },
        ]
      : []),
  ];
}

/** Account, stage and owner, each only where it tells something new. */
function whereWords({ name, accountName, stageName, ownerId, ownerName }: DealRow, me: string | undefined): string {
  const account = accountName && !name.includes(accountName) ? accountName : null;
  return [account, stageName, ownerId === me ? null : ownerName].filter(Boolean).join(" · ");
}
