import {
  CalendarCheckIcon,
  ChartNetworkIcon,
  LayoutListIcon,
  RotateCcwIcon,
  SettingsIcon,
  SlidersHorizontalIcon,
  SunIcon,
  TargetIcon,
  UsersRoundIcon,
} from "@lucide/icons";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { mayKeepAudience } from "../../features/audience/access.ts";
import type { dealsContract } from "../../features/deals/contract.ts";
import { mayLoadDemo } from "../../features/demo-team/access.ts";
import { useDemo } from "../../features/demo-team/screens/use-demo.ts";
import type { Me } from "../../features/team/contract.ts";
import { apiOf } from "../../platform/browser/api.ts";
import { AppShell } from "../../ui/AppShell.tsx";
import { PageToolsProvider } from "../../ui/PageTools.tsx";
import type { PaletteAction, PaletteSearch, Place } from "../../ui/places.ts";
import { UiLink } from "../../ui/UiLink.tsx";
import classes from "./SignedIn.module.css";

const deals = apiOf<typeof dealsContract>("deals");

/** Places that are built; the others of the plan join here as their rooms are. */
const places: Place[] = [
  { id: "today", label: "Today", href: "/", icon: SunIcon, goKey: "t" },
  { id: "deals", label: "Deals", href: "/deals", icon: LayoutListIcon, goKey: "d" },
  {
    id: "check",
    label: "Pipeline check",
    shortLabel: "Check",
    href: "/pipeline-check",
    icon: SlidersHorizontalIcon,
    goKey: "p",
  },
  { id: "comeback", label: "Comeback", href: "/comeback", icon: RotateCcwIcon, goKey: "b" },
  { id: "team", label: "Team", href: "/team", icon: UsersRoundIcon, goKey: "m" },
  { id: "check-ups", label: "Check-ups", href: "/check-ups", icon: CalendarCheckIcon, goKey: "c" },
  { id: "insights", label: "Insights", href: "/insights", icon: ChartNetworkIcon, goKey: "i" },
  { id: "audience", label: "Audience", href: "/audience", icon: TargetIcon, goKey: "a" },
  { id: "settings", label: "Settings", href: "/settings", icon: SettingsIcon, goKey: "s" },
];

/** Whom we aim at is for whoever aims. */
const placesOf = (member: Me["member"]): Place[] =>
  mayKeepAudience(member) ? places : places.filter(({ id }) => id !== "audience");

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
  const here = useMemo(() => placesOf(member), [member]);
  const [actions, setActions] = useState<readonly PaletteAction[]>();
  // Dozens of lines that nobody reads before the palette is open; without them it still leads to every place and deal.
  const fetchActions = async () => setActions((await import("./palette-actions.ts")).actionsOf(member));
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
      onPalette={() => void fetchActions().catch(() => setActions([]))}
      search={search}
    >
      {workspace.isDemo && path === "/" && <DemoNote mayClear={mayLoadDemo(member)} />}
      <PageToolsProvider tools={path === "/" ? null : ListTools}>{children}</PageToolsProvider>
    </AppShell>
  );
}
