import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Figure, inMs, percentile, whole } from "./figures.ts";
import type { Client } from "./running-comeback.ts";
import { withTeamAtWork } from "./team-at-work.ts";

const debriefs = 100;
const calls = 50;
const pauseMs = 20;

/** From saving to a pipeline check that is up to date again, as the screen after a debrief waits for it. */
export async function measureCheck(say: (line: string) => void): Promise<Figure[]> {
  return withTeamAtWork(say, async ({ deals, asOwner }) => {
    say(`recording ${debriefs} debriefs, one after the other`);
    const { rows: lost } = await asOwner.deals.listDeals({ status: "lost", debriefed: false, limit: debriefs });
    const saves: number[] = [];
    const recorded: number[] = [];
    let promised = 0;
    for (const { id } of lost) {
      const record = await fillIn(asOwner, id);
      const began = performance.now();
      promised += await record();
      saves.push(performance.now() - began);
      await untilUpToDate(asOwner);
      recorded.push(performance.now() - began);
    }

    say(`logging ${calls} calls on open deals`);
    const { rows: open } = await asOwner.deals.listDeals({ status: "open", limit: calls });
    const logged: number[] = [];
    for (const { id: dealId } of open) {
      const call = { dealId, id: randomUUID(), kind: "call" as const, direction: "outgoing" as const, contactId: null };
      const happenedAt = new Date(Date.now() - 1_000).toISOString();
      const began = performance.now();
      await asOwner.deals.logActivity({ ...call, answered: true, happenedAt });
      await untilUpToDate(asOwner);
      logged.push(performance.now() - began);
    }
    return [
      {
        what: `debrief saved → pipeline check up to date, ${whole(deals.open)} open deals`,
        measured: `p50 ${inMs(percentile(recorded, 0.5))}, p95 ${inMs(percentile(recorded, 0.95))}`,
        aim: "p95 < 300 ms",
        note: `${recorded.length} debriefs with ${promised} promises; the save alone p95 ${inMs(percentile(saves, 0.95))}`,
      },
      {
        what: "  call logged on an open deal → pipeline check up to date",
        measured: `p50 ${inMs(percentile(logged, 0.5))}, p95 ${inMs(percentile(logged, 0.95))}`,
        note: `${logged.length} calls; its flags are read again by the job`,
      },
    ];
  });
}

/** A debrief as its sheet proposes it, with a reason and at least one promise; ready to be recorded. */
async function fillIn(client: Client, dealId: string): Promise<() => Promise<number>> {
  const { proposed, reasons, repairs } = await client.debriefs.openDebrief({ dealId });
  const reason = reasons.find(({ aboutProduct, control }) => !aboutProduct && control === "ours");
  const repair = repairs.find(({ flagIds, archived }) => flagIds.length > 0 && !archived);
  const [flagId] = repair?.flagIds ?? [];
  if (!reason || !repair || !flagId) throw new Error("The catalogue has no reason and repair for a debrief.");
  const { id: repairId } = repair;
  const answers = {
    ...proposed,
    cleanLoss: false,
    reasons: [{ reasonId: reason.id, productScope: null, note: "" }],
    commitments:
      proposed.commitments.length > 0
        ? proposed.commitments
        : [{ id: randomUUID(), flagId, repairId, wording: "If it comes up, I call." }],
  };
  return async () => {
    await client.debriefs.recordDebrief({ dealId, debriefId: randomUUID(), version: 0, answers, secondsSpent: 90 });
    return answers.commitments.length;
  };
}

async function untilUpToDate(client: Client): Promise<void> {
  for (;;) {
    const { refreshing } = await client.pipelineCheck.showCheck({});
    if (refreshing === 0) return;
    await wait(pauseMs);
  }
}
