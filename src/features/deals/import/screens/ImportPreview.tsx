import { Button } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ActionBar } from "../../../../ui/ActionBar.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { DateOrder, ImportPlan, ImportShape, importContract, ImportPreview as Preview } from "../contract.ts";
import { ColumnPlans } from "./ColumnPlans.tsx";
import { FirstRows } from "./FirstRows.tsx";
import { HowItIsRead } from "./HowItIsRead.tsx";
import classes from "./ImportScreen.module.css";
import { kindNames } from "./name-import-parts.ts";
import { ToSettle } from "./ToSettle.tsx";

const imports = apiOf<typeof importContract>("imports");

type Props = { one: ImportShape; onStarted: () => void };

/** How every column will be read, the first rows as they will be written, and what has to be settled first. */
export function ImportPreview({ one, onStarted }: Props) {
  // Every change the person made, the last on top: one that cannot be read can be taken back.
  const [plans, setPlans] = useState<ImportPlan[]>([{}]);
  const plan = plans.at(-1) ?? {};
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

  if (preview.isPending)
    return (
      <>
        <p className={classes.note}>Reading the file, to see how its dates and amounts are written.</p>
        <Skeletons shape="table" count={12} />
      </>
    );
  if (preview.isError)
    return (
      <ErrorState
        happened={told(preview.error).title}
        means="Nothing was imported."
        actions={
          <>
            {plans.length > 1 && (
              <Button variant="default" onClick={() => setPlans(plans.slice(0, -1))}>
                Take my last change back
              </Button>
            )}
            {told(preview.error).status !== 422 && (
              <Button variant="default" onClick={() => void preview.refetch()}>
                Try again
              </Button>
            )}
            <Button component={UiLink} href="/import" variant="default">
              Choose another file
            </Button>
          </>
        }
      />
    );

  const { data } = preview;
  const replan = (next: ImportPlan) => setPlans([...plans, next]);
  const change = (column: number, part: { target?: string; dateOrder?: DateOrder }) =>
    replan({ ...plan, kind: data.kind, columns: planOf(data, plan.columns ?? [], column, part) });

  return (
    <>
      {one.message && <Refusal problem={{ title: one.message }} />}
      <HowItIsRead
        data={data}
        onKind={(kind) => replan({ kind, ...(plan.currency ? { currency: plan.currency } : {}) })}
        onCurrency={(currency) => replan({ ...plan, kind: data.kind, currency })}
      />
      <ToSettle data={data} onChoose={(column, dateOrder) => change(column, { dateOrder })} />
      <ColumnPlans data={data} onChange={change} />
      <FirstRows data={data} />
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
        <span className={classes.why} role="status">
          {preview.isFetching
            ? "Reading the file again …"
            : data.questions.length > 0
              ? "Settle what is open above first."
              : ""}
        </span>
      </ActionBar>
    </>
  );
}

type PlannedColumn = NonNullable<ImportPlan["columns"]>[number];

/** What the person chose so far, and for one column now; the others go on being read by their headings. */
function planOf(
  data: Preview,
  chosen: readonly PlannedColumn[],
  changed: number,
  part: { target?: string; dateOrder?: DateOrder },
): PlannedColumn[] {
  const others = chosen.filter(({ column }) => column !== changed);
  const before = data.columns.find(({ column }) => column === changed);
  if (!before) return others;
  const { column, heading, target, dateOrder, dateOrderUndecided } = before;
  const order = part.dateOrder ?? (dateOrderUndecided ? null : dateOrder);
  return [...others, { column, heading, target: part.target ?? target, ...(order ? { dateOrder: order } : {}) }];
}
