import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { FormStrip } from "../../../ui/FormStrip.tsx";
import { Page } from "../../../ui/Page.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { demoTeamContract } from "../contract.ts";
import classes from "./WelcomeScreen.module.css";

const demo = apiOf<typeof demoTeamContract>("demoTeam");

const goesOn = (state: string | undefined) => state === "loading" || state === "clearing";

/** The first screen of an empty workspace: one's own deals, or a team to look at. */
export default function WelcomeScreen() {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const state = useQuery(
    demo.showDemo.queryOptions({ refetchInterval: ({ state: { data } }) => (goesOn(data?.state) ? 500 : false) }),
  );
  const wasLoading = useRef(false);
  const load = useMutation({
    mutationFn: () => demo.loadDemo.call(),
    onSuccess: (answer) => known.setQueryData(demo.showDemo.queryKey(), answer),
  });

  const current = state.data?.state;
  useEffect(() => {
    if (current === "loaded" && wasLoading.current) {
      void known.invalidateQueries();
      navigate("/");
    }
    wasLoading.current = current === "loading";
  }, [current, known, navigate]);

  const failed = load.error
    ? told(load.error)
    : current === "failed" && state.data
      ? { title: state.data.message }
      : null;
  return (
    <Page
      title="Bring your deals"
      lead="Comeback looks at every deal you lost, helps you say why in two minutes, and shows which open deals carry the same mistake."
      width="reading"
    >
      {failed && <Refusal problem={failed} />}
      {goesOn(current) ? (
        <ProgressBar
          label={current === "loading" ? "The demo team is moving in" : "The demo team is moving out"}
          value={state.data?.progress ?? null}
          detail={state.data?.message}
        />
      ) : (
        <div className={classes.ways}>
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
          <section className={classes.way}>
            <h2 className={classes.name}>Show me the demo team</h2>
            <p className={classes.about}>
              Nine reps, two years, about 3,000 simulated deals. You can clear it at any time.
            </p>
            <Example />
            <Button variant="default" onClick={() => load.mutate()} loading={load.isPending}>
              Show me the demo team
            </Button>
          </section>
          <p className={classes.third}>
            No CRM and no file? <UiLink href="/deals/new">Add a deal by hand</UiLink>.
          </p>
        </div>
      )}
    </Page>
  );
}

const example = ["lost", "won", "lost", "lost", "won", "won"] as const;

/** What a form strip looks like, before there are results of one's own. */
function Example() {
  return (
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
  );
}
