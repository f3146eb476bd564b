import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { FormStrip } from "../../../ui/FormStrip.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { mayImport } from "../../deals/import/access.ts";
import type { teamContract } from "../../team/contract.ts";
import { mayLoadDemo } from "../access.ts";
import { DemoProgress } from "./DemoProgress.tsx";
import { useDemo } from "./use-demo.ts";
import classes from "./WelcomeScreen.module.css";

const team = apiOf<typeof teamContract>("team");

/** The first screen of an empty workspace: one's own deals, or a team to look at. */
export default function WelcomeScreen() {
  const navigate = useNavigateTo();
  const me = useQuery(team.me.queryOptions());
  const onMoved = useCallback((state: "loaded" | "none") => state === "loaded" && navigate("/"), [navigate]);
  const { shown, load, isMoving, problem } = useDemo(onMoved);
  const isHere = shown.data?.state === "loaded";
  const mayBring = me.data && mayImport(me.data.member);
  const mayShow = me.data && mayLoadDemo(me.data.member);
  return (
    <Page
      title="Bring your deals"
      lead="Comeback looks at every deal you lost, helps you say why in two minutes, and shows which open deals carry the same mistake."
      width="reading"
    >
      {problem && <Refusal problem={problem} />}
      {isMoving && shown.data ? (
        <DemoProgress {...shown.data} />
      ) : (
        <div className={classes.ways}>
          {mayBring && (
            <section className={classes.way}>
              <h2 className={classes.name}>Import my CSV</h2>
              <p className={classes.about}>
                An export from HubSpot, Salesforce, Pipedrive, Zoho, Odoo, or your own spreadsheet. Nothing is written
                before you have seen how it is read.
              </p>
              <Button component={UiLink} href="/import">
                Import my CSV
              </Button>
            </section>
          )}
          {mayShow && (
            <section className={classes.way}>
              <div className={classes.head}>
                <h2 className={classes.name}>{isHere ? "The demo team is here" : "Show me the demo team"}</h2>
                <Example />
              </div>
              <p className={classes.about}>
                Nine reps, two years, about 3,000 simulated deals with their calls, stages and debriefs. You can clear
                it at any time.
              </p>
              {isHere ? (
                <div className={classes.buttons}>
                  <Button component={UiLink} href="/" variant="default">
                    Look at it
                  </Button>
                  <Button component={UiLink} href="/settings/workspace" variant="subtle">
                    Clear it
                  </Button>
                </div>
              ) : (
                <Button
                  variant="default"
                  onClick={() => load.mutate()}
                  loading={load.isPending}
                  disabled={shown.isPending}
                >
                  Show me the demo team
                </Button>
              )}
            </section>
          )}
          <p className={classes.about}>
            No CRM and no file? <UiLink href="/deals/new">Add a deal by hand</UiLink>.
          </p>
        </div>
      )}
    </Page>
  );
}

const example = ["lost", "won", "lost", "lost", "won", "won"] as const;

/** What a form strip looks like, before there are results of one's own. For the eye only. */
function Example() {
  return (
    <div inert>
      <FormStrip
        label="An example of a form strip"
        size="sm"
        results={example.map((result, index) => ({
          id: String(index),
          name: `Example ${index + 1}`,
          result,
          closedOn: `2026-0${index + 1}-15`,
        }))}
      />
    </div>
  );
}
