import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import type { ImportPreview } from "../contract.ts";
import classes from "./ImportScreen.module.css";

type PreviewRow = ImportPreview["rows"][number];

/** The first rows in our own terms; what is refused, and what waits for an answer, says so first. */
export function FirstRows({ data }: { data: ImportPreview }) {
  const undecided = new Set(data.columns.filter((column) => column.dateOrderUndecided).map(({ heading }) => heading));
  // Refused only for want of an answer: the row itself may be fine.
  const waits = ({ refused }: PreviewRow) => refused?.column !== null && undecided.has(refused?.column ?? "");
  const refusedCount = data.rows.filter((row) => row.refused && !waits(row)).length;
  const fields = data.fields.filter(({ field }) => data.rows.some((row) => row.values[field]));

  const state: Column<PreviewRow> = {
    id: "state",
    heading: "What becomes of it",
    wrap: true,
    onPhone: "plain",
    cell: (row) => {
      if (!row.refused) return <span className={classes.state}>Imported</span>;
      if (waits(row))
        return <span className={`${classes.state} ${classes.why}`}>Waits for the order of its dates</span>;
      const { column, value, reason } = row.refused;
      return (
        <span className={`${classes.state} ${classes.refused}`}>
          Refused. {column && `${column}${value ? ` “${value}”` : ""}: `}
          {reason}
        </span>
      );
    },
  };
  const columns: Column<PreviewRow>[] = [
    {
      id: "line",
      heading: "Line",
      width: "4rem",
      cell: (row) => <span className={classes.line}>Line {row.line}</span>,
    },
    ...(data.rows.some((row) => row.refused) ? [state] : []),
    ...fields.map(({ field, name }): Column<PreviewRow> => {
      const isAmount = data.rows.some((row) => /^-?\d+(\.\d+)? [A-Z]{3}$/.test(row.values[field] ?? ""));
      return {
        id: field,
        heading: name,
        align: isAmount ? "right" : undefined,
        cell: (row) => row.values[field],
      };
    }),
  ];
  return (
    <Section
      title="The first rows, as they will be read"
      lead={
        refusedCount > 0
          ? `${refusedCount} of these ${data.rows.length} would be refused, each with its reason; the others come in. A column that is read as the wrong thing is put right above.`
          : undefined
      }
    >
      <DataTable
        caption="First rows as they will be read"
        columns={columns}
        rows={data.rows}
        keyOf={(row) => String(row.line)}
        keys={false}
      />
    </Section>
  );
}
