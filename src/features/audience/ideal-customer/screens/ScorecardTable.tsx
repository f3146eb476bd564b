import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import type { CardRow } from "../contract.ts";
import classes from "./IdealCustomer.module.css";
import { conditionWords, inOrder, pointsWords, shareWords, wonWords } from "./tell-card.ts";
import { useWording } from "./use-ideal-customer.ts";

/** The rows of the scorecard with what each rests on; a row opens its deals. */
export function ScorecardTable({ rows }: { rows: readonly CardRow[] }) {
  const wording = useWording();
  const { reader } = wording;
  const columns: Column<CardRow>[] = [
    {
      ...{ id: "is", heading: "Known when the deal begins", onPhone: "title", wrap: true },
      cell: ({ is }) => conditionWords(is, wording),
    },
    {
      ...{ id: "points", heading: "Points", align: "right", onPhone: "value" },
      cell: ({ points }) => (
        <strong className={classes.points} data-down={points < 0 || undefined}>
          {pointsWords(points, reader)}
        </strong>
      ),
    },
    {
      ...{ id: "shown", heading: "Won with it", align: "right" },
      cell: ({ shown }) => wonWords(shown, reader),
    },
    {
      ...{ id: "share", heading: "That is", align: "right" },
      cell: ({ shown }) => shareWords(shown),
    },
    {
      ...{ id: "others", heading: "Won without it", align: "right", needsRoom: true },
      cell: ({ notShown }) => `${wonWords(notShown, reader)}, ${Math.round(notShown.value * 100)} in 100`,
    },
  ];
  return (
    <DataTable
      caption="The scorecard: what is known when a deal begins, its points, and how closed deals ended with it"
      columns={columns}
      rows={inOrder(rows)}
      keyOf={({ key }) => key}
      files={exportLinks("scorecard")}
      hrefOf={({ key }) => `/audience/ideal-customer/deals?key=${encodeURIComponent(key)}`}
    />
  );
}
