import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { NotHere, WentWrong } from "./Failures.tsx";
import { Root } from "./Root.tsx";

const rootRoute = createRootRoute({ component: Root });

/** A screen of its own file, fetched when somebody goes there (or is about to). */
type Screen = Parameters<typeof lazyRouteComponent>[0];
const screen = <Path extends string>(path: Path, load: Screen) =>
  createRoute({ getParentRoute: () => rootRoute, path, component: lazyRouteComponent(load) });

const routes = [
  screen("/", () => import("../../features/today/screens/TodayScreen.tsx")),
  screen("/welcome", () => import("../../features/demo-team/screens/WelcomeScreen.tsx")),
  screen("/deals", () => import("../../features/deals/screens/DealsScreen.tsx")),
  screen("/deals/new", () => import("../../features/deals/screens/NewDealScreen.tsx")),
  screen("/deals/$dealId", () => import("./DealRoute.tsx")),
  screen("/deals/$dealId/debrief", () => import("./DebriefRoute.tsx")),
  screen("/deals/$dealId/what-now", () => import("./WhatNowRoute.tsx")),
  screen("/pipeline-check", () => import("../../features/pipeline-check/screens/PipelineCheckScreen.tsx")),
  screen("/comeback", () => import("../../features/recovery/screens/ComebackScreen.tsx")),
  screen("/comeback/blocks", () => import("../../features/recovery/screens/BlocksScreen.tsx")),
  screen("/comeback/block/$blockId", () => import("../../features/recovery/screens/BlockScreen.tsx")),
  screen("/comeback/quota", () => import("../../features/recovery/screens/QuotaScreen.tsx")),
  screen("/comeback/feelings", () => import("../../features/debriefs/feelings/screens/FeelingsScreen.tsx")),
  screen("/comeback/stories", () => import("../../features/stories/screens/StoriesScreen.tsx")),
  screen("/comeback/stories/write", () => import("../../features/stories/screens/WriteStoryScreen.tsx")),
  screen("/comeback/stories/$id", () => import("../../features/stories/screens/StoryScreen.tsx")),
  screen("/team", () => import("./TeamRoute.tsx")),
  screen("/team/meetings", () => import("../../features/meetings/screens/MeetingsScreen.tsx")),
  screen("/team/meetings/new", () => import("../../features/meetings/screens/PlanMeetingScreen.tsx")),
  screen("/team/meetings/$meetingId", () => import("../../features/meetings/screens/MeetingScreen.tsx")),
  screen("/team/meetings/$meetingId/plan", () => import("../../features/meetings/screens/PlanMeetingScreen.tsx")),
  screen("/team/meetings/$meetingId/projector", () => import("../../features/meetings/screens/ProjectorScreen.tsx")),
  screen("/team/meetings/$meetingId/record", () => import("../../features/meetings/screens/RecordScreen.tsx")),
  screen("/insights", () => import("./InsightsRoute.tsx")),
  screen("/insights/deals", () => import("../../features/insights/screens/FindingDealsScreen.tsx")),
  screen("/insights/same-mistake", () => import("../../features/insights/screens/SameMistakeScreen.tsx")),
  screen("/insights/flags", () => import("../../features/insights/screens/TrackRecordsScreen.tsx")),
  screen("/insights/odds", () => import("../../features/insights/screens/OddsScreen.tsx")),
  screen("/insights/weekly", () => import("../../features/weekly-review/screens/WeekScreen.tsx")),
  screen("/insights/figures", () => import("../../features/insights/kpis/screens/FiguresScreen.tsx")),
  screen("/insights/figures/work", () => import("../../features/insights/kpis/work/screens/WorkScreen.tsx")),
  screen("/insights/figures/deals", () => import("../../features/insights/kpis/screens/FigureDealsScreen.tsx")),
  screen("/insights/cut-losses", () => import("../../features/insights/screens/CutLossesScreen.tsx")),
  screen("/audience", () => import("../../features/audience/early-losses/screens/EarlyLossesScreen.tsx")),
  screen(
    "/audience/early-losses/deals",
    () => import("../../features/audience/early-losses/screens/EarlyLossDealsScreen.tsx"),
  ),
  screen("/audience/over-time", () => import("../../features/audience/over-time/screens/PersonasOverTimeScreen.tsx")),
  screen("/audience/personas", () => import("../../features/audience/aims/screens/PersonasScreen.tsx")),
  screen("/audience/settings", () => import("../../features/audience/settings/screens/AudienceSettingsScreen.tsx")),
  screen(
    "/audience/ideal-customer",
    () => import("../../features/audience/ideal-customer/screens/IdealCustomerScreen.tsx"),
  ),
  screen(
    "/audience/ideal-customer/deals",
    () => import("../../features/audience/ideal-customer/screens/CardDealsScreen.tsx"),
  ),
  screen("/audience/campaigns", () => import("../../features/audience/aims/screens/CampaignsScreen.tsx")),
  screen("/audience/packets", () => import("../../features/audience/packets/screens/PacketsScreen.tsx")),
  screen("/audience/packets/new", () => import("../../features/audience/packets/screens/AskMarketingScreen.tsx")),
  screen("/audience/packets/$id", () => import("../../features/audience/packets/screens/PacketScreen.tsx")),
  screen("/check-ups", () => import("../../features/check-ups/screens/CheckUpsScreen.tsx")),
  screen("/check-ups/won-back", () => import("../../features/check-ups/screens/WinBacksScreen.tsx")),
  screen("/check-ups/changes", () => import("./ChangesRoute.tsx")),
  screen("/check-ups/$checkUpId", () => import("../../features/check-ups/screens/BriefScreen.tsx")),
  screen("/team/playbook", () => import("../../features/playbook/screens/PlaybookScreen.tsx")),
  screen("/team/playbook/write", () => import("../../features/playbook/screens/WritePracticeScreen.tsx")),
  screen("/team/playbook/$id", () => import("../../features/playbook/screens/PracticeScreen.tsx")),
  screen("/team/post-mortems", () => import("../../features/post-mortems/conversations/screens/PostMortemsScreen.tsx")),
  screen("/team/post-mortems/$id", () => import("./PostMortemRoute.tsx")),
  screen("/team/head-to-head", () => import("../../features/post-mortems/head-to-head/screens/HeadToHeadScreen.tsx")),
  screen("/exports", () => import("./ExportsRoute.tsx")),
  screen("/import", () => import("../../features/deals/import/screens/ImportsScreen.tsx")),
  screen("/import/$importId", () => import("../../features/deals/import/screens/ImportScreen.tsx")),
  screen("/settings", () => import("./SettingsRoute.tsx")),
  screen("/settings/$part", () => import("./SettingsRoute.tsx")),
];

export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  defaultPreload: "intent",
  defaultErrorComponent: WentWrong,
  defaultNotFoundComponent: NotHere,
  // A dialog that is in the address opens over the page; the page behind it stays where it is.
  scrollRestoration: ({ location }) => !location.searchStr.includes("open="),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
