import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import type { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { Control, ReasonShape, RepairShape } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";
import { repairsOf } from "./chain-of-reason.ts";
import { ReasonForm } from "./ReasonForm.tsx";

const groups: { control: Control; name: string; about: string }[] = [
  { control: "ours", name: "Ours", about: "We can change these: a step prevents each, a flag shows it in time." },
  { control: "shared", name: "Shared", about: "Partly theirs. Each names what we can do next to it." },
  { control: "theirs", name: "Theirs", about: "Fixed, for they decide it. Each names what we can do next to it." },
];

type Props = {
  outcome: "lost" | "won";
  reasons: ReasonShape[];
  repairs: RepairShape[];
  choice: ReactNode;
  mayChange: boolean;
  dialog: ReturnType<typeof useOpened>;
};

/** Why deals end as they do, by whose it is to change, each reason with its chain. */
export function ReasonsPart({ outcome, reasons, repairs, choice, mayChange, dialog }: Props) {
  const { opened, hrefOf, close } = dialog;
  const editing = reasons.find(({ id }) => id === opened) ?? null;
  const inUse = reasons.filter(({ archived }) => !archived);
  const away = reasons.filter(({ archived }) => archived);
  const table = (caption: string, columns: Column<ReasonShape>[], rows: ReasonShape[]) => (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      hrefOf={mayChange ? ({ id }) => hrefOf(id) : undefined}
      keys={false}
    />
  );
  return (
    <Section
      title="Reasons"
      lead={`One catalogue for rep, manager and buyer. ${mayChange ? "A reason leads to the step that prevents it, the flag that shows it on an open deal, and the repair that fixes it." : "Managers and admins word it."}`}
      actions={
        <>
          <ExportMenu files={exportLinks("reasons")} what="reasons" />
          {mayChange && (
            <Button component={UiLink} href={hrefOf("new-reason")} variant="default">
              Add a reason
            </Button>
          )}
        </>
      }
    >
      <div className={classes.choice}>{choice}</div>
      {groups.map(({ control, name, about }) => {
        const rows = inUse.filter((reason) => reason.control === control);
        if (rows.length === 0) return null;
        return (
          <div key={control} className={classes.group}>
            <h3 className={classes.groupName}>{name}</h3>
            {outcome === "lost" && <p className={classes.about}>{about}</p>}
            {table(`Reasons of this kind: ${name}`, columnsOf(outcome, control, repairs), rows)}
          </div>
        );
      })}
      {away.length > 0 && (
        <div className={classes.group}>
          <h3 className={classes.groupName}>Put away</h3>
          <p className={classes.about}>Nobody is asked about these any more. Debriefs that named them keep them.</p>
          {table("Reasons put away", [nameColumn], away)}
        </div>
      )}
      <Dialog
        opened={mayChange && (editing !== null || opened === "new-reason")}
        onClose={close}
        title={editing?.name ?? (outcome === "lost" ? "Add a reason for a loss" : "Add a reason for a win")}
        size="xl"
      >
        <ReasonForm key={opened} outcome={outcome} reason={editing} repairs={repairs} onDone={close} />
      </Dialog>
    </Section>
  );
}

const nameColumn: Column<ReasonShape> = {
  id: "name",
  heading: "Reason",
  width: "30%",
  cell: (reason) => reason.name,
};

function columnsOf(outcome: "lost" | "won", control: Control, repairs: RepairShape[]): Column<ReasonShape>[] {
  if (outcome === "won")
    return [nameColumn, { id: "step", heading: "Step behind it", cell: (reason) => reason.stepName }];
  const flag: Column<ReasonShape> = {
    id: "flag",
    heading: "Flag that shows it",
    width: "24%",
    wrap: true,
    cell: (reason) => reason.flagName,
  };
  if (control !== "ours")
    return [
      nameColumn,
      { id: "lever", heading: "What we can do", wrap: true, onPhone: "plain", cell: (reason) => reason.lever },
      flag,
    ];
  return [
    nameColumn,
    {
      id: "step",
      heading: "Step that prevents it",
      width: "23%",
      wrap: true,
      cell: (reason) => reason.stepName,
    },
    flag,
    { id: "repair", heading: "Repair", wrap: true, cell: (reason) => repairsOf(reason.flagId, repairs)[0]?.name },
  ];
}
