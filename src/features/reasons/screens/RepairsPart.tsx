import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import type { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { RepairShape } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";
import { dueInWords, RepairForm } from "./RepairForm.tsx";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

/** The first two, and how many more: all of them stand in the dialog. */
function fewOf(names: string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}

type Props = { repairs: RepairShape[]; mayChange: boolean; dialog: ReturnType<typeof useOpened> };

/** What lowers a flag. */
export function RepairsPart({ repairs, mayChange, dialog: { opened, hrefOf, close } }: Props) {
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const nameOf = new Map(flags.data?.rows.map(({ id, name }) => [id, name]));
  const editing = repairs.find(({ id }) => id === opened) ?? null;
  const away = repairs.filter(({ archived }) => archived);
  const columns: Column<RepairShape>[] = [
    { id: "name", heading: "Repair", width: "30%", cell: (repair) => repair.name },
    { id: "line", heading: "Opening line", wrap: true, onPhone: "plain", cell: (repair) => repair.openingLine },
    {
      id: "flags",
      heading: "Lowers",
      width: "24%",
      wrap: true,
      cell: (repair) => fewOf(repair.flagIds.flatMap((id) => nameOf.get(id) ?? [])),
    },
    { id: "due", heading: "Due", width: "6.5rem", onPhone: "value", cell: (repair) => dueInWords(repair.dueInDays) },
  ];
  const table = (caption: string, rows: RepairShape[]) => (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      hrefOf={mayChange ? ({ id }) => hrefOf(id) : undefined}
      keys={false}
      empty={<EmptyState line="What lowers a flag is listed here, with a line to begin the conversation." />}
    />
  );
  return (
    <Section
      title="Repairs"
      lead="What lowers a flag, with a line to begin the conversation."
      actions={
        <>
          <ExportMenu files={exportLinks("repairs")} what="repairs" />
          {mayChange && (
            <Button component={UiLink} href={hrefOf("new-repair")} variant="default">
              Add a repair
            </Button>
          )}
        </>
      }
    >
      {table(
        "Repairs",
        repairs.filter(({ archived }) => !archived),
      )}
      {away.length > 0 && (
        <div className={classes.group}>
          <h3 className={classes.groupName}>Put away</h3>
          {table("Repairs put away", away)}
        </div>
      )}
      <Dialog
        opened={mayChange && (editing !== null || opened === "new-repair")}
        onClose={close}
        title={editing?.name ?? "Add a repair"}
      >
        <RepairForm key={opened} repair={editing} flags={flags.data?.rows ?? []} onDone={close} />
      </Dialog>
    </Section>
  );
}
