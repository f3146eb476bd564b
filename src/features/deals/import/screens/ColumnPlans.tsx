import { Select } from "@mantine/core";
import { useState } from "react";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Page.tsx";
import type { DateOrder, ImportPreview } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { orderNames } from "./name-import-parts.ts";

const isOrder = (value: string | null): value is DateOrder => value !== null && value in orderNames;

type PlannedColumn = ImportPreview["columns"][number];
type Change = (column: number, part: { target?: string; dateOrder?: DateOrder }) => void;

const piece = 40;

/** What goes without saying: the headings were understood, or they were not. */
const plain = new Set(["by its heading", "kept as an attribute", "left out"]);

/** Why a column is read so, and why its dates are, each below its own choice. */
function whyOf({ why, dateOrder, dateOrderUndecided }: PlannedColumn): Record<"target" | "dates", string | undefined> {
  const [target = "", dates] = why.split("; ");
  return {
    target: plain.has(target) ? undefined : target,
    // A year that comes first leaves nothing to wonder about.
    dates: dateOrderUndecided || (dateOrder && dateOrder !== "year-first") ? dates : undefined,
  };
}

/** What becomes of every column, and why. */
export function ColumnPlans({ data, onChange }: { data: ImportPreview; onChange: Change }) {
  // A file may have hundreds of columns, most of them kept as they are.
  const [shown, setShown] = useState(piece);
  const kept = data.columns.filter(({ target }) => target === "attribute").length;
  return (
    <Section
      title="Columns"
      lead={
        kept > 0
          ? "Read as their headings say. What we have no field for is kept with each row under its own heading."
          : "Read as their headings say."
      }
    >
      <DataTable
        caption="Columns of the file and what becomes of them"
        columns={columnsOf(data, onChange)}
        rows={data.columns.slice(0, shown)}
        keyOf={(column) => String(column.column)}
        keys={false}
        more={
          data.columns.length > shown
            ? { total: data.columns.length, loading: false, load: () => setShown(shown + piece) }
            : undefined
        }
      />
    </Section>
  );
}

function columnsOf(data: ImportPreview, onChange: Change): Column<PlannedColumn>[] {
  const targets = [
    ...data.fields.map(({ field, name, required }) => ({ value: field, label: required ? `${name} (needed)` : name })),
    { value: "attribute", label: "Keep as an attribute" },
    { value: "skip", label: "Leave out" },
  ];
  const hasDates = data.columns.some(({ dateOrder, dateOrderUndecided }) => dateOrder || dateOrderUndecided);
  const order: Column<PlannedColumn> = {
    id: "order",
    heading: "Dates",
    width: "13rem",
    onPhone: "plain",
    cell: (column) =>
      column.dateOrder || column.dateOrderUndecided ? (
        <Select
          className={classes.pick ?? ""}
          aria-label={`Order of the dates in ${column.heading}`}
          size="xs"
          placeholder="Which comes first?"
          allowDeselect={false}
          error={column.dateOrderUndecided}
          data={Object.entries(orderNames).map(([value, label]) => ({ value, label }))}
          value={column.dateOrderUndecided ? null : column.dateOrder}
          onChange={(value) => isOrder(value) && onChange(column.column, { dateOrder: value })}
          description={whyOf(column).dates}
          inputWrapperOrder={["input", "description"]}
        />
      ) : null,
  };
  return [
    { id: "heading", heading: "Column", cell: (column) => column.heading },
    {
      id: "samples",
      heading: "For example",
      wrap: true,
      onPhone: "plain",
      cell: (column) =>
        column.samples.length > 0 ? (
          <span className={classes.samples}>{column.samples.slice(0, 3).join(" · ")}</span>
        ) : null,
    },
    {
      id: "target",
      heading: "Read as",
      width: "17rem",
      onPhone: "plain",
      cell: (column) => (
        <Select
          className={classes.pick ?? ""}
          aria-label={`Read ${column.heading} as`}
          size="xs"
          searchable
          allowDeselect={false}
          data={targets}
          value={column.target}
          onChange={(value) => value && onChange(column.column, { target: value })}
          description={whyOf(column).target}
          inputWrapperOrder={["input", "description"]}
        />
      ),
    },
    ...(hasDates ? [order] : []),
  ];
}
