// Generated from the migrated schema by `npm run tables`. Not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

export interface AccountsTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  name: string;
  attributes: ColumnType<unknown, string | undefined, string>;
  created_at: Generated<Date>;
}

export interface ActivitiesTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  deal_id: string;
  contact_id: string | null;
  member_id: string | null;
  kind: string;
  direction: string | null;
  answered: boolean | null;
  happened_at: Date;
  known_at: Date;
  subject: Generated<string>;
  body: Generated<string>;
}

export interface AimsTable {
  workspace_id: string;
  id: string;
  kind: string;
  name: string;
  words: Generated<string>;
  message: Generated<string>;
  source: string | null;
  starts_on: string | null;
  ends_on: string | null;
  rule: ColumnType<unknown, string | undefined, string>;
  position: Generated<number>;
  version: Generated<number>;
  made_by: string | null;
  changed_by: string | null;
  changed_at: Date;
  archived_at: Date | null;
}

export interface ApiKeysTable {
  workspace_id: string;
  id: string;
  member_id: string;
  name: string;
  secret_hash: Buffer;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface AskedDealsTable {
  workspace_id: string;
  job: string;
  id: GeneratedAlways<number>;
  deal_id: string;
  asked_at: Date;
}

export interface AudienceSettingsTable {
  workspace_id: string;
  persona_column: string | null;
  campaign_column: string | null;
  message_column: string | null;
  segment_column: string | null;
  version: Generated<number>;
  changed_by: string | null;
  changed_at: Date;
}

export interface AuditEntriesTable {
  workspace_id: string;
  id: GeneratedAlways<number>;
  at: Generated<Date>;
  member_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  detail: ColumnType<unknown, string | undefined, string>;
}

export interface BlockEffortsTable {
  workspace_id: string;
  block_id: string;
  id: string;
  kind: string;
  who: Generated<string>;
  result: string;
  made_at: Date;
}

export interface BreathersTable {
  workspace_id: string;
  id: string;
  member_id: string;
  deal_id: string | null;
  began_at: Date;
  back_at: Date;
  ended_at: Date | null;
}

export interface BulkMarksTable {
  workspace_id: string;
  marks: ColumnType<unknown, string, string>;
}

export interface BuyingRolesTable {
  workspace_id: string;
  id: Generated<string>;
  deal_id: string;
  contact_id: string;
  role: string;
  removed: Generated<boolean>;
  known_at: Date;
}

export interface CalendarEntriesTable {
  workspace_id: string;
  member_id: string;
  kind: string;
  id: string;
  content_hash: Buffer;
  edition: number;
  said_at: Date;
}

export interface CalendarFeedsTable {
  workspace_id: string;
  member_id: string;
  content_hash: Buffer;
  changed_at: Date;
}

export interface CallSharesTable {
  workspace_id: string;
  member_id: string;
  calls: number;
  meetings: number;
  counted_at: Date;
}

export interface ChangedDealsTable {
  workspace_id: string;
  id: GeneratedAlways<number>;
  deal_id: string;
}

export interface CheckUpsTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  due_on: string;
  basis: string;
  note: Generated<string>;
  outcome: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  done_at: Date | null;
  reached: boolean | null;
  done_by: string | null;
  reopened_as: string | null;
  follows: string | null;
}

export interface ComebackRecordsTable {
  workspace_id: string;
  id: Generated<string>;
  lead_id: string | null;
  method: number;
  data_until: Date;
  made_at: Date;
  record: ColumnType<unknown, string, string>;
}

export interface CommitmentsTable {
  workspace_id: string;
  id: string;
  member_id: string;
  deal_id: string | null;
  flag_id: string;
  repair_id: string;
  wording: string;
  made_at: Date;
  ended_at: Date | null;
}

export interface ContactsTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  account_id: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  job_title: string | null;
  attributes: ColumnType<unknown, string | undefined, string>;
  created_at: Generated<Date>;
}

export interface CurrencyRatesTable {
  workspace_id: string;
  into_currency: string;
  currency: string;
  from_on: string;
  rate: number;
}

export interface CustomerAnswersTable {
  workspace_id: string;
  id: string;
  post_mortem_id: string;
  source: string;
  winner_better: Generated<string>;
  compared: Generated<string>;
  least_understood: Generated<string>;
  win_again: string | null;
  win_again_note: Generated<string>;
  who_decided: Generated<string>;
  other_reason: Generated<string>;
  quote: Generated<string>;
  quote_consent: Generated<string>;
  language: string | null;
  version: Generated<number>;
  begun_at: Date;
  changed_at: Date;
  changed_by: string | null;
  given_at: Date | null;
  quote_name: Generated<string>;
}

export interface CustomerInvitationsTable {
  workspace_id: string;
  id: string;
  post_mortem_id: string;
  kind: string;
  contact_id: string | null;
  reader_name: string;
  email: string;
  language: string;
  subject: string;
  body: string;
  state: Generated<string>;
  made_by: string | null;
  sent_at: Date;
  opened_at: Date | null;
  answered_at: Date | null;
  ended_at: Date | null;
  expires_at: Date;
  reminders_sent: Generated<number>;
  next_reminder_at: Date | null;
}

export interface CustomerOptOutsTable {
  workspace_id: string;
  email_hash: Buffer;
  opted_out_at: Date;
}

export interface CustomerReasonsTable {
  workspace_id: string;
  answers_id: string;
  reason_id: string;
  note: Generated<string>;
  position: Generated<number>;
}

export interface DealAimsTable {
  workspace_id: string;
  deal_id: string;
  kind: string;
  aim_id: string | null;
  told_by: string;
  said_by: string | null;
  said_at: Date | null;
}

export interface DealChangesTable {
  workspace_id: string;
  id: Generated<string>;
  deal_id: string;
  field: string;
  changed_at: Date;
  known_at: Date;
  amount_cents: number | null;
  currency: string | null;
  expected_close_on: string | null;
  agreed: Generated<boolean>;
}

export interface DealFitsTable {
  workspace_id: string;
  deal_id: string;
  points: number;
  shown: number;
  known: number;
  open: boolean;
  newest_at: Date;
}

export interface DealOddsTable {
  workspace_id: string;
  deal_id: string;
  probability: number;
  low: number;
  high: number;
  minutes_spent: number;
  minutes_needed: number | null;
  read_at: Date;
}

export interface DealSignsTable {
  workspace_id: string;
  deal_id: string;
  shown: Buffer;
  judged: Buffer;
  newest_at: Date;
}

export interface DealsTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  name: string;
  account_id: string | null;
  owner_id: string | null;
  pipeline_id: string;
  stage_id: string;
  status: string;
  loss_kind: string | null;
  amount_cents: number | null;
  currency: string | null;
  created_at: Date | null;
  expected_close_on: string | null;
  closed_at: Date | null;
  pitched_on: string | null;
  offered_term_months: number | null;
  competitor: string | null;
  lead_source: string | null;
  crm_reason: string | null;
  attributes: ColumnType<unknown, string | undefined, string>;
  recorded_at: Generated<Date>;
  changed_at: Generated<Date>;
  newest_at: GeneratedAlways<Date>;
  crm_said: number[] | null;
  last_standing: ColumnType<unknown, string | null | undefined, string | null>;
  call_told_on: string | null;
}

export interface DebriefReasonsTable {
  workspace_id: string;
  debrief_id: string;
  reason_id: string;
  product_scope: string | null;
  note: Generated<string>;
  position: Generated<number>;
  wording: GeneratedAlways<string>;
}

export interface DebriefStepsTable {
  workspace_id: string;
  debrief_id: string;
  step_id: string;
  evidence: Generated<string>;
  position: Generated<number>;
}

export interface DebriefsTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  closed_at: Date;
  outcome: string;
  state: string;
  version: Generated<number>;
  loss_kind: string | null;
  clean_loss: Generated<boolean>;
  own_part: Generated<string>;
  turning_point_at: Date | null;
  turning_point_note: Generated<string>;
  what_worked: Generated<string>;
  do_differently: Generated<string>;
  check_up_on: string | null;
  draft: ColumnType<unknown, string | null | undefined, string | null>;
  started_by: string | null;
  started_at: Date;
  recorded_by: string | null;
  recorded_at: Date | null;
  seconds_spent: number | null;
  competitor: Generated<string>;
}

export interface DemoLoadsTable {
  workspace_id: string;
  state: string;
  progress: Generated<number>;
  message: Generated<string>;
  member_ids: Generated<string[]>;
  touched_at: Date;
}

export interface EarlierOutcomesTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  status: string;
  loss_kind: string | null;
  closed_at: Date;
  reopened_at: Date;
  reopened_by: string | null;
}

export interface EarlyStagesTable {
  workspace_id: string;
  pipeline_id: string;
  stage_id: string;
}

export interface FeedLinksTable {
  workspace_id: string;
  member_id: string;
  secret_hash: Buffer;
  made_at: Date;
  last_read_at: Date | null;
}

export interface FeelingsTable {
  workspace_id: string;
  member_id: string;
  deal_id: string;
  closed_at: Date;
  version: Generated<number>;
  sealed: Buffer;
}

export interface FillingBlocksTable {
  workspace_id: string;
  id: string;
  member_id: string;
  deal_id: string | null;
  starts_at: Date;
  ends_at: Date;
  referrals_aim: number;
  calls_aim: number;
  networking_aim: number;
  booked_at: Date;
  began_at: Date | null;
  finished_at: Date | null;
  dropped_at: Date | null;
  note: Generated<string>;
  edition: Generated<number>;
}

export interface FlagChangesTable {
  workspace_id: string;
  id: GeneratedAlways<number>;
  deal_id: string;
  flag_id: string;
  was: string | null;
  became: string;
  at: Date;
  evidence: ColumnType<unknown, string, string>;
}

export interface FlagReadingsTable {
  workspace_id: string;
  deal_id: string;
  flag_id: string;
  kind: string;
  level: string | null;
  since: Date | null;
  evidence: ColumnType<unknown, string, string>;
  read_at: Date;
  holds_until: Date | null;
}

export interface FlagRepairsTable {
  workspace_id: string;
  flag_id: string;
  repair_id: string;
  position: Generated<number>;
}

export interface FlagTalliesTable {
  workspace_id: string;
  id: GeneratedAlways<number>;
  flag_id: string;
  kind: string;
  owner_id: string | null;
  currency: string | null;
  deals: number;
  amount_cents: string;
}

export interface FormLinksTable {
  workspace_id: string;
  invitation_id: string;
  secret_hash: Buffer;
  expires_at: Date;
}

export interface HolidaysTable {
  workspace_id: string;
  held_on: string;
  name: string;
}

export interface IdealCustomersTable {
  workspace_id: string;
  state: string;
  asked_at: Date;
  method_version: number | null;
  data_until: Date | null;
  made_at: Date | null;
  result: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface ImportPiecesTable {
  workspace_id: string;
  import_id: string;
  position: number;
  bytes: Buffer;
}

export interface ImportRefusalsTable {
  workspace_id: string;
  import_id: string;
  position: number;
  line: number;
  column_name: string | null;
  value: string | null;
  reason: string;
}

export interface ImportsTable {
  workspace_id: string;
  id: string;
  kind: string;
  file_name: string;
  byte_count: Generated<number>;
  state: string;
  mapping: ColumnType<unknown, string | null | undefined, string | null>;
  rows_read: Generated<number>;
  rows_total: number | null;
  inserted: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  refused: Generated<number>;
  cancel_asked: Generated<boolean>;
  message: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  finished_at: Date | null;
  deals_won: number | null;
  deals_lost: number | null;
  deals_open: number | null;
}

export interface InsightFieldsTable {
  workspace_id: string;
  heading: string;
  use: string;
  decided_by: string | null;
  decided_at: Date;
}

export interface InsightResultsTable {
  workspace_id: string;
  kind: string;
  method_version: number;
  data_until: Date;
  made_at: Date;
  result: ColumnType<unknown, string, string>;
}

export interface InsightRunsTable {
  workspace_id: string;
  state: string;
  step: Generated<string>;
  progress: Generated<number>;
  asked_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_asked: Generated<boolean>;
  message: string | null;
}

export interface InsightSettingsTable {
  workspace_id: string;
  fewest_a_side: Generated<number>;
  fewest_for_odds: Generated<number>;
  false_discovery_rate: Generated<number>;
  call_minutes: Generated<number>;
  email_minutes: Generated<number>;
  meeting_minutes: Generated<number>;
  note_minutes: Generated<number>;
}

export interface InstallationTable {
  only_row: Generated<boolean>;
  cookie_secret: string;
}

export interface KeptReportsTable {
  workspace_id: string;
  key: Buffer;
  report: string;
  asked: ColumnType<unknown, string, string>;
  asked_by: string;
  asked_at: Date;
  wanted_at: Date | null;
  made_at: Date | null;
  took_ms: number | null;
  result: ColumnType<unknown, string | null | undefined, string | null>;
  failed_at: Date | null;
}

export interface LimitWordingsTable {
  workspace_id: string;
  reason_id: string;
  wording: string;
  limit_id: string;
}

export interface LossExclusionsTable {
  workspace_id: string;
  deal_id: string;
  left_out_of: string;
  why: Generated<string>;
  made_by: string | null;
  made_at: Date;
}

export interface MailPreferencesTable {
  workspace_id: string;
  member_id: string;
  digest: Generated<string>;
  weekday: Generated<number>;
  hour: Generated<number>;
  reminders: Generated<boolean>;
  next_at: Generated<Date>;
  digest_at: Date;
  reminded_on: string | null;
}

export interface MailsTable {
  workspace_id: string;
  id: string;
  member_id: string | null;
  kind: string;
  dedupe_key: string;
  subject: string;
  content: ColumnType<unknown, string, string>;
  is_private: boolean;
  address: string | null;
  state: Generated<string>;
  attempts: Generated<number>;
  doubts: Generated<number>;
  try_at: Date;
  sending_since: Date | null;
  message_id: string | null;
  settled_at: Date | null;
  last_error: string | null;
  made_at: Date;
  invitation_id: string | null;
}

export interface MajorLossRulesTable {
  workspace_id: string;
  id: string;
  name: string;
  min_amount_cents: number | null;
  competitors: string[] | null;
  segment_field: string | null;
  segment_values: string[] | null;
  stage_id: string | null;
  counts_from: Date;
  position: Generated<number>;
  version: Generated<number>;
  changed_by: string | null;
  changed_at: Date;
  archived_at: Date | null;
}

export interface ManagerViewReasonsTable {
  workspace_id: string;
  view_id: string;
  reason_id: string;
  note: Generated<string>;
  position: Generated<number>;
}

export interface ManagerViewsTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  closed_at: Date;
  member_id: string;
  note: Generated<string>;
  version: Generated<number>;
  said_at: Date;
}

export interface MeetingEventsTable {
  workspace_id: string;
  meeting_id: string;
  number: number;
  kind: string;
  detail: ColumnType<unknown, string, string>;
  at: Date;
}

export interface MeetingIdeasTable {
  workspace_id: string;
  meeting_id: string;
  id: string;
  topic_id: string | null;
  member_id: string | null;
  group_number: number | null;
  words: Generated<string>;
  written: Buffer | null;
  merged_into: string | null;
  removed_at: Date | null;
  practice_id: string | null;
  begun_at: Date;
  changed_at: Date;
}

export interface MeetingPeopleTable {
  workspace_id: string;
  meeting_id: string;
  member_id: string;
  group_number: number | null;
  joined_at: Date | null;
  worksheet_done_at: Date | null;
}

export interface MeetingTopicsTable {
  workspace_id: string;
  meeting_id: string;
  id: string;
  kind: string;
  words: string;
  deal_id: string | null;
  source_id: string | null;
  reason_id: string | null;
  position: number;
}

export interface MeetingVotesTable {
  workspace_id: string;
  meeting_id: string;
  idea_id: string;
  member_id: string;
}

export interface MeetingsTable {
  workspace_id: string;
  id: string;
  title: string;
  period_from: string;
  period_to: string;
  planned_for: Date;
  lead_id: string | null;
  state: Generated<string>;
  rounds: ColumnType<unknown, string, string>;
  round: number | null;
  round_ends_at: Date | null;
  round_left_ms: number | null;
  votes_each: Generated<number>;
  last_event: Generated<number>;
  version: Generated<number>;
  made_by: string | null;
  made_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  record: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface MembersTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  name: string;
  email: string | null;
  role: string;
  is_owner: Generated<boolean>;
  manager_id: string | null;
  user_id: string | null;
  created_at: Generated<Date>;
  deactivated_at: Date | null;
  time_zone: string | null;
}

export interface OfferChangeReasonsTable {
  workspace_id: string;
  offer_change_id: string;
  reason_id: string;
}

export interface OfferChangesTable {
  workspace_id: string;
  id: string;
  kind: string;
  from_on: string;
  words: string;
  created_by: string | null;
  created_at: Date;
  changed_at: Date;
  removed_at: Date | null;
}

export interface PacketDealsTable {
  workspace_id: string;
  packet_id: string;
  position: number;
  place: number;
  deal_id: string;
  name: string;
  status: string;
  amount_cents: number | null;
  currency: string | null;
  closed_at: Date | null;
}

export interface PacketEntriesTable {
  workspace_id: string;
  packet_id: string;
  id: string;
  position: number;
  kind: string;
  words: string;
  due_on: string | null;
  member_id: string | null;
  at: Date;
}

export interface PacketEvidenceTable {
  workspace_id: string;
  packet_id: string;
  position: number;
  kind: string;
  title: string;
  words: string;
  href: string;
}

export interface PacketsTable {
  workspace_id: string;
  id: string;
  question: string;
  state: Generated<string>;
  answer: string | null;
  due_on: string | null;
  asked_by: string | null;
  asked_at: Date;
  answered_by: string | null;
  answered_at: Date | null;
  noted_at: Date | null;
  version: Generated<number>;
}

export interface PipelinesTable {
  workspace_id: string;
  id: Generated<string>;
  name: string;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface PostMortemsTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  closed_at: Date;
  rule_id: string | null;
  asked_by: string | null;
  state: Generated<string>;
  mode: string | null;
  lead_id: string | null;
  contact_id: string | null;
  opening_line: Generated<string>;
  rep_invited_at: Date | null;
  planned_for: Date | null;
  held_at: Date | null;
  given_up_why: Generated<string>;
  version: Generated<number>;
  made_at: Date;
  changed_at: Date;
  changed_by: string | null;
}

export interface PracticeChangesTable {
  workspace_id: string;
  practice_id: string;
  version: number;
  state: string;
  title: string;
  applies_when: string;
  how: string;
  flag_id: string | null;
  note: Generated<string>;
  changed_by: string | null;
  changed_at: Date;
}

export interface PracticeUsesTable {
  workspace_id: string;
  practice_id: string;
  deal_id: string;
  id: string;
  member_id: string | null;
  task_id: string | null;
  meeting_id: string | null;
  due_on: string;
  planned_at: Date;
  done_at: Date | null;
  dropped_at: Date | null;
  note: Generated<string>;
}

export interface PracticesTable {
  workspace_id: string;
  id: string;
  title: string;
  applies_when: Generated<string>;
  how: Generated<string>;
  reason_id: string | null;
  flag_id: string | null;
  repair_id: string | null;
  state: Generated<string>;
  source: string;
  source_deal_id: string | null;
  source_id: string | null;
  lesson: string | null;
  version: Generated<number>;
  made_by: string | null;
  made_at: Date;
  changed_at: Date;
  adopted_by: string | null;
  adopted_at: Date | null;
  retired_at: Date | null;
  retired_why: Generated<string>;
}

export interface PrioritiesTable {
  workspace_id: string;
  id: Generated<string>;
  key: string | null;
  name: string;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface PriorityRatingsTable {
  workspace_id: string;
  answers_id: string;
  position: number;
  priority_id: string | null;
  name: string;
  importance: number | null;
  us: number | null;
  winner: number | null;
}

export interface ProductLimitsTable {
  workspace_id: string;
  id: string;
  reason_id: string;
  name: string;
  status: Generated<string>;
  status_on: string | null;
  note: Generated<string>;
  created_at: Date;
  changed_at: Date | null;
  changed_by: string | null;
}

export interface PutAwayLossesTable {
  workspace_id: string;
  member_id: string;
  deal_id: string;
  from_on: string;
  put_at: Date;
}

export interface QuotasTable {
  workspace_id: string;
  member_id: string;
  begins_on: string;
  ends_on: string;
  amount_cents: number;
  currency: string;
  set_by: string | null;
  set_at: Date;
}

export interface ReadDealsTable {
  workspace_id: string;
  deal_id: string;
  read_at: Date;
  owner_id: string | null;
  currency: string | null;
  amount_cents: number | null;
}

export interface ReasonsTable {
  workspace_id: string;
  id: Generated<string>;
  key: string | null;
  name: string;
  applies_to: string;
  role_question: string | null;
  control: string;
  lever: Generated<string>;
  about_product: Generated<boolean>;
  step_id: string | null;
  flag_id: string | null;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface RecommendationsTable {
  workspace_id: string;
  id: string;
  answers_id: string;
  position: number;
  words: string;
}

export interface RecoverySettingsTable {
  workspace_id: string;
  member_id: string;
  may_be_asked: Generated<boolean>;
  tell_manager: Generated<boolean>;
}

export interface RedFlagsTable {
  workspace_id: string;
  id: Generated<string>;
  key: string | null;
  kind: string;
  name: string;
  thresholds: ColumnType<unknown, string | undefined, string>;
  step_id: string | null;
  costly: Generated<boolean>;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface RepairTasksTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  flag_id: string;
  repair_id: string;
  commitment_id: string | null;
  owner_id: string | null;
  opening_line: string;
  due_on: string;
  state: string;
  created_at: Date;
  created_by: string | null;
  finished_at: Date | null;
  outcome_note: Generated<string>;
}

export interface RepairsTable {
  workspace_id: string;
  id: Generated<string>;
  key: string | null;
  name: string;
  opening_line: Generated<string>;
  due_in_days: Generated<number>;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface ResetsTable {
  workspace_id: string;
  id: string;
  member_id: string;
  deal_id: string;
  lesson: string;
  resets_on: string;
  set_at: Date;
  undone_at: Date | null;
}

export interface SalesStepsTable {
  workspace_id: string;
  id: Generated<string>;
  key: string | null;
  name: string;
  question: string;
  hint: Generated<string>;
  template: string | null;
  position: Generated<number>;
  archived_at: Date | null;
}

export interface SavedViewsTable {
  workspace_id: string;
  id: string;
  member_id: string;
  place: string;
  name: string;
  search: string;
  is_shared: Generated<boolean>;
  made_at: Date;
}

export interface SignInAccountsTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
  scope: string | null;
  password: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface SignInLinksTable {
  workspace_id: string;
  member_id: string;
  secret_hash: Buffer;
  expires_at: Date;
  created_at: Generated<Date>;
}

export interface SignInRateLimitsTable {
  id: string;
  key: string;
  count: number;
  lastRequest: number;
}

export interface SignInSessionsTable {
  id: string;
  token: string;
  userId: string;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface SignInUsersTable {
  id: string;
  name: string;
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface SignInVerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Date;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface SnoozesTable {
  workspace_id: string;
  id: string;
  deal_id: string;
  reason: string;
  started_at: Date;
  until_on: string;
  ended_at: Date | null;
  member_id: string | null;
}

export interface StageChangesTable {
  workspace_id: string;
  id: Generated<string>;
  deal_id: string;
  stage_id: string;
  entered_at: Date;
  known_at: Date;
  member_id: string | null;
}

export interface StageNormsTable {
  workspace_id: string;
  stage_id: string;
  known_on: string;
  average_ms: number | null;
  won_deals: number;
}

export interface StagesTable {
  workspace_id: string;
  id: Generated<string>;
  pipeline_id: string;
  name: string;
  type: string;
  position: number;
  archived_at: Date | null;
}

export interface StepAnswersTable {
  workspace_id: string;
  id: Generated<string>;
  source_key: string | null;
  deal_id: string;
  step_id: string;
  done: boolean;
  answer: Generated<string>;
  said_by: Generated<string>;
  happened_at: Date;
  known_at: Date;
  member_id: string | null;
}

export interface StepDeadlinesTable {
  workspace_id: string;
  step_id: string;
  pipeline_id: string;
  before_stage_id: string;
}

export interface StoriesTable {
  workspace_id: string;
  id: string;
  title: string;
  happened: string;
  moved_on: string;
  is_anonymous: boolean;
  member_id: string | null;
  author_mark: Buffer | null;
  deal_id: string | null;
  told_on: string;
  version: Generated<number>;
  taken_down_on: string | null;
  taken_down_why: Generated<string>;
  words: GeneratedAlways<string>;
}

export interface StoryCommentsTable {
  workspace_id: string;
  story_id: string;
  id: string;
  position: number;
  body: string;
  is_anonymous: boolean;
  member_id: string | null;
  author_mark: Buffer | null;
  by_teller: boolean;
  written_on: string;
  version: Generated<number>;
  taken_down_on: string | null;
  taken_down_why: Generated<string>;
}

export interface StoryDraftsTable {
  workspace_id: string;
  id: string;
  writer_mark: Buffer;
  sealed: Buffer;
  version: Generated<number>;
}

export interface StoryHelpedTable {
  workspace_id: string;
  story_id: string;
  mark: Buffer;
}

export interface StoryReasonsTable {
  workspace_id: string;
  story_id: string;
  reason_id: string;
  position: Generated<number>;
}

export interface WinBacksTable {
  workspace_id: string;
  deal_id: string;
  earlier_deal_id: string;
  linked_at: Date;
  linked_by: string | null;
}

export interface WorkspaceKeysTable {
  workspace_id: string;
  key_version: number;
  wrapped: Buffer;
  wrapped_by: string;
}

export interface WorkspacesTable {
  workspace_id: string;
  name: string;
  time_zone: string;
  currency: string;
  default_term_months: Generated<number>;
  is_demo: Generated<boolean>;
  created_at: Generated<Date>;
  working_weekdays: Generated<number[]>;
  debriefs_share: Generated<string>;
  working_from: Generated<string>;
  working_until: Generated<string>;
}

export interface Tables {
  accounts: AccountsTable;
  activities: ActivitiesTable;
  aims: AimsTable;
  api_keys: ApiKeysTable;
  asked_deals: AskedDealsTable;
  audience_settings: AudienceSettingsTable;
  audit_entries: AuditEntriesTable;
  block_efforts: BlockEffortsTable;
  breathers: BreathersTable;
  bulk_marks: BulkMarksTable;
  buying_roles: BuyingRolesTable;
  calendar_entries: CalendarEntriesTable;
  calendar_feeds: CalendarFeedsTable;
  call_shares: CallSharesTable;
  changed_deals: ChangedDealsTable;
  check_ups: CheckUpsTable;
  comeback_records: ComebackRecordsTable;
  commitments: CommitmentsTable;
  contacts: ContactsTable;
  currency_rates: CurrencyRatesTable;
  customer_answers: CustomerAnswersTable;
  customer_invitations: CustomerInvitationsTable;
  customer_opt_outs: CustomerOptOutsTable;
  customer_reasons: CustomerReasonsTable;
  deal_aims: DealAimsTable;
  deal_changes: DealChangesTable;
  deal_fits: DealFitsTable;
  deal_odds: DealOddsTable;
  deal_signs: DealSignsTable;
  deals: DealsTable;
  debrief_reasons: DebriefReasonsTable;
  debrief_steps: DebriefStepsTable;
  debriefs: DebriefsTable;
  demo_loads: DemoLoadsTable;
  earlier_outcomes: EarlierOutcomesTable;
  early_stages: EarlyStagesTable;
  feed_links: FeedLinksTable;
  feelings: FeelingsTable;
  filling_blocks: FillingBlocksTable;
  flag_changes: FlagChangesTable;
  flag_readings: FlagReadingsTable;
  flag_repairs: FlagRepairsTable;
  flag_tallies: FlagTalliesTable;
  form_links: FormLinksTable;
  holidays: HolidaysTable;
  ideal_customers: IdealCustomersTable;
  import_pieces: ImportPiecesTable;
  import_refusals: ImportRefusalsTable;
  imports: ImportsTable;
  insight_fields: InsightFieldsTable;
  insight_results: InsightResultsTable;
  insight_runs: InsightRunsTable;
  insight_settings: InsightSettingsTable;
  installation: InstallationTable;
  kept_reports: KeptReportsTable;
  limit_wordings: LimitWordingsTable;
  loss_exclusions: LossExclusionsTable;
  mail_preferences: MailPreferencesTable;
  mails: MailsTable;
  major_loss_rules: MajorLossRulesTable;
  manager_view_reasons: ManagerViewReasonsTable;
  manager_views: ManagerViewsTable;
  meeting_events: MeetingEventsTable;
  meeting_ideas: MeetingIdeasTable;
  meeting_people: MeetingPeopleTable;
  meeting_topics: MeetingTopicsTable;
  meeting_votes: MeetingVotesTable;
  meetings: MeetingsTable;
  members: MembersTable;
  offer_change_reasons: OfferChangeReasonsTable;
  offer_changes: OfferChangesTable;
  packet_deals: PacketDealsTable;
  packet_entries: PacketEntriesTable;
  packet_evidence: PacketEvidenceTable;
  packets: PacketsTable;
  pipelines: PipelinesTable;
  post_mortems: PostMortemsTable;
  practice_changes: PracticeChangesTable;
  practice_uses: PracticeUsesTable;
  practices: PracticesTable;
  priorities: PrioritiesTable;
  priority_ratings: PriorityRatingsTable;
  product_limits: ProductLimitsTable;
  put_away_losses: PutAwayLossesTable;
  quotas: QuotasTable;
  read_deals: ReadDealsTable;
  reasons: ReasonsTable;
  recommendations: RecommendationsTable;
  recovery_settings: RecoverySettingsTable;
  red_flags: RedFlagsTable;
  repair_tasks: RepairTasksTable;
  repairs: RepairsTable;
  resets: ResetsTable;
  sales_steps: SalesStepsTable;
  saved_views: SavedViewsTable;
  sign_in_accounts: SignInAccountsTable;
  sign_in_links: SignInLinksTable;
  sign_in_rate_limits: SignInRateLimitsTable;
  sign_in_sessions: SignInSessionsTable;
  sign_in_users: SignInUsersTable;
  sign_in_verifications: SignInVerificationsTable;
  snoozes: SnoozesTable;
  stage_changes: StageChangesTable;
  stage_norms: StageNormsTable;
  stages: StagesTable;
  step_answers: StepAnswersTable;
  step_deadlines: StepDeadlinesTable;
  stories: StoriesTable;
  story_comments: StoryCommentsTable;
  story_drafts: StoryDraftsTable;
  story_helped: StoryHelpedTable;
  story_reasons: StoryReasonsTable;
  win_backs: WinBacksTable;
  workspace_keys: WorkspaceKeysTable;
  workspaces: WorkspacesTable;
}
