import { mkdir } from "node:fs/promises";
import { simulateTeam } from "../../../demo/simulate-team.ts";
import { writeTeamFiles } from "../../../demo/team-files.ts";
import { fillWithDemoTeam } from "../../features/demo-team/create-demo-workspace.ts";
import { type Command, exitCodes, numberOf, textOf } from "./command.ts";
import { withWorkspace } from "./open-workspace.ts";
import { createProgress } from "./show-progress.ts";

export const demoCommand: Command = {
  summary: "Fill the empty workspace with the demo team, or write its CSV files",
  help: `comeback demo [--deals N]
comeback demo --csv FOLDER [--deals N] [--seed N]

Fills an empty workspace with a simulated sales team. With --csv it writes the team's exports into a folder
instead (deals, accounts, contacts, stages, activities, members, steps), for trying the import.

  --csv FOLDER   where the files go
  --deals N      how many deals (3000)
  --seed N       another team for another number (1); only with --csv`,
  options: { csv: { type: "string" }, deals: { type: "string" }, seed: { type: "string" } },
  async run({ values }) {
    const folder = textOf(values, "csv");
    const deals = numberOf(values, "deals");
    if (folder) {
      await mkdir(folder, { recursive: true });
      const team = simulateTeam({
        seed: numberOf(values, "seed") ?? 1,
        endsAt: Date.now(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...(deals && { deals }),
      });
      for (const file of await writeTeamFiles(team, folder)) console.log(file);
      return exitCodes.done;
    }
    const progress = createProgress();
    await withWorkspace(async ({ installation, session }) => {
      const loading = { db: installation.db, pool: installation.jobsPool, now: Date.now() };
      await fillWithDemoTeam(
        loading,
        session.workspace,
        (share, message) => progress.say(`${Math.round(share * 100)} % ${message}`),
        deals,
      );
    }).finally(progress.end);
    console.log("The demo team is here.");
    return exitCodes.done;
  },
};
