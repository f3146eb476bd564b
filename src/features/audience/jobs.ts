import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { askedKey, askedPayload, lookAtAsked } from "../deals/asked-deals/ask-about-deals.ts";
import { remakeReport } from "../insights/kpis/kept/keep-report.ts";
import { waitForDemo } from "../team/demo-on-its-way/wait-for-demo.ts";
import { keptReports } from "./keep-reports.ts";
import { setDealAims } from "./on-deals/set-deal-aims.ts";
import { nameColumns } from "./settings/name-columns.ts";

/** Those that changed; without a word: all of them. Versions before 2026-11-23 named deals, and such jobs may still wait. */
const payloadShape = z.object({ asked: z.literal(true).optional(), deals: z.array(z.uuid()).optional() });

const heading = z.string().optional();
const columnsShape = z.object({
  columns: z.object({ persona: heading, campaign: heading, message: heading, segment: heading }),
});

export const audienceJobs = {
  /** A deal, an import, a persona, a campaign or a column changed. */
  "set-aims": async (payload, { db, now, signal }) => {
    const workspace = workspaceOfJob(payload);
    const { asked, deals } = payloadShape.parse(payload);
    const again = asked ? askedPayload(workspace) : { workspace };
    const key = asked ? askedKey("set-aims", workspace) : `set-aims:${workspace}`;
    if (!deals && (await waitForDemo(db, "set-aims", again, { key, now }))) return;
    if (!asked) await db.transaction().execute((tx) => setDealAims(tx, workspace, deals));
    else
      await lookAtAsked(db, workspace, "set-aims", { now, signal }, (tx, dealIds) =>
        setDealAims(tx, workspace, dealIds),
      );
  },
  /** An import of deals said which of its columns they are. */
  "name-audience-columns": async (payload, { db, now }) => {
    const { columns } = columnsShape.parse(payload);
    const { persona, campaign, message, segment } = columns;
    const named = {
      ...(persona !== undefined && { personaColumn: persona }),
      ...(campaign !== undefined && { campaignColumn: campaign }),
      ...(message !== undefined && { messageColumn: message }),
      ...(segment !== undefined && { segmentColumn: segment }),
    };
    await db.transaction().execute((tx) => nameColumns(tx, workspaceOfJob(payload), named, now));
  },
  /** Somebody asked for a report that takes too long to be waited for. */
  "keep-audience-reports": (payload, context) => remakeReport(Object.values(keptReports), payload, context),
} satisfies JobHandlers;
