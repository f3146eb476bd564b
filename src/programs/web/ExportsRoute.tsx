import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { exportLinks } from "../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";

type Table = { name: string; title: string; says: string; needsFilter?: true };

async function fetchTables(): Promise<Table[]> {
  const answer = await fetch("/api/exports");
  if (!answer.ok) throw new Error(`The tables were not told: ${answer.status}`);
  const { rows }: { rows: Table[] } = await answer.json();
  return rows.filter(({ needsFilter }) => !needsFilter);
}

/** Every table that can be taken away whole. With a filter, it is exported where it is filtered. */
export default function ExportsRoute() {
  const tables = useQuery({ queryKey: ["exports"], queryFn: fetchTables });
  return (
    <Page
      title="Take your data along"
      lead="Every table, as far as you see it, with all of its rows. Deals, accounts, contacts, stage changes and activities come back by our own import as they left. A list you have filtered is exported there, beside it."
      back={{ label: "Deals", href: "/deals" }}
    >
      {tables.isPending && <Skeletons shape="table" />}
      {tables.isError && (
        <ErrorState
          happened="The tables did not load."
          toDo="Nothing was changed."
          onRetry={() => void tables.refetch()}
        />
      )}
      {tables.data && <DataTable caption="Tables" columns={columns} rows={tables.data} keyOf={({ name }) => name} />}
    </Page>
  );
}

const columns: Column<Table>[] = [
  { id: "title", heading: "Table", width: "14rem", cell: ({ title }) => title },
  { id: "says", heading: "What is in it", wrap: true, onPhone: "plain", cell: ({ says }) => says },
  {
    id: "files",
    heading: "File",
    onPhone: "plain",
    cell: ({ name, title }) => {
      const { xlsx, csv } = exportLinks(name);
      return (
        <span>
          <Anchor href={xlsx} download>
            Excel<span className="only-for-screen-readers"> file of {title}</span>
          </Anchor>
          {", "}
          <Anchor href={csv} download>
            CSV<span className="only-for-screen-readers"> file of {title}</span>
          </Anchor>
        </span>
      );
    },
  },
];
