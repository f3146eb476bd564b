import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Section } from "../../../ui/Page.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import type { demoTeamContract } from "../contract.ts";

const team = apiOf<typeof teamContract>("team");
const demo = apiOf<typeof demoTeamContract>("demoTeam");

/** The way out of the demo, where it is shown; in a workspace of one's own deals there is nothing here. */
export default function ClearDemo() {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const me = useQuery(team.me.queryOptions());
  const shown = useQuery(
    demo.showDemo.queryOptions({ refetchInterval: ({ state }) => (state.data?.state === "clearing" ? 500 : false) }),
  );
  const clear = useMutation({
    mutationFn: () => demo.clearDemo.call(),
    onSuccess: (answer) => known.setQueryData(demo.showDemo.queryKey(), answer),
  });
  const state = shown.data?.state;
  const wasClearing = useRef(false);
  useEffect(() => {
    if (state === "none" && wasClearing.current) {
      void known.invalidateQueries();
      navigate("/welcome");
    }
    wasClearing.current = state === "clearing";
  }, [state, known, navigate]);

  if (!me.data?.workspace.isDemo || !shown.data || state === "none" || state === "loading") return null;
  return (
    <Section
      title="The demo team"
      lead="These deals and people are made up. Clearing them takes everything recorded on them along, and leaves an empty workspace for your own."
    >
      {clear.error && <Refusal problem={told(clear.error)} />}
      {state === "failed" && <Refusal problem={{ title: shown.data.message }} />}
      {state === "clearing" ? (
        <ProgressBar label="The demo team is moving out" value={shown.data.progress} detail={shown.data.message} />
      ) : (
        <div>
          <Button variant="default" onClick={() => clear.mutate()} loading={clear.isPending}>
            Clear the demo team
          </Button>
        </div>
      )}
    </Section>
  );
}
