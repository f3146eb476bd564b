import {
  BriefcaseIcon,
  ChartLineIcon,
  PhoneCallIcon,
  RadarIcon,
  SlidersHorizontalIcon,
  SunIcon,
  Undo2Icon,
  UsersRoundIcon,
} from "@lucide/icons";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { AppShell } from "../AppShell.tsx";
import { DayInput } from "../DayInput.tsx";
import { Dialog } from "../Dialog.tsx";
import { showNotice } from "../notices.tsx";
import { Page } from "../Page.tsx";
import type { Place } from "../places.ts";
import { StatusMark } from "../StatusMark.tsx";
import { useShortcut } from "../shortcuts.ts";
import { UiLink } from "../UiLink.tsx";
import { Charts } from "./Charts.tsx";
import { Everyday } from "./Everyday.tsx";
import { actions, findDeals } from "./examples.ts";
import { Forms } from "./Forms.tsx";
import { Signatures } from "./Signatures.tsx";

const places: Place[] = [
  {
    id: "today",
    label: "Today",
    href: "/today",
    icon: SunIcon,
    goKey: "t",
    waiting: { count: 3, label: "3 losses to debrief" },
  },
  { id: "deals", label: "Deals", href: "/deals", icon: BriefcaseIcon, goKey: "d" },
  {
    id: "check",
    label: "Pipeline check",
    shortLabel: "Pipeline",
    href: "/pipeline-check",
    icon: RadarIcon,
    goKey: "p",
    waiting: { count: 12, label: "12 deals at risk" },
  },
  { id: "comeback", label: "Comeback", href: "/comeback", icon: Undo2Icon, goKey: "c" },
  { id: "team", label: "Team", href: "/team", icon: UsersRoundIcon, goKey: "m" },
  { id: "check-ups", label: "Check-ups", href: "/check-ups", icon: PhoneCallIcon, goKey: "u" },
  { id: "insights", label: "Insights", href: "/insights", icon: ChartLineIcon, goKey: "i" },
  { id: "settings", label: "Settings", href: "/settings", icon: SlidersHorizontalIcon, goKey: "s" },
];

/** All of ui/ on one page, each component in each of its states, inside the shell. `?part=forms` shows one part alone. */
export function Gallery() {
  const [dialog, setDialog] = useState(false);
  const [day, setDay] = useState<string | null>("2027-02-19");
  const part = new URLSearchParams(window.location.search).get("part");
  const shows = (name: string) => part === null || part === name;
  useShortcut("d", () => setDialog(true), "Debrief this deal");
  useShortcut("e", () => undefined, "Edit");

  return (
    <AppShell
      places={places}
      currentPath="/today"
      user={{ name: "Ada Park", detail: "Rep, Northern team" }}
      userMenu={<UiLink href="/settings/me">Your settings</UiLink>}
      onSignOut={() => showNotice({ message: "You are signed out." })}
      actions={actions}
      search={findDeals}
    >
      <Page
        title="We lost Acme"
        lead="€42,500 to Rival Presses on 19 May. Three of your open deals carry the same sign."
        aside={<StatusMark status="lost" label="Lost to a competitor" />}
        back={{ label: "Deals", href: "/deals" }}
        actions={
          <>
            <Button variant="default">Reopen</Button>
            <Button onClick={() => setDialog(true)}>Debrief in two minutes</Button>
          </>
        }
      >
        {shows("signatures") && <Signatures />}
        {shows("charts") && <Charts />}
        {shows("everyday") && <Everyday />}
        {shows("forms") && <Forms onDialog={() => setDialog(true)} />}
      </Page>
      <Dialog opened={dialog} onClose={() => setDialog(false)} title="Snooze Initech">
        <Stack>
          <TextInput label="Why is the quiet fine?" data-autofocus defaultValue="Their budget opens in July." />
          <DayInput label="Wake it on" value={day} onChange={setDay} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setDialog(false)}>
              Keep it awake
            </Button>
            <Button onClick={() => setDialog(false)}>Snooze until then</Button>
          </Group>
        </Stack>
      </Dialog>
    </AppShell>
  );
}
