import {
  IconAdjustments,
  IconBounceRight,
  IconCalendarEvent,
  IconChartDots3,
  IconListDetails,
  IconSettings,
  IconSunHigh,
  IconTargetArrow,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { mayKeepAudience } from "../../features/audience/access.ts";
import type { dealsContract } from "../../features/deals/contract.ts";
import { mayImport } from "../../features/deals/import/access.ts";
import { mayLoadDemo } from "../../features/demo-team/access.ts";
import { useDemo } from "../../features/demo-team/screens/use-demo.ts";
import { mayPlan } from "../../features/meetings/access.ts";
import type { Me } from "../../features/team/contract.ts";
import { apiOf } from "../../platform/browser/api.ts";
import { AppShell } from "../../ui/AppShell.tsx";
import { PageToolsProvider } from "../../ui/PageTools.tsx";
import type { PaletteAction, PaletteSearch, Place } from "../../ui/places.ts";
import { UiLink } from "../../ui/UiLink.tsx";
import classes from "./SignedIn.module.css";
import { settingsOf } from "./settings-parts.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** Places that are built; the others of the plan join here as their rooms are. */
const places: Place[] = [
  { id: "today", label: "Today", href: "/", icon: IconSunHigh, goKey: "t" },
  { id: "deals", label: "Deals", href: "/deals", icon: IconListDetails, goKey: "d" },
  {
    id: "check",
    label: "Pipeline check",
    shortLabel: "Check",
    href: "/pipeline-check",
    icon: IconAdjustments,
    goKey: "p",
  },
  { id: "comeback", label: "Comeback", href: "/comeback", icon: IconBounceRight, goKey: "b" },
  { id: "team", label: "Team", href: "/team", icon: IconUsersGroup, goKey: "m" },
  { id: "check-ups", label: "Check-ups", href: "/check-ups", icon: IconCalendarEvent, goKey: "c" },
  { id: "insights", label: "Insights", href: "/insights", icon: IconChartDots3, goKey: "i" },
  { id: "audience", label: "Audience", href: "/audience", icon: IconTargetArrow, goKey: "a" },
  { id: "settings", label: "Settings", href: "/settings", icon: IconSettings, goKey: "s" },
];

/** Whom we aim at is for whoever aims. */
const placesOf = (member: Me["member"]): Place[] =>
  mayKeepAudience(member) ? places : places.filter(({ id }) => id !== "audience");

// Marketing reads deals and adds none.
const adding: PaletteAction = { id: "new-deal", label: "Add a deal", group: "Actions", href: "/deals/new" };
const importing: PaletteAction = {
  id: "import",
  label: "Import a CSV file",
  group: "Actions",
  keywords: ["CRM", "export", "upload"],
  href: "/import",
};

const insightScreens: PaletteAction[] = [
  { id: "why-we-lose", label: "Why we lose", group: "Insights", href: "/insights" },
  { id: "same-mistake", label: "Same mistake again", group: "Insights", href: "/insights/same-mistake" },
  {
    id: "week",
    label: "The week, to read aloud",
    group: "Insights",
    keywords: ["review", "weekly", "digest"],
    href: "/insights/weekly",
  },
  { id: "track-records", label: "Track records of red flags", group: "Insights", href: "/insights/flags" },
  { id: "odds", label: "How good the odds are", group: "Insights", href: "/insights/odds" },
  { id: "cut-losses", label: "Cut your losses", group: "Insights", href: "/insights/cut-losses" },
];

const planning: PaletteAction = {
  id: "plan-meeting",
  label: "Plan a team meeting",
  group: "Actions",
  keywords: ["agenda", "groups"],
  href: "/team/meetings/new",
};

const actionsOf = (member: Me["member"]): PaletteAction[] => [
  ...(member.role !== "marketing" || member.isOwner ? [adding] : []),
  ...(mayImport(member) ? [importing] : []),
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
  ...settingsOf(member).map(({ key, name }) => ({
    id: `settings-${key}`,
    label: name,
    group: "Settings",
    href: `/settings/${key}`,
  })),
];

const search: PaletteSearch = async (query, signal) => {
  const { rows } = await deals.listDeals.call({ search: query, limit: 8 }, { signal });
  return rows.map((deal) => ({
    id: deal.id,
    label: deal.name,
    group: "Deals",
    description: [deal.accountName, deal.status === "open" ? deal.stageName : deal.status].filter(Boolean).join(" · "),
    href: `/deals/${deal.id}`,
  }));
};

type Props = { me: Me; path: string; children: ReactNode };

const SavedViews = lazy(() => import("../../features/team/saved-views/screens/SavedViews.tsx"));

/** Beside the title of every list. */
function ListTools() {
  return (
    <Suspense fallback={null}>
      <SavedViews />
    </Suspense>
  );
}

const stay = () => undefined;

/** Said above Today. While the team still moves in, Today is asked again when the last of it is here. */
function DemoNote({ mayClear }: { mayClear: boolean }) {
  const { isMoving } = useDemo(stay);
  return (
    <p className={`${classes.demo} not-in-print`}>
      {isMoving ? "The demo team is still moving in." : "This is the demo team."}{" "}
      {mayClear && <UiLink href="/settings/workspace">Clear it and bring your own deals</UiLink>}
    </p>
  );
}

/** The frame around every screen of somebody who is signed in. */
export function SignedIn({ me: { member, workspace }, path, children }: Props) {
  const known = useQueryClient();
  const user = useMemo(
    () => ({ name: member.name, detail: workspace.isDemo ? `${workspace.name}, demo team` : workspace.name }),
    [member.name, workspace.name, workspace.isDemo],
  );
  const [actions, here] = useMemo(() => [actionsOf(member), placesOf(member)] as const, [member]);
  const signOut = async () => {
    await fetch("/api/auth/sign-out", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    known.clear();
    window.location.assign("/");
  };
  return (
    <AppShell
      places={here}
      currentPath={path}
      user={user}
      userMenu={
        <>
          <UiLink href="/settings/password">Password</UiLink>
          <UiLink href="/settings/api-keys">API keys</UiLink>
          <a href="/api/docs">API documentation</a>
        </>
      }
      onSignOut={() => void signOut()}
      actions={actions}
      search={search}
    >
      {workspace.isDemo && path === "/" && <DemoNote mayClear={mayLoadDemo(member)} />}
      <PageToolsProvider tools={path === "/" ? null : ListTools}>{children}</PageToolsProvider>
    </AppShell>
  );
}
