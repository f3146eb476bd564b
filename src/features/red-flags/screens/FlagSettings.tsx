import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { salesProcessContract } from "../../sales-process/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import { mayShapeFlags } from "../access.ts";
import type { RedFlagShape, redFlagsContract } from "../contract.ts";
import { describeThresholds } from "./describe-thresholds.ts";
import { FlagForm } from "./FlagForm.tsx";
import classes from "./FlagSettings.module.css";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");
const team = apiOf<typeof teamContract>("team");

/** The flags the team watches, when each comes up, and which are checked on every open deal. */
export default function FlagSettings() {
  const me = useQuery(team.me.queryOptions());
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions());
  const steps = useQuery(salesProcess.listSteps.queryOptions());
  const { opened, hrefOf, close } = useOpened();

  const failure = flags.error ?? pipelines.error ?? steps.error;
  if (failure && !(flags.data && pipelines.data && steps.data))
    return (
      <ErrorState
        happened="The red flags did not load."
        means={told(failure).title}
        toDo="Nothing was changed."
        onRetry={() => void Promise.all([flags.refetch(), pipelines.refetch(), steps.refetch()])}
      />
    );
  if (!me.data || !flags.data || !pipelines.data || !steps.data) return <Skeletons shape="table" count={14} />;

  const mayChange = mayShapeFlags(me.data.member);
  const editing = flags.data.rows.find(({ id }) => id === opened) ?? null;
  const stepNames = new Map(steps.data.rows.map(({ id, name }) => [id, name]));
  const when = ({ thresholds, stepId }: RedFlagShape) =>
    describeThresholds(thresholds, pipelines.data.rows, stepNames.get(stepId ?? ""));
  const columns: Column<RedFlagShape>[] = [
    { id: "name", heading: "Flag", width: "30%", cell: (flag) => flag.name },
    { id: "when", heading: "Comes up", wrap: true, onPhone: "plain", cell: when },
  ];
  const groups = [
    {
      name: "Checked on every open deal",
      about: "Their deals stand in everybody's pipeline check.",
      rows: flags.data.rows.filter(({ costly, archived }) => costly && !archived),
    },
    {
      name: "Checked for whoever promised to",
      about: "Seen on each deal, and in the pipeline check of those whose commitment names them.",
      rows: flags.data.rows.filter(({ costly, archived }) => !costly && !archived),
    },
    {
      name: "Put away",
      about: "Not read on any deal.",
      rows: flags.data.rows.filter(({ archived }) => archived),
    },
  ];
  return (
    <Section
      title="Red flags"
      lead={`What can be seen on an open deal before it is lost. A flag is up, down, or unknown where the record cannot say. ${mayChange ? "" : "Managers and admins shape them."}`}
      actions={
        <>
          <ExportMenu files={exportLinks("red-flags")} what="red flags" />
          {mayChange && (
            <Button component={UiLink} href={hrefOf("new-flag")} variant="default">
              Add a flag
            </Button>
          )}
        </>
      }
    >
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ name, about, rows }, place) => (
          <div key={name} className={classes.group}>
            <h3 className={classes.groupName}>{name}</h3>
            <p className={classes.about}>{about}</p>
            <DataTable
              caption={`Red flags: ${name}`}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              hrefOf={mayChange ? ({ id }) => hrefOf(id) : undefined}
              keys={place === 0}
            />
          </div>
        ))}
      <Dialog
        opened={mayChange && (editing !== null || opened === "new-flag")}
        onClose={close}
        title={editing?.name ?? "Add a flag"}
      >
        <FlagForm
          key={opened}
          flag={editing}
          pipelines={pipelines.data.rows}
          currency={me.data.workspace.currency}
          stepName={stepNames.get(editing?.stepId ?? "")}
          onDone={close}
        />
      </Dialog>
    </Section>
  );
}
