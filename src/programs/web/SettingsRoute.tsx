import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useEffect, useRef } from "react";
import type { teamContract } from "../../features/team/contract.ts";
import { apiOf } from "../../platform/browser/api.ts";
import { Page } from "../../ui/Page.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";
import { UiLink } from "../../ui/UiLink.tsx";
import classes from "./SettingsRoute.module.css";
import { type SettingsKey, settingsOf } from "./settings-parts.ts";

const team = apiOf<typeof teamContract>("team");

/** Each part is made of screens of their own features. */
const screens: Record<SettingsKey, LazyExoticComponent<ComponentType>[]> = {
  process: [lazy(() => import("./ProcessRoute.tsx"))],
  reasons: [lazy(() => import("../../features/reasons/screens/CatalogueSettings.tsx"))],
  "red-flags": [lazy(() => import("../../features/red-flags/screens/FlagSettings.tsx"))],
  "major-losses": [
    lazy(() => import("../../features/post-mortems/major-losses/screens/MajorLossSettings.tsx")),
    lazy(() => import("../../features/post-mortems/priorities/screens/PrioritySettings.tsx")),
  ],
  insights: [lazy(() => import("../../features/insights/screens/InsightSettings.tsx"))],
  people: [lazy(() => import("../../features/team/screens/PeopleSettings.tsx"))],
  quotas: [lazy(() => import("../../features/recovery/screens/QuotaSettings.tsx"))],
  workspace: [
    lazy(() => import("../../features/team/screens/WorkspaceSettings.tsx")),
    lazy(() => import("../../features/team/working-calendar/screens/WorkingDaysSettings.tsx")),
    lazy(() => import("../../features/team/currency-rates/screens/CurrencyRates.tsx")),
    lazy(() => import("../../features/demo-team/screens/ClearDemo.tsx")),
  ],
  audit: [lazy(() => import("../../features/team/screens/AuditLog.tsx"))],
  "after-loss": [lazy(() => import("../../features/recovery/screens/AfterLossSettings.tsx"))],
  mail: [
    lazy(() => import("../../features/reminders/screens/MailPreferences.tsx")),
    lazy(() => import("../../features/mail/screens/Outbox.tsx")),
  ],
  calendar: [lazy(() => import("../../features/calendar/screens/CalendarSettings.tsx"))],
  password: [lazy(() => import("../../features/team/screens/PasswordSettings.tsx"))],
  "api-keys": [lazy(() => import("../../features/team/screens/ApiKeySettings.tsx"))],
};

export default function SettingsRoute() {
  const { part } = useParams({ strict: false });
  const me = useQuery(team.me.queryOptions());
  const parts = me.data ? settingsOf(me.data.member) : [];
  const current = parts.find(({ key }) => key === part) ?? parts[0];
  const groups = [...new Set(parts.map(({ group }) => group))];

  // On a phone the row of parts is wider than the screen: the part one is in shall be seen.
  const here = useRef<HTMLAnchorElement>(null);
  const key = current?.key;
  useEffect(() => {
    if (key) here.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [key]);

  if (!current) return <Skeletons shape="page" />;
  return (
    <Page title="Settings">
      <div className={classes.columns}>
        <nav className={classes.parts} aria-label="Settings">
          {groups.map((group) => (
            <div key={group} className={classes.group}>
              <p className={classes.groupName}>{group}</p>
              {parts
                .filter((one) => one.group === group)
                .map((one) => (
                  <UiLink
                    key={one.key}
                    className={classes.part}
                    href={`/settings/${one.key}`}
                    aria-current={one === current ? "page" : undefined}
                    {...(one === current ? { ref: here } : {})}
                  >
                    {one.name}
                  </UiLink>
                ))}
            </div>
          ))}
        </nav>
        <div className={classes.screen}>
          <Suspense fallback={<Skeletons shape="text" />}>
            {screens[current.key].map((Screen, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the screens of a part never change their order
              <Screen key={`${current.key} ${place}`} />
            ))}
          </Suspense>
        </div>
      </div>
    </Page>
  );
}
