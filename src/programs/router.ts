import { createRouterClient } from "@orpc/server";
import { Hono } from "hono";
import { audienceApi } from "../features/audience/api.ts";
import { packetsApi } from "../features/audience/packets/api.ts";
import { calendarApi } from "../features/calendar/api.ts";
import { feedRoutes } from "../features/calendar/serve-feed.ts";
import { checkUpsApi } from "../features/check-ups/api.ts";
import { dealsApi } from "../features/deals/api.ts";
import { handOverDeals } from "../features/deals/hand-over/hand-over-deals.ts";
import { importsApi } from "../features/deals/import/api.ts";
import { importRoutes } from "../features/deals/import/serve-files.ts";
import { debriefsApi } from "../features/debriefs/api.ts";
import { demoTeamApi } from "../features/demo-team/api.ts";
import { insightsApi } from "../features/insights/api.ts";
import { createMailApi } from "../features/mail/api.ts";
import { mailRoutes } from "../features/mail/serve-mail.ts";
import { createMeetingsApi } from "../features/meetings/api.ts";
import { meetingRoutes } from "../features/meetings/live/serve-events.ts";
import { pipelineCheckApi } from "../features/pipeline-check/api.ts";
import { handOverTasks } from "../features/pipeline-check/repair-tasks/hand-over-tasks.ts";
import { playbookApi } from "../features/playbook/api.ts";
import { postMortemsApi } from "../features/post-mortems/api.ts";
import { createBuyerFormApi } from "../features/post-mortems/buyer-form/api.ts";
import { createInvitationsApi } from "../features/post-mortems/invitations/api.ts";
import { optOutRoutes } from "../features/post-mortems/invitations/serve-opt-out.ts";
import { reasonsApi } from "../features/reasons/api.ts";
import { recoveryApi } from "../features/recovery/api.ts";
import { redFlagsApi } from "../features/red-flags/api.ts";
import { remindersApi } from "../features/reminders/api.ts";
import { unsubscribeRoutes } from "../features/reminders/serve-unsubscribe.ts";
import { salesProcessApi } from "../features/sales-process/api.ts";
import { storiesApi } from "../features/stories/api.ts";
import { createTeamApi } from "../features/team/api.ts";
import { currencyRatesApi } from "../features/team/currency-rates/api.ts";
import type { HandOver } from "../features/team/deactivate-member.ts";
import { savedViewsApi } from "../features/team/saved-views/api.ts";
import { findWorkspace } from "../features/team/store.ts";
import { workingCalendarApi } from "../features/team/working-calendar/api.ts";
import { todayApi } from "../features/today/api.ts";
import { weeklyReviewApi } from "../features/weekly-review/api.ts";
import { type Config, readConfig } from "../platform/config.ts";
import type { ExportedTable } from "../platform/export/exported-table.ts";
import { exportRoutes } from "../platform/export/serve-exports.ts";
import type { Acting } from "../platform/http/acting.ts";
import type { PublicRoutes, SignedInRoutes } from "../platform/http/web-app.ts";
import type { Address } from "../platform/mail/mail-settings.ts";
import { printRoutes } from "../platform/printing/serve-prints.ts";
import type { InstallationKeys } from "../platform/sealing/installation-keys.ts";
import { exportedTables } from "./exported-tables.ts";
import { furnishWorkspace } from "./furnish-workspace.ts";
import type { Installation } from "./open-installation.ts";
import { printedReports } from "./printed-reports.ts";

const handOverWork: HandOver = async (tx, acting, { only, ...hands }) => ({
  dealIds: await handOverDeals(tx, acting, { ...hands, only: only?.dealIds }),
  taskIds: await handOverTasks(tx, acting, { ...hands, only: only?.taskIds }),
});

type MailConfig = Pick<Config, "mail" | "publicUrl">;

/** Every feature's part of the API, joined in the order of src/contract.ts. */
export function createRouter({ mail, publicUrl }: MailConfig = readConfig({})) {
  return {
    team: createTeamApi({ furnish: furnishWorkspace, handOver: handOverWork }),
    workingCalendar: workingCalendarApi,
    currencyRates: currencyRatesApi,
    savedViews: savedViewsApi,
    salesProcess: salesProcessApi,
    deals: dealsApi,
    imports: importsApi,
    redFlags: redFlagsApi,
    reasons: reasonsApi,
    checkUps: checkUpsApi,
    pipelineCheck: pipelineCheckApi,
    debriefs: debriefsApi,
    playbook: playbookApi,
    postMortems: postMortemsApi,
    invitations: createInvitationsApi({ sends: mail !== null, publicUrl }),
    buyerForm: createBuyerFormApi(),
    meetings: createMeetingsApi(),
    insights: insightsApi,
    audience: audienceApi,
    packets: packetsApi,
    weeklyReview: weeklyReviewApi,
    recovery: recoveryApi,
    stories: storiesApi,
    today: todayApi,
    calendar: calendarApi,
    mail: createMailApi({ from: mail && sayAddress(mail.from), publicUrl }),
    reminders: remindersApi,
    demoTeam: demoTeamApi,
  };
}

const sayAddress = ({ name, address }: Address) => (name === "" ? address : `${name} <${address}>`);

/** Every table that leaves as a file, read as whoever acts. */
export function servedTables(secrets: InstallationKeys, config: MailConfig = readConfig({})) {
  const router = createRouter(config);
  return {
    tablesFor: (acting: Acting): ExportedTable[] =>
      exportedTables(acting, createRouterClient(router, { context: { ...acting, secrets } })),
    workspaceName: async ({ db, session }: Acting) => (await findWorkspace(db, session.workspace)).name,
  };
}

/** Plain routes of features: uploads, files, and what is told as it happens. */
export function createSignedInRoutes(
  { db, notifications, secrets }: Pick<Installation, "db" | "notifications" | "secrets">,
  config: MailConfig = readConfig({}),
): Hono<SignedInRoutes> {
  const { publicUrl } = config;
  return new Hono<SignedInRoutes>()
    .route("/", exportRoutes({ db, ...servedTables(secrets, config) }))
    .route("/", importRoutes({ db }))
    .route("/", meetingRoutes({ db, notifications }))
    .route("/", mailRoutes({ db, publicUrl }))
    .route("/", printRoutes(printedReports));
}

/** Plain routes outside the API, for whoever holds a link. */
export function createPublicRoutes({ db }: Pick<Installation, "db">): Hono<PublicRoutes> {
  return new Hono<PublicRoutes>()
    .route("/", feedRoutes({ db }))
    .route("/", unsubscribeRoutes({ db }))
    .route("/", optOutRoutes({ db }));
}
