import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayShapeProcess } from "../access.ts";
import type { salesProcessContract } from "../contract.ts";
import { PipelineSettings } from "./PipelineSettings.tsx";
import { StepSettings } from "./StepSettings.tsx";
import { TemplateSettings } from "./TemplateSettings.tsx";

const team = apiOf<typeof teamContract>("team");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

/** How this team sells: its pipelines and stages, the steps each stage needs, and ready sets of steps. */
export default function ProcessSettings() {
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions());
  const steps = useQuery(salesProcess.listSteps.queryOptions());
  const me = useQuery(team.me.queryOptions());
  const mayChange = me.data ? mayShapeProcess(me.data.member) : false;
  const failure = pipelines.error ?? steps.error;
  if (failure) return <Refusal problem={told(failure)} />;
  if (!pipelines.data || !steps.data) return <Skeletons shape="table" />;
  return (
    <>
      <PipelineSettings pipelines={pipelines.data.rows} mayChange={mayChange} />
      <StepSettings steps={steps.data.rows} pipelines={pipelines.data.rows} mayChange={mayChange} />
      {mayChange && <TemplateSettings steps={steps.data.rows} />}
    </>
  );
}
