import { Button, Select } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ActionBar } from "../../../../ui/ActionBar.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type {
  DateOrder,
  ImportKind,
  ImportPlan,
  ImportShape,
  importContract,
  ImportPreview as Preview,
} from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { kindNames, orderNames } from "./name-import-parts.ts";

const imports = apiOf<typeof importContract>("imports");
const isKind = (value: string | null): value is ImportKind => value !== null && value in kindNames;
const isOrder = (value: string | null): value is DateOrder => value !== null && value in orderNames;

type Props = { one: ImportShape; onStarted: () => void };

/** How every column will be read, the first rows as they will be written, and what has to be settled first. */
export function ImportPreview({ one, onStarted }: Props) {
  const [plan, setPlan] = useState<ImportPlan>({});
  const preview = useQuery(
    imports.previewImport.queryOptions({
      input: { id: one.id, ...plan },
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  );
  const start = useMutation({
    mutationFn: () => imports.startImport.call({ id: one.id, ...plan }),
    onSuccess: onStarted,
  });

  if (preview.isPending) return <Skeletons shape="table" />;
  if (preview.isError) {
    return (
      <ErrorState
        happened={told(preview.error).title}
        means="Nothing was imported."
        onRetry={() => void preview.refetch()}
        actions={
          <Button component={UiLink} href="/import" variant="default">
            Choose another file
          </Button>
        }
      />
    );
  }
  const { data } = preview;
  const change = (column: number, part: { target?: string; dateOrder?: DateOrder }) =>
    setPlan({ ...plan, kind: data.kind, columns: planOf(data, column, part) });

  return (
    <>
      {one.message && <Refusal problem={{ title: one.message }} />}
      <p className={classes.note}>
        {data.recognisedAs ? `This looks like an export from ${data.recognisedAs}. ` : ""}
        Rows are known again by {data.identifiedBy}.
      </p>
      <Select
        className={classes.kind}
        label="What the file holds"
        data={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        value={data.kind}
        onChange={(value) => isKind(value) && setPlan({ kind: value })}
      />
      {data.questions.length > 0 && (
        <Refusal problem={{ title: "Settle this first:", errors: data.questions.map((message) => ({ message })) }} />
      )}
      <Section title="Columns">
        <DataTable
          caption="Columns of the file and what becomes of them"
          columns={columnsOfPlan(data, change)}
          rows={data.columns}
          keyOf={(column) => String(column.column)}
          keys={false}
        />
      </Section>
      <Section title="The first rows, as they will be read">
        <DataTable
          caption="First rows as they will be read"
          columns={columnsOfRows(data)}
          rows={data.rows}
          keyOf={(row) => String(row.line)}
          keys={false}
        />
      </Section>
      {start.error && <Refusal problem={told(start.error)} />}
      <ActionBar>
        <Button
          onClick={() => start.mutate()}
          loading={start.isPending}
          disabled={data.questions.length > 0 || preview.isFetching}
        >
          Import these {kindNames[data.kind].toLowerCase()}
        </Button>
        <Button component={UiLink} href="/import" variant="subtle">
          Not now
        </Button>
      </ActionBar>
    </>
  );
}

/** The preview's own mapping with one column changed by the person. */
function planOf(
  data: Preview,
  changed: number,
  part: { target?: string; dateOrder?: DateOrder },
): NonNullable<ImportPlan["columns"]> {
  return data.columns.map(({ column, heading, target, dateOrder, dateOrderUndecided }) => ({
    column,
    heading,
    target: column === changed ? (part.target ?? target) : target,
    ...(column === changed && part.dateOrder
      ? { dateOrder: part.dateOrder }
      : dateOrder && !dateOrderUndecided
        ? { dateOrder }
        : {}),
  }));
}

type PlannedColumn = Preview["columns"][number];

function columnsOfPlan(
  data: Preview,
  change: (column: number, part: { target?: string; dateOrder?: DateOrder }) => void,
): Column<PlannedColumn>[] {
  const targets = [
    ...data.fields.map(({ field, name, required }) => ({ value: field, label: required ? `${name} (needed)` : name })),
    { value: "attribute", label: "Keep as an attribute" },
    { value: "skip", label: "Leave out" },
  ];
  return [
    { id: "heading", heading: "Column", cell: (column) => column.heading, onPhone: "title" },
    {
      id: "samples",
      heading: "For example",
      cell: (column) => <span className={classes.samples}>{column.samples.slice(0, 3).join(" · ")}</span>,
    },
    {
      id: "target",
      heading: "Read as",
      width: "16rem",
      onPhone: "plain",
      cell: (column) => (
        <Select
          aria-label={`Read ${column.heading} as`}
          size="xs"
          searchable
          allowDeselect={false}
          data={targets}
          value={column.target}
          onChange={(value) => value && change(column.column, { target: value })}
        />
      ),
    },
    {
      id: "order",
      heading: "Dates",
      width: "14rem",
      onPhone: "plain",
      cell: (column) =>
        column.dateOrder || column.dateOrderUndecided ? (
          <Select
            aria-label={`Order of the dates in ${column.heading}`}
            size="xs"
            placeholder="Which comes first?"
            allowDeselect={false}
            error={column.dateOrderUndecided}
            data={Object.entries(orderNames).map(([value, label]) => ({ value, label }))}
            value={column.dateOrderUndecided ? null : column.dateOrder}
            onChange={(value) => isOrder(value) && change(column.column, { dateOrder: value })}
          />
        ) : null,
    },
    { id: "why", heading: "Why", cell: (column) => <span className={classes.why}>{column.why}</span> },
  ];
}

type PreviewRow = Preview["rows"][number];

function columnsOfRows(data: Preview): Column<PreviewRow>[] {
  const shown = data.fields.filter(({ field }) => data.rows.some((row) => row.values[field]));
  return [
    { id: "line", heading: "Line", align: "right", width: "4rem", cell: (row) => row.line, onPhone: "title" },
    ...shown.map(
      ({ field, name }): Column<PreviewRow> => ({ id: field, heading: name, cell: (row) => row.values[field] ?? "" }),
    ),
    ...(data.rows.some((row) => row.refused)
      ? [{ id: "refused", heading: "Refused", cell: (row: PreviewRow) => row.refused?.reason ?? "" }]
      : []),
  ];
}
