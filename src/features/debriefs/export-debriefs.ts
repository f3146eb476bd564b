import type { ContractRouterClient } from "@orpc/contract";
import { z } from "zod";
import { type Column, day, instant, lines, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, listed, streamed } from "../../platform/export/exported-table.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { DealRow } from "../deals/contract.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { listStepsOf } from "../sales-process/steps/store.ts";
import { type DebriefShape, debriefsContract } from "./contract.ts";
import { debriefShownTo, listRecordedDebriefs } from "./store.ts";

type Client = Pick<ContractRouterClient<typeof debriefsContract>, "listWaiting" | "listProductLimits">;
type Waiting = { deal: DealRow; draftStartedAt: string | null };
type Row = DebriefShape & { dealName: string; reasons: string[]; missedSteps: string[] };

const rowsAtOnce = 200;

/** Debriefs as far as each is shared with whoever asks, what waits for one, and what the product could not do. */
export function exportedDebriefs(acting: Acting, client: Client): ExportedTable[] {
  return [
    streamed(
      { name: "debriefs", title: "Debriefs", says: "Recorded debriefs, as far as each is shared with you." },
      z.strictObject({}),
      async () => ({ columns, pages: recorded(acting) }),
    ),
    listed(
      {
        name: "waiting-debriefs",
        title: "To debrief",
        says: "Lost deals that wait for a debrief.",
      },
      debriefsContract.listWaiting,
      client.listWaiting,
      [...listedDealColumns<Waiting>(({ deal }) => deal), instant("Begun at", ({ draftStartedAt }) => draftStartedAt)],
    ),
    listed(
      {
        name: "product-limits",
        title: "Product limits",
        says: "What the product could not do, and the deals it cost.",
      },
      debriefsContract.listProductLimits,
      client.listProductLimits,
      [
        text("Limit", ({ name }) => name),
        text("Reason", ({ reasonName }) => reasonName),
        text("Status", ({ status }) => status),
        day("Planned for, or resolved on", ({ statusOn }) => statusOn),
        text("Note", ({ note }) => note || null),
        whole("Deals", ({ deals }) => deals),
        lines("Asked for by", ({ askedBy }) => askedBy),
        whole("Customers who named it", ({ namedByCustomers }) => namedByCustomers),
        instant("Last named at", ({ lastNamedAt }) => lastNamedAt),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}

async function* recorded({ db, session }: Acting): AsyncGenerator<Row[]> {
  const { workspace } = session;
  const visible = await findVisibleOwners(db, session);
  const reader = await findDebriefReader(db, session);
  const reasons = new Map((await listReasonsOf(db, workspace)).map(({ id, name }) => [id, name]));
  const steps = new Map((await listStepsOf(db, workspace)).map(({ id, name }) => [id, name]));
  for (let after: string | undefined; ; ) {
    const rows = await listRecordedDebriefs(db, workspace, visible, { after, limit: rowsAtOnce });
    yield rows.map(({ debrief, dealName, ownerId }) => {
      const shown = debriefShownTo(reader, debrief, ownerId);
      return {
        ...shown,
        dealName,
        reasons: shown.answers.reasons.map(({ reasonId, note }) =>
          [reasons.get(reasonId) ?? reasonId, note].filter((part) => part !== "").join(": "),
        ),
        missedSteps: shown.answers.missedStepIds.map((id) => steps.get(id) ?? id),
      };
    });
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)?.debrief.id;
  }
}

const columns: readonly Column<Row>[] = [
  text("Deal", ({ dealName }) => dealName),
  text("Outcome", ({ outcome }) => outcome),
  instant("Closed at", ({ closedAt }) => closedAt),
  text("Recorded by", ({ recordedByName }) => recordedByName),
  instant("Recorded at", ({ recordedAt }) => recordedAt),
  text("Shared with you", ({ shared }) => shared),
  text("Loss kind", ({ answers }) => answers.lossKind),
  text("Competitor", ({ answers }) => answers.competitor || null),
  lines("Reasons", ({ reasons }) => reasons),
  lines("Missed steps", ({ missedSteps }) => missedSteps),
  yesNo("Everything done right", ({ shared, answers }) => (shared === "nothing" ? null : answers.cleanLoss)),
  text("What was ours", ({ answers }) => answers.ownPart || null),
  instant("Turning point", ({ answers }) => answers.turningPointAt),
  text("What turned it", ({ answers }) => answers.turningPointNote || null),
  text("What worked", ({ answers }) => answers.whatWorked || null),
  text("Do differently", ({ answers }) => answers.doDifferently || null),
  lines("Commitments", ({ answers }) => answers.commitments.map(({ wording }) => wording)),
  day("Check-up", ({ answers }) => answers.checkUpOn),
  whole("Seconds spent", ({ secondsSpent }) => secondsSpent),
  instant("Opened again at", ({ reopenedAt }) => reopenedAt),
  text("Deal ID", ({ dealId }) => dealId),
  text("ID", ({ id }) => id),
];
