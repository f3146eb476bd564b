import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../contract.ts";
import { exportedAudience } from "../features/audience/export-audience.ts";
import { exportedIdealCustomer } from "../features/audience/ideal-customer/export-ideal-customer.ts";
import { exportedCheckUps } from "../features/check-ups/export-check-ups.ts";
import { exportedDeals } from "../features/deals/export-deals.ts";
import { exportedImports } from "../features/deals/import/export-imports.ts";
import { exportedDebriefs } from "../features/debriefs/export-debriefs.ts";
import { exportedInsights } from "../features/insights/export-insights.ts";
import { exportedMails } from "../features/mail/export-mails.ts";
import { exportedMeetings } from "../features/meetings/export-meetings.ts";
import { exportedCheck } from "../features/pipeline-check/export-check.ts";
import { exportedPlaybook } from "../features/playbook/export-playbook.ts";
import { exportedPostMortems } from "../features/post-mortems/export-post-mortems.ts";
import { exportedReasons } from "../features/reasons/export-reasons.ts";
import { exportedQuotas } from "../features/recovery/export-quotas.ts";
import { exportedFlags } from "../features/red-flags/export-flags.ts";
import { exportedProcess } from "../features/sales-process/export-process.ts";
import { exportedTeam } from "../features/team/export-team.ts";
import type { ExportedTable } from "../platform/export/exported-table.ts";
import type { Acting } from "../platform/http/acting.ts";

/**
 * Every table that leaves as a file, in the order in which a person would look for it. `client` asks the API as whoever acts, so
 * that a file holds what its list shows them.
 */
export function exportedTables(acting: Acting, client: ContractRouterClient<typeof contract>): ExportedTable[] {
  return [
    ...exportedDeals(acting),
    ...exportedDebriefs(acting, client.debriefs),
    ...exportedCheck(client.pipelineCheck),
    ...exportedCheckUps(client.checkUps),
    ...exportedPostMortems(client.postMortems),
    ...exportedPlaybook(client.playbook),
    ...exportedMeetings(client.meetings),
    ...exportedInsights(client.insights),
    ...exportedIdealCustomer(client.audience),
    ...exportedAudience(client),
    ...exportedQuotas(client.recovery),
    ...exportedReasons(client.reasons),
    ...exportedFlags(client.redFlags),
    ...exportedProcess(client.salesProcess),
    ...exportedTeam(client),
    ...exportedImports(client.imports),
    ...exportedMails(client.mail),
  ];
}
