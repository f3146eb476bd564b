import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { TooFewToJudge } from "../findings/contract.ts";
import { nameFinding } from "../findings/naming/rules.ts";
import classes from "./Insights.module.css";

/** Too few to say is an answer, with how many more closed deals it takes. */
export function TooFewList({ rows }: { rows: readonly TooFewToJudge[] }) {
  const reader = useReader();
  const columns: Column<TooFewToJudge>[] = [
    { id: "name", heading: "What was looked at", width: "44%", cell: nameFinding },
    {
      id: "seen",
      heading: "Seen on",
      align: "right",
      cell: ({ shown, notShown }) =>
        `${numberWords(shown, reader)} of ${countWords(shown + notShown, "deal", "deals", reader)}`,
    },
    {
      id: "needed",
      heading: "Can be said after",
      align: "right",
      cell: ({ needed }) => countWords(needed, "more closed deal", "more closed deals", reader),
    },
  ];
  return (
    <details className={classes.more}>
      <summary>Too few to say ({numberWords(rows.length, reader)})</summary>
      <DataTable
        caption="Too few to say, soonest first"
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
    </details>
  );
}
