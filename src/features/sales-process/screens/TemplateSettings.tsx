import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { StepShape, salesProcessContract, TemplateShape } from "../contract.ts";
import classes from "./ProcessSettings.module.css";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

type Props = { steps: StepShape[]; watch: (stepIds: string[], of: string) => ReactNode };

/** Ready sets of steps: the house's own, BANT, MEDDPICC, SPICED. */
export function TemplateSettings({ steps, watch }: Props) {
  const templates = useQuery(salesProcess.listTemplates.queryOptions());
  const ours = new Map(steps.map((step) => [step.key, step.id]));
  return (
    <Section
      title="Ready sets"
      lead="Adds the steps of a method you know. Steps you have already are left as they are."
    >
      {templates.error && (
        <ErrorState
          happened="The ready sets did not load."
          means={told(templates.error).title}
          onRetry={() => void templates.refetch()}
        />
      )}
      {templates.isPending && <Skeletons shape="text" count={5} />}
      {templates.data && (
        <ul className={classes.list}>
          {templates.data.rows.map((template) => {
            const added = template.steps.flatMap((step) => ours.get(step.key) ?? []);
            const isAdded = added.length === template.steps.length;
            return (
              <TemplateRow key={template.key} template={template} isAdded={isAdded}>
                {isAdded && watch(added, template.name)}
              </TemplateRow>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

type RowProps = { template: TemplateShape; isAdded: boolean; children: ReactNode };

function TemplateRow({ template, isAdded, children }: RowProps) {
  const apply = useSave({
    write: (key: string) => salesProcess.applyTemplate.call({ key }),
    said: () => `The steps of ${template.name} are added. Change them as you like.`,
  });
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <p className={classes.name}>{template.name}</p>
        <p className={classes.detail}>{template.about}</p>
        <p className={classes.stepNames}>{template.steps.map((step) => step.name).join(" · ")}</p>
        {apply.problem && <Refusal problem={apply.problem} />}
        {children}
      </div>
      {isAdded ? (
        <span className={classes.added}>Added</span>
      ) : (
        <Button variant="default" size="compact-sm" loading={apply.saving} onClick={() => apply.save(template.key)}>
          Add<span className="only-for-screen-readers"> the steps of {template.name}</span>
        </Button>
      )}
    </li>
  );
}
