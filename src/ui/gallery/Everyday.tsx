import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { type Column, DataTable, type Sort } from "../DataTable.tsx";
import { DayText, InstantText } from "../DateText.tsx";
import { DropZone } from "../DropZone.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { ErrorState } from "../ErrorState.tsx";
import { FlagMark } from "../Flag.tsx";
import { Keys } from "../Keys.tsx";
import { MoneyText } from "../MoneyText.tsx";
import { Section } from "../Page.tsx";
import { ProgressBar } from "../ProgressBar.tsx";
import { Refusal } from "../Refusal.tsx";
import { Skeletons } from "../Skeletons.tsx";
import { StatusMark } from "../StatusMark.tsx";
import { type Deal, deals } from "./examples.ts";
import classes from "./Gallery.module.css";
import { State } from "./State.tsx";

const columns: Column<Deal>[] = [
  { id: "name", heading: "Deal", cell: (deal) => deal.name, sortable: true },
  { id: "status", heading: "Result", cell: (deal) => <StatusMark status={deal.status} />, onPhone: "plain" },
  { id: "owner", heading: "Owner", cell: (deal) => deal.owner },
  { id: "stage", heading: "Stage", cell: (deal) => deal.stage, onPhone: "hidden" },
  {
    id: "amount",
    heading: "Amount",
    align: "right",
    cell: (deal) => <MoneyText minorUnits={deal.amount} currency="EUR" />,
    onPhone: "value",
    sortable: true,
  },
  {
    id: "closed",
    heading: "Closes",
    align: "right",
    cell: (deal) => <DayText on={deal.closedOn} say="when" />,
    sortable: true,
  },
];

/** What every screen needs: tables, states, files, words. */
export function Everyday() {
  const [sort, setSort] = useState<Sort>({ column: "closed", direction: "down" });
  const [files, setFiles] = useState<File[]>([]);
  return (
    <>
      <Section
        title="Table"
        actions={
          <SegmentedControl size="xs" aria-label="Which deals" data={["All", "Lost", "Open"]} defaultValue="All" />
        }
      >
        <DataTable
          caption="Deals, newest first"
          columns={columns}
          rows={deals}
          keyOf={(deal) => deal.id}
          hrefOf={(deal) => `/deals/${deal.id}`}
          sort={sort}
          onSort={setSort}
          more={{ total: 8800, loading: false, load: () => undefined }}
        />
        <State name="Loading (appears after 300 ms)">
          <DataTable caption="Deals" columns={columns} rows={[]} keyOf={(deal) => deal.id} loading keys={false} />
        </State>
      </Section>

      <Section title="Empty, failed, refused, loading">
        <EmptyState
          line="Losses waiting for their two minutes will be here."
          example={
            <Group justify="space-between">
              <span>Acme, press line 2</span>
              <StatusMark status="lost" />
              <MoneyText minorUnits={4_250_000} currency="EUR" />
            </Group>
          }
          action={
            <>
              <Button>Import my CSV</Button>
              <Button variant="default">Show me the demo team</Button>
            </>
          }
        />
        <ErrorState
          happened="The deals did not load."
          means="Nothing was changed."
          toDo="Check your connection, then try again."
          onRetry={() => undefined}
        />
        <Refusal
          problem={{
            title: "Ben wrote the debrief of this deal at 14:02.",
            detail: "Yours was not saved over it. Open his, and add what you saw.",
            errors: [{ field: "Check-up date", message: "lies before the loss" }, { message: "No reason was named" }],
          }}
          actions={<Button variant="default">Open Ben's debrief</Button>}
        />
        <div className={classes.grid}>
          <State name="Text">
            <Skeletons shape="text" />
          </State>
          <State name="Cards">
            <Skeletons shape="cards" count={2} />
          </State>
        </div>
      </Section>

      <Section title="Import">
        <div className={classes.grid}>
          <DropZone
            label="Drop your CRM's export here"
            hint="A CSV of any size. Nothing is written before you have seen it."
            accept=".csv,text/csv"
            onFiles={setFiles}
            chosen={files}
          />
          <DropZone
            label="Drop your CRM's export here"
            onFiles={() => undefined}
            chosen={[{ name: "holiday.csv", size: 2_400_000 }]}
            error="holiday.csv is a picture, not a table. Export your deals as CSV and drop that file."
          />
          <ProgressBar
            label="Reading sales_pipeline.csv"
            value={0.48}
            detail="4,200 of 8,800 rows"
            onCancel={() => undefined}
            cancelLabel="Stop and keep nothing"
          />
          <ProgressBar label="Looking at your file" value={null} detail="12 MB so far" />
        </div>
      </Section>

      <Section title="Words">
        <dl className={classes.words}>
          <dt>Money</dt>
          <dd>
            <MoneyText minorUnits={1_240_000} currency="EUR" /> · <MoneyText minorUnits={1_240_050} currency="USD" /> ·{" "}
            <MoneyText minorUnits={123_456_789} currency="GBP" short /> ·{" "}
            <MoneyText minorUnits={-500_000} currency="JPY" signed /> · <MoneyText minorUnits={null} currency="EUR" />
          </dd>
          <dt>Days</dt>
          <dd>
            <DayText on="2026-05-22" say="since" /> · <DayText on="2026-05-21" say="since" /> ·{" "}
            <DayText on="2026-05-19" say="since" /> · <DayText on="2026-05-04" say="since" /> ·{" "}
            <DayText on="2026-05-25" say="when" /> · <DayText on="2026-05-19" say="when" /> ·{" "}
            <DayText on="2025-05-04" /> · <InstantText at="2026-05-04T13:02:00Z" say="time" />
          </dd>
          <dt>Status</dt>
          <dd>
            <Group gap={16}>
              <StatusMark status="won" />
              <StatusMark status="lost" />
              <StatusMark status="open" />
              <FlagMark state="up" />
              <FlagMark state="down" />
              <FlagMark state="unknown" />
            </Group>
          </dd>
          <dt>Keys</dt>
          <dd>
            <Group gap={16}>
              <Keys keys="d" />
              <Keys keys="g t" />
              <Keys keys="mod+k" />
              <Keys keys="Enter" />
            </Group>
          </dd>
        </dl>
      </Section>
    </>
  );
}
