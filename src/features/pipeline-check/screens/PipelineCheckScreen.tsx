import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { apiOf } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { pipelineCheckContract } from "../contract.ts";
import classes from "./PipelineCheck.module.css";
import { Repairs } from "./Repairs.tsx";
import { Rules } from "./Rules.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

/** Am I about to make the same mistake again? The rules over the open deals, and the repairs that follow. */
export default function PipelineCheckScreen() {
  const { searchStr } = useLocation();
  const asked = new URLSearchParams(searchStr);
  const shows = asked.get("show") === "repairs" ? "repairs" : "rules";
  const tasks = pipelineCheck.listTasks.queryOptions({ input: { state: "open", limit: 50 } });
  const first = useQuery(tasks);
  const count = first.data && (first.data.next ? `${first.data.rows.length}+` : String(first.data.rows.length));
  return (
    <Together knownBy={tasks.queryKey} waiting={<Skeletons shape="page" />}>
      <Page
        title="Pipeline check"
        lead="Am I about to make the same mistake again?"
        actions={
          <>
            <ExportMenu
              files={exportLinks(shows === "rules" ? "pipeline-check" : "repair-tasks")}
              what={shows === "rules" ? "the check" : "repairs to do"}
            />
            <nav className={classes.views} aria-label="Pipeline check">
              <UiLink href="/pipeline-check" aria-current={shows === "rules" ? "page" : undefined}>
                At risk
              </UiLink>
              <UiLink href="/pipeline-check?show=repairs" aria-current={shows === "repairs" ? "page" : undefined}>
                Repairs to do{count !== undefined && count !== "0" && <span className={classes.count}> {count}</span>}
              </UiLink>
            </nav>
          </>
        }
      >
        {shows === "repairs" ? (
          <Repairs taskId={asked.get("task")} />
        ) : (
          <Rules chosen={asked.get("rule")} ownerId={asked.get("owner") ?? undefined} />
        )}
      </Page>
    </Together>
  );
}
