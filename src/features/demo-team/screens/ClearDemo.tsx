import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import { mayLoadDemo } from "../access.ts";
import { DemoProgress } from "./DemoProgress.tsx";
import { useDemo } from "./use-demo.ts";
import classes from "./WelcomeScreen.module.css";

const team = apiOf<typeof teamContract>("team");

/** While the demo team is here: the way to clear it. A workspace with deals of its own has nothing to see here. */
export default function ClearDemo() {
  const navigate = useNavigateTo();
  const me = useQuery(team.me.queryOptions());
  const onMoved = useCallback(
    (state: "loaded" | "none") => {
      if (state !== "none") return;
      navigate("/welcome");
      showNotice({ message: "The demo team is gone. Bring your own deals." });
    },
    [navigate],
  );
  const { shown, clear, isMoving, problem } = useDemo(onMoved);
  if (!shown.data || !me.data?.workspace.isDemo || !mayLoadDemo(me.data.member)) return null;
  return (
    <Section
      title="The demo team"
      lead="The deals here are simulated. Clearing takes out the demo team with its deals, people and all that was recorded on them, your debriefs of its deals too. Your account, the sales process, reasons and flags stay as they are."
    >
      {problem && <Refusal problem={problem} />}
      {isMoving ? (
        <DemoProgress {...shown.data} />
      ) : (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => clear.mutate()} loading={clear.isPending}>
            Clear the demo team
          </Button>
        </div>
      )}
    </Section>
  );
}
