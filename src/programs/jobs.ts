import { dueIdealCustomerJobs, idealCustomerCrontab } from "../features/audience/ideal-customer/jobs.ts";
import { audienceJobs } from "../features/audience/jobs.ts";
import { checkUpsJobs } from "../features/check-ups/jobs.ts";
import { importCrontab, importJobs } from "../features/deals/import/jobs.ts";
import { releaseAbandonedImports } from "../features/deals/import/store.ts";
import { demoTeamJobs } from "../features/demo-team/jobs.ts";
import { keptFiguresJobs } from "../features/insights/kpis/kept/jobs.ts";
import type { MailSetup } from "../features/mail/delivery/deliver-mails.ts";
import { createMailJobs, mailCrontab } from "../features/mail/jobs.ts";
import { meetingsCrontab, meetingsJobs } from "../features/meetings/jobs.ts";
import { invitationsCrontab, invitationsJobs } from "../features/post-mortems/invitations/jobs.ts";
import { postMortemsJobs } from "../features/post-mortems/jobs.ts";
import { recoveryJobs } from "../features/recovery/jobs.ts";
import { redFlagsCrontab, redFlagsJobs } from "../features/red-flags/jobs.ts";
import { remindersCrontab, remindersJobs } from "../features/reminders/jobs.ts";
import type { Config } from "../platform/config.ts";
import type { JobHandlers } from "../platform/jobs.ts";
import { createMailSender } from "../platform/mail/send-mail.ts";
import { heavyJobs } from "./heavy-jobs.ts";
import { runInThread } from "./run-in-thread.ts";

/** Every feature's jobs, joined. */
export const createJobHandlers = (mail: MailSetup): JobHandlers => ({
  ...importJobs,
  ...checkUpsJobs,
  ...postMortemsJobs,
  ...redFlagsJobs,
  ...recoveryJobs,
  ...createMailJobs(mail),
  ...invitationsJobs,
  ...meetingsJobs,
  ...remindersJobs,
  ...keptFiguresJobs,
  ...audienceJobs,
  ...dueIdealCustomerJobs,
  ...demoTeamJobs,
  ...Object.fromEntries(Object.keys(heavyJobs).map((name) => [name, runInThread(name)])),
});

/** How mail leaves this program, as its settings say. */
export const setUpMail = ({ mail, publicUrl }: Pick<Config, "mail" | "publicUrl">): MailSetup => ({
  sender: mail && createMailSender(mail),
  publicUrl,
});

/** What is due by the clock rather than by a change. */
export const crontab = [
  importCrontab,
  redFlagsCrontab,
  mailCrontab,
  meetingsCrontab,
  remindersCrontab,
  invitationsCrontab,
  idealCustomerCrontab,
].join("\n");

/** What a program that died may have left behind, put right before work begins. */
export const clearUp = releaseAbandonedImports;
