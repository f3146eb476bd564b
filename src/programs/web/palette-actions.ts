import { mayKeepAudience } from "../../features/audience/access.ts";
import { mayImport } from "../../features/deals/import/access.ts";
import { mayPlan } from "../../features/meetings/access.ts";
import type { Me } from "../../features/team/contract.ts";
import { mayReadWeek } from "../../features/weekly-review/access.ts";
import type { PaletteAction } from "../../ui/places.ts";
import { settingsOf } from "./settings-parts.ts";

// Marketing reads deals and adds none.
const adding: PaletteAction = { id: "new-deal", label: "Add a deal", group: "Actions", href: "/deals/new" };
const importing: PaletteAction = {
  id: "import",
  label: "Import a CSV file",
  group: "Actions",
  keywords: ["CRM", "export", "upload"],
  href: "/import",
};

const exporting: PaletteAction = {
  id: "exports",
  label: "Export all tables",
  group: "Actions",
  keywords: ["CSV", "Excel", "XLSX", "download", "take along"],
  href: "/exports",
};

const insightScreens: PaletteAction[] = [
  { id: "why-we-lose", label: "Why we lose", group: "Insights", href: "/insights" },
  { id: "same-mistake", label: "Same mistake again", group: "Insights", href: "/insights/same-mistake" },
  { id: "track-records", label: "Track records of red flags", group: "Insights", href: "/insights/flags" },
  { id: "odds", label: "How good the odds are", group: "Insights", href: "/insights/odds" },
  { id: "cut-losses", label: "Cut your losses", group: "Insights", href: "/insights/cut-losses" },
  {
    id: "figures",
    label: "Figures: how deals went",
    group: "Insights",
    keywords: ["KPI", "win rate", "funnel", "quota", "report"],
    href: "/insights/figures",
  },
  {
    id: "figures-of-work",
    label: "Figures: how we worked",
    group: "Insights",
    keywords: ["KPI", "answers", "missed calls", "report"],
    href: "/insights/figures/work",
  },
];

const week: PaletteAction = {
  id: "week",
  label: "The week, to read aloud",
  group: "Insights",
  keywords: ["review", "weekly", "digest"],
  href: "/insights/weekly",
};

/** Whom we aim at is for whoever aims. */
const audienceScreens: PaletteAction[] = [
  { id: "early-losses", label: "Early losses", group: "Audience", href: "/audience" },
  { id: "over-time", label: "Personas that stopped fitting", group: "Audience", href: "/audience/over-time" },
  { id: "ideal-customer", label: "Ideal customer: who fits us", group: "Audience", href: "/audience/ideal-customer" },
  { id: "packets", label: "Packets: questions to marketing", group: "Audience", href: "/audience/packets" },
  { id: "personas", label: "Personas: whom we aim at", group: "Audience", href: "/audience/personas" },
  { id: "campaigns", label: "Campaigns and their messages", group: "Audience", href: "/audience/campaigns" },
];

const planning: PaletteAction = {
  id: "plan-meeting",
  label: "Plan a team meeting",
  group: "Actions",
  keywords: ["agenda", "groups"],
  href: "/team/meetings/new",
};

export const actionsOf = (member: Me["member"]): PaletteAction[] => [
  ...(member.role !== "marketing" || member.isOwner ? [adding] : []),
  ...(mayImport(member) ? [importing] : []),
  exporting,
  {
    id: "book-block",
    label: "Book a filling block",
    group: "Actions",
    keywords: ["pipeline", "calls"],
    href: "/comeback/blocks",
  },
  { id: "quota-gap", label: "Quota: what is left, what may fill it", group: "Actions", href: "/comeback/quota" },
  { id: "waiting", label: "Losses to debrief", group: "Actions", href: "/deals?status=lost&debriefed=false" },
  { id: "tell-story", label: "Tell the one that got away", group: "Actions", href: "/comeback/stories/write" },
  { id: "stories", label: "Stories of colleagues", group: "Comeback", href: "/comeback/stories" },
  { id: "feelings", label: "How it felt, for you alone", group: "Comeback", href: "/comeback/feelings" },
  {
    id: "post-mortems",
    label: "Post-mortems: customers to talk to",
    group: "Team",
    keywords: ["major loss", "conversation", "call", "interview"],
    href: "/team/post-mortems",
  },
  {
    id: "head-to-head",
    label: "Head-to-head: us and the winner, as customers say it",
    group: "Team",
    keywords: ["customers", "competitor", "priorities", "quotes", "three voices"],
    href: "/team/head-to-head",
  },
  { id: "playbook", label: "Playbook: what we do differently", group: "Team", href: "/team/playbook" },
  { id: "write-practice", label: "Write a practice", group: "Actions", href: "/team/playbook/write" },
  { id: "meetings", label: "Team meetings", group: "Team", href: "/team/meetings" },
  ...(mayPlan(member) ? [planning] : []),
  ...insightScreens,
  ...(mayReadWeek(member) ? [week] : []),
  ...(mayKeepAudience(member) ? audienceScreens : []),
  ...settingsOf(member).map(({ key, name }) => ({
    id: `settings-${key}`,
    label: name,
    group: "Settings",
    href: `/settings/${key}`,
  })),
];
