import { audienceContract } from "./features/audience/contract.ts";
import { packetsContract } from "./features/audience/packets/contract.ts";
import { calendarContract } from "./features/calendar/contract.ts";
import { checkUpsContract } from "./features/check-ups/contract.ts";
import { dealsContract } from "./features/deals/contract.ts";
import { importContract } from "./features/deals/import/contract.ts";
import { debriefsContract } from "./features/debriefs/contract.ts";
import { demoTeamContract } from "./features/demo-team/contract.ts";
import { insightsContract } from "./features/insights/contract.ts";
import { mailContract } from "./features/mail/contract.ts";
import { meetingsContract } from "./features/meetings/contract.ts";
import { pipelineCheckContract } from "./features/pipeline-check/contract.ts";
import { playbookContract } from "./features/playbook/contract.ts";
import { buyerFormContract } from "./features/post-mortems/buyer-form/contract.ts";
import { postMortemsContract } from "./features/post-mortems/contract.ts";
import { invitationsContract } from "./features/post-mortems/invitations/contract.ts";
import { reasonsContract } from "./features/reasons/contract.ts";
import { recoveryContract } from "./features/recovery/contract.ts";
import { redFlagsContract } from "./features/red-flags/contract.ts";
import { remindersContract } from "./features/reminders/contract.ts";
import { salesProcessContract } from "./features/sales-process/contract.ts";
import { storiesContract } from "./features/stories/contract.ts";
import { teamContract } from "./features/team/contract.ts";
import { currencyRatesContract } from "./features/team/currency-rates/contract.ts";
import { savedViewsContract } from "./features/team/saved-views/contract.ts";
import { workingCalendarContract } from "./features/team/working-calendar/contract.ts";
import { todayContract } from "./features/today/contract.ts";
import { weeklyReviewContract } from "./features/weekly-review/contract.ts";

/** The whole HTTP API: every feature's routes, joined. */
export const contract = {
  team: teamContract,
  workingCalendar: workingCalendarContract,
  currencyRates: currencyRatesContract,
  savedViews: savedViewsContract,
  salesProcess: salesProcessContract,
  deals: dealsContract,
  imports: importContract,
  redFlags: redFlagsContract,
  reasons: reasonsContract,
  checkUps: checkUpsContract,
  pipelineCheck: pipelineCheckContract,
  debriefs: debriefsContract,
  playbook: playbookContract,
  postMortems: postMortemsContract,
  invitations: invitationsContract,
  buyerForm: buyerFormContract,
  meetings: meetingsContract,
  insights: insightsContract,
  audience: audienceContract,
  packets: packetsContract,
  weeklyReview: weeklyReviewContract,
  recovery: recoveryContract,
  stories: storiesContract,
  today: todayContract,
  calendar: calendarContract,
  mail: mailContract,
  reminders: remindersContract,
  demoTeam: demoTeamContract,
};
