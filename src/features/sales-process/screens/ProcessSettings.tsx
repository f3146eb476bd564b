import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { salesProcessContract } from "../contract.ts";
import { PipelineSettings } from "./PipelineSettings.tsx";
import { StepSettings } from "./StepSettings.tsx";
import { TemplateSettings } from "./TemplateSettings.tsx";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

/** How this team sells: its pipelines and stages, the steps each stage needs, and ready sets of steps. */
export default function ProcessSettings() {
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions());
  const steps = useQuery(salesProcess.listSteps.queryOptions());
  const failure = pipelines.error ?? steps.error;
  if (failure) return <Refusal problem={told(failure)} />;
  if (!pipelines.data || !steps.data) return <Skeletons shape="table" />;
  return (
    <>
      <PipelineSettings pipelines={pipelines.data.rows} />
      <StepSettings steps={steps.data.rows} pipelines={pipelines.data.rows} />
      <TemplateSettings steps={steps.data.rows} />
    </>
  );
}
