import type { Column } from "./DataTable.tsx";
import { InstantText } from "./DateText.tsx";
import { MoneyText } from "./MoneyText.tsx";
import { StatusMark } from "./StatusMark.tsx";

type Result = {
  name: string;
  status: "won" | "lost" | "open";
  ownerName: string | null;
  amount: { amountCents: number; currency: string } | null;
  createdAt: string | null;
  closedAt: string | null;
};

const day = (at: string | null) => (at ? <InstantText at={at} say="day" /> : "–");

/** What was won and lost, in a table: what it is called, how it stands, whose it is, what it is worth, and when it closed. */
export const resultColumns = <Row extends Result>(standing: string, show: { began?: true } = {}): Column<Row>[] => [
  { id: "deal", heading: "Deal", onPhone: "title", cell: ({ name }) => name },
  { id: "status", heading: standing, onPhone: "plain", cell: ({ status }) => <StatusMark status={status} /> },
  { id: "owner", heading: "Owner", onPhone: "plain", cell: ({ ownerName }) => ownerName ?? "Nobody" },
  {
    id: "amount",
    heading: "Amount",
    align: "right",
    onPhone: "value",
    cell: ({ amount }) =>
      amount ? <MoneyText minorUnits={amount.amountCents} currency={amount.currency} /> : <span>–</span>,
  },
  ...(show.began
    ? [{ id: "created", heading: "Began", needsRoom: true, cell: ({ createdAt }: Row) => day(createdAt) }]
    : []),
  { id: "closed", heading: "Closed", onPhone: "line", cell: ({ closedAt }) => day(closedAt) },
];
