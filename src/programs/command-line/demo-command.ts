import { mkdir } from "node:fs/promises";
import { type Command, exitCodes, numberOf, textOf } from "./command.ts";
import { createProgress } from "./show-progress.ts";

export const demoCommand: Command = {
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
    const seed = numberOf(values, "seed") ?? 1;
    if (folder) {
      const [{ simulateTeam }, { writeTeamFiles }] = await Promise.all([
        import("../../../demo/simulate-team.ts"),
        import("../../../demo/team-files.ts"),
      ]);
      await mkdir(folder, { recursive: true });
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const team = simulateTeam({ seed, endsAt: Date.now(), timeZone, ...(deals && { deals }) });
      for (const file of await writeTeamFiles(team, folder)) console.log(file);
      return exitCodes.done;
    }
    const [{ withWorkspace }, { fillWithDemoTeam }] = await Promise.all([
      import("./open-workspace.ts"),
      import("../../features/demo-team/create-demo-workspace.ts"),
    ]);
    const progress = createProgress();
    await withWorkspace(async ({ installation, session }) => {
      const loading = { db: installation.db, pool: installation.jobsPool, now: Date.now() };
      const say = (share: number, message: string) => progress.say(`${Math.round(share * 100)} % ${message}`);
      await fillWithDemoTeam(loading, session.workspace, say, deals);
    }).finally(progress.end);
    console.log("The demo team is here.");
    return exitCodes.done;
  },
};
