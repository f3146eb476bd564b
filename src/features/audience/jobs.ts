import { z } from "zod";
import type { JobHandlers } from "../../platform/jobs.ts";
import { workspaceOfJob } from "../../platform/session.ts";
import { remakeReport } from "../insights/kpis/kept/keep-report.ts";
import { keptReports } from "./keep-reports.ts";
import { setDealAims } from "./on-deals/set-deal-aims.ts";
import { nameColumns } from "./settings/name-columns.ts";

/** Without deals: all of them. */
const payloadShape = z.object({ deals: z.array(z.uuid()).optional() });

const heading = z.string().optional();
const columnsShape = z.object({
  columns: z.object({ persona: heading, campaign: heading, message: heading, segment: heading }),
});

export const audienceJobs = {
  /** A deal, an import, a persona, a campaign or a column changed. */
  "set-aims": async (payload, { db }) => {
    const { deals } = payloadShape.parse(payload);
    await db.transaction().execute((tx) => setDealAims(tx, workspaceOfJob(payload), deals));
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
