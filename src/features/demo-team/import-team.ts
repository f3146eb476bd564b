import { setImmediate as breathe } from "node:timers/promises";
import { type SimulatedTeam, simulateTeam } from "../../../demo/simulate-team.ts";
import type { SimulatedDeal } from "../../../demo/simulated-deal.ts";
import { teamFile, teamFileKinds } from "../../../demo/team-files.ts";
import type { ImportKind } from "../deals/import/contract.ts";
import { type ImportSetting, importFile } from "../deals/import/import-file.ts";

/** The same team for everybody; only its last day moves. */
const demoSeed = 20_261_122;
/** Telling a story keeps the thread busy: others get their turn after so many deals. */
const dealsAtOnce = 50;

/** The simulated team up to now, its deals kept in memory: seven files are written from them. */
export async function tellDemoTeam(
  { now, timeZone, currency }: Pick<ImportSetting, "now" | "timeZone" | "currency">,
  deals: number,
): Promise<SimulatedTeam> {
  const team = simulateTeam({ seed: demoSeed, endsAt: now, timeZone, currency, deals });
  const told: SimulatedDeal[] = [];
  for (const deal of team.deals()) {
    told.push(deal);
    if (told.length % dealsAtOnce === 0) await breathe();
  }
  return {
    ...team,
    *deals() {
      yield* told;
    },
  };
}

/** Brings the team in through the same import that reads a CRM's exports. */
export async function importDemoTeam(
  setting: ImportSetting,
  team: SimulatedTeam,
  { signal, done }: { signal?: AbortSignal | undefined; done: (kind: ImportKind, share: number) => Promise<void> },
): Promise<void> {
  for (const [index, kind] of teamFileKinds.entries()) {
    const pieces: Buffer[] = [];
    for (const piece of teamFile(team, kind)) {
      pieces.push(Buffer.from(piece));
      await breathe();
    }
    const source = {
      fileName: `${kind}.csv`,
      byteCount: pieces.reduce((sum, piece) => sum + piece.length, 0),
      async *open() {
        yield* pieces;
      },
    };
    const result = await importFile(setting, { source, kind, signal });
    const [refusal] = result.refusals;
    if (refusal)
      throw new Error(
        `The demo team's ${kind}.csv was not read: line ${refusal.line}, ${refusal.column}: ${refusal.reason}`,
      );
    await done(kind, (index + 1) / teamFileKinds.length);
  }
}
