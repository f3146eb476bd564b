import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { StepShape, salesProcessContract } from "../contract.ts";
import classes from "./ProcessSettings.module.css";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

/** Ready sets of steps: the source texts' own, BANT, MEDDPICC, SPICED. */
export function TemplateSettings({ steps }: { steps: StepShape[] }) {
  const known = useQueryClient();
  const templates = useQuery(salesProcess.listTemplates.queryOptions());
  const apply = useMutation({
    mutationFn: (key: string) => salesProcess.applyTemplate.call({ key }),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: salesProcess.key() });
      showNotice({ message: "The steps are added. Change them as you like." });
    },
  });
  const ours = new Set(steps.map((step) => step.key));
  const failure = templates.error ?? apply.error;
  return (
    <Section
      title="Ready sets"
      lead="Adds the steps of a method you know. Steps you have already are left as they are."
    >
      {failure && <Refusal problem={told(failure)} />}
      <ul className={classes.list}>
        {templates.data?.rows.map((template) => {
          const all = template.steps.every((step) => ours.has(step.key));
          return (
            <li key={template.key} className={classes.item}>
              <div>
                <p className={classes.name}>{template.name}</p>
                <p className={classes.detail}>{template.about}</p>
                <p className={classes.detail}>{template.steps.map((step) => step.name).join(" · ")}</p>
              </div>
              <Button
                variant="default"
                size="compact-sm"
                disabled={all}
                loading={apply.isPending && apply.variables === template.key}
                onClick={() => apply.mutate(template.key)}
              >
                {all ? "Added" : "Add"}
                <span className="only-for-screen-readers"> {template.name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
