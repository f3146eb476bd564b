import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useOpened } from "../../../platform/browser/use-opened.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayShapeProcess } from "../access.ts";
import type { salesProcessContract } from "../contract.ts";
import { PipelineSettings } from "./PipelineSettings.tsx";
import { StepSettings } from "./StepSettings.tsx";
import { TemplateSettings } from "./TemplateSettings.tsx";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");
const team = apiOf<typeof teamContract>("team");

type Props = {
  /** Beside the steps of a ready set: whether anything watches them on open deals, and the button that starts it. */
  watch: (stepIds: string[], of: string) => ReactNode;
};

/** How this team sells: its pipelines and stages, the steps each stage needs, and ready sets of steps. */
export function ProcessSettings({ watch }: Props): ReactNode {
  const me = useQuery(team.me.queryOptions());
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions());
  const steps = useQuery(salesProcess.listSteps.queryOptions());
  const dialog = useOpened();
  const failure = pipelines.error ?? steps.error;
  if (failure && !(pipelines.data && steps.data))
    return (
      <ErrorState
        happened="The sales process did not load."
        means={told(failure).title}
        toDo="Nothing was changed."
        onRetry={() => void Promise.all([pipelines.refetch(), steps.refetch()])}
      />
    );
  if (!pipelines.data || !steps.data || !me.data) return <Skeletons shape="table" count={14} />;
  const shared = { dialog, mayChange: mayShapeProcess(me.data.member) };
  return (
    <>
      <PipelineSettings pipelines={pipelines.data.rows} {...shared} />
      <StepSettings steps={steps.data.rows} pipelines={pipelines.data.rows} {...shared} />
      {shared.mayChange && <TemplateSettings steps={steps.data.rows} watch={watch} />}
    </>
  );
}
