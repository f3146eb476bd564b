import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from "react";
import { mayReadAudit } from "../../features/team/access.ts";
import type { teamContract } from "../../features/team/contract.ts";
import { apiOf } from "../../platform/browser/api.ts";
import { Page } from "../../ui/Page.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";
import { UiLink } from "../../ui/UiLink.tsx";
import classes from "./SettingsRoute.module.css";

const team = apiOf<typeof teamContract>("team");

type Part = { key: string; name: string; screen: LazyExoticComponent<ComponentType> };

const ClearDemo = lazy(() => import("../../features/demo-team/screens/ClearDemo.tsx"));

/** What can be set, from what the team sells by to who is in it. Each part is a screen of its own feature. */
const parts: Part[] = [
  {
    key: "process",
    name: "Sales process",
    screen: lazy(() => import("../../features/sales-process/screens/ProcessSettings.tsx")),
  },
  {
    key: "reasons",
    name: "Reasons and repairs",
    screen: lazy(() => import("../../features/reasons/screens/CatalogueSettings.tsx")),
  },
  {
    key: "red-flags",
    name: "Red flags",
    screen: lazy(() => import("../../features/red-flags/screens/FlagSettings.tsx")),
  },
  { key: "people", name: "People", screen: lazy(() => import("../../features/team/screens/PeopleSettings.tsx")) },
  {
    key: "workspace",
    name: "Workspace",
    screen: lazy(() => import("../../features/team/screens/WorkspaceSettings.tsx")),
  },
  {
    key: "password",
    name: "Password",
    screen: lazy(() => import("../../features/team/screens/PasswordSettings.tsx")),
  },
  { key: "api-keys", name: "API keys", screen: lazy(() => import("../../features/team/screens/ApiKeySettings.tsx")) },
  { key: "audit", name: "Audit log", screen: lazy(() => import("../../features/team/screens/AuditLog.tsx")) },
];

export default function SettingsRoute() {
  const { part: key } = useParams({ strict: false });
  const me = useQuery(team.me.queryOptions());
  const seen = parts.filter((part) => part.key !== "audit" || (me.data && mayReadAudit(me.data.member)));
  const current = parts.find((part) => part.key === key) ?? parts[0];
  if (!current) return null;
  const Screen = current.screen;
  return (
    <Page title="Settings">
      <div className={classes.columns}>
        <nav className={classes.parts} aria-label="Settings">
          {seen.map((part) => (
            <UiLink
              key={part.key}
              className={classes.part}
              href={`/settings/${part.key}`}
              aria-current={part === current ? "page" : undefined}
            >
              {part.name}
            </UiLink>
          ))}
        </nav>
        <div className={classes.screen}>
          <Suspense fallback={<Skeletons shape="text" />}>
            <Screen />
            {current.key === "workspace" && <ClearDemo />}
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
