import {
  Alert,
  Anchor,
  Badge,
  Button,
  Checkbox,
  Group,
  Menu,
  PasswordInput,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Tabs,
  Textarea,
  TextInput,
} from "@mantine/core";
import {
  IconAdjustments,
  IconArrowBackUp,
  IconBriefcase,
  IconChartDots,
  IconPhoneCall,
  IconRadar2,
  IconSun,
  IconUsersGroup,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { AppShell } from "../AppShell.tsx";
import { ChainCard } from "../ChainCard.tsx";
import { type Column, DataTable, type Sort } from "../DataTable.tsx";
import { DayText, InstantText } from "../DateText.tsx";
import { DayInput } from "../DayInput.tsx";
import { Dialog } from "../Dialog.tsx";
import { DropZone } from "../DropZone.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { ErrorState } from "../ErrorState.tsx";
import { Flag, FlagMark } from "../Flag.tsx";
import { FormStrip } from "../FormStrip.tsx";
import { Intervals } from "../Interval.tsx";
import { Keys } from "../Keys.tsx";
import { MoneyText } from "../MoneyText.tsx";
import { showNotice, showUndo } from "../notices.tsx";
import { Page, Section } from "../Page.tsx";
import { ProgressBar } from "../ProgressBar.tsx";
import type { Place } from "../places.ts";
import { Refusal } from "../Refusal.tsx";
import { Skeletons } from "../Skeletons.tsx";
import { StatusMark } from "../StatusMark.tsx";
import { useShortcut } from "../shortcuts.ts";
import { Timeline } from "../Timeline.tsx";
import { TwoMinuteRing } from "../TwoMinuteRing.tsx";
import { UiLink } from "../UiLink.tsx";
import { actions, type Deal, deals, events, findDeals, findings, strip } from "./examples.ts";
import classes from "./Gallery.module.css";

const places: Place[] = [
  {
    id: "today",
    label: "Today",
    href: "/today",
    icon: IconSun,
    goKey: "t",
    waiting: { count: 3, label: "3 losses to debrief" },
  },
  { id: "deals", label: "Deals", href: "/deals", icon: IconBriefcase, goKey: "d" },
  {
    id: "check",
    label: "Pipeline check",
    shortLabel: "Pipeline",
    href: "/pipeline-check",
    icon: IconRadar2,
    goKey: "p",
    waiting: { count: 12, label: "12 deals at risk" },
  },
  { id: "comeback", label: "Comeback", href: "/comeback", icon: IconArrowBackUp, goKey: "c" },
  { id: "team", label: "Team", href: "/team", icon: IconUsersGroup, goKey: "m" },
  { id: "check-ups", label: "Check-ups", href: "/check-ups", icon: IconPhoneCall, goKey: "u" },
  { id: "insights", label: "Insights", href: "/insights", icon: IconChartDots, goKey: "i" },
  { id: "settings", label: "Settings", href: "/settings", icon: IconAdjustments, goKey: "s" },
];

const columns: Column<Deal>[] = [
  { id: "name", heading: "Deal", cell: (deal) => deal.name, sortable: true },
  { id: "status", heading: "Result", cell: (deal) => <StatusMark status={deal.status} />, onPhone: "plain" },
  { id: "owner", heading: "Owner", cell: (deal) => deal.owner },
  { id: "stage", heading: "Stage", cell: (deal) => deal.stage, onPhone: "hidden" },
  {
    id: "amount",
    heading: "Amount",
    align: "right",
    cell: (deal) => <MoneyText minorUnits={deal.amount} currency="EUR" />,
    onPhone: "value",
    sortable: true,
  },
  {
    id: "closed",
    heading: "Closes",
    align: "right",
    cell: (deal) => <DayText on={deal.closedOn} say="when" />,
    sortable: true,
  },
];

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.state}>
      <p className={classes.name}>{name}</p>
      {children}
    </div>
  );
}

/** All of ui/ on one page, each component in each of its states, inside the shell. */
export function Gallery() {
  const [turn, setTurn] = useState<string | null>("g");
  const [dialog, setDialog] = useState(false);
  const [day, setDay] = useState<string | null>("2027-02-19");
  const [sort, setSort] = useState<Sort>({ column: "closed", direction: "down" });
  const [files, setFiles] = useState<File[]>([]);
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
        <Section title="Form strip" lead="Oldest left. The mark after a loss is raised.">
          <div className={classes.grid}>
            <State name="Ten results">
              <FormStrip results={strip} label="Your last results" />
            </State>
            <State name="Small, in a table">
              <FormStrip results={strip} label="Ben's last results" size="sm" />
            </State>
            <State name="One loss">
              <FormStrip results={strip.slice(1, 2)} label="Mia's last results" />
            </State>
            <State name="None yet">
              <FormStrip results={[]} label="Noor's last results" />
            </State>
          </div>
        </Section>

        <Section title="Chain card">
          <ChainCard
            reason={{ label: "Decision makers not identified", href: "/reasons/1", note: "12 of your 40 losses" }}
            missedStep={{ label: "Asked who decides, before the demo", href: "/steps/1", note: "missed on 9 of those" }}
            redFlag={{
              label: "No decision maker by Proposal",
              href: "/flags/1",
              state: "up",
              note: "up on 3 open deals",
            }}
            repair={{ label: "Call and ask who else signs", href: "/repairs/1" }}
            bestPractice={{
              label: "Bring the buyer's chart to the demo",
              href: "/playbook/1",
              note: "from Ben, in March",
            }}
          />
          <ChainCard
            reason={{ label: "Price", href: "/reasons/2" }}
            missedStep={{ label: "Agreed on what it is worth" }}
            redFlag={{ label: "Stuck on price", state: "unknown" }}
          />
        </Section>

        <Section title="Flags">
          <div className={classes.flags}>
            <Flag
              state="up"
              name="No decision maker"
              evidence="Proposal was sent on 9 March; nobody on this deal is marked as deciding."
              sinceOn="2026-05-19"
              actions={
                <>
                  <Button size="compact-sm">Plan the call</Button>
                  <Button size="compact-sm" variant="default">
                    Snooze
                  </Button>
                </>
              }
            />
            <Flag state="up" name="Gone quiet" evidence="No reply to your mail of 3 April." sinceOn="2026-04-17" />
            <Flag
              state="unknown"
              name="Single contact"
              evidence="No contacts are noted on this deal, so we cannot tell."
            />
            <Flag state="down" name="Close date" evidence="Set to 30 June and never moved." sinceOn="2026-05-02" />
          </div>
        </Section>

        <Section title="Timeline" lead="Where did the almost-yes become a no?">
          <div className={classes.wideGrid}>
            <State name="Choosing the turning point">
              <Timeline
                events={events}
                label="Where did the almost-yes become a no?"
                turningPointId={turn}
                onTurningPoint={setTurn}
              />
            </State>
            <State name="Reading, no turning point yet">
              <Timeline events={events.slice(0, 6)} label="What happened on Acme" />
              <Timeline events={[]} label="What happened on Initech" />
            </State>
          </div>
        </Section>

        <Section title="Interval">
          <Intervals
            title="Deals without a decision maker by Proposal are won 14 points less often."
            rows={findings}
            unit="points"
            rowsAre="Sign"
            sides={["won less often", "won more often"]}
            footnote="Bars: where the true difference lies in 95 of 100 such teams. Corrected for looking at five signs."
          />
        </Section>

        <Section title="Two-minute ring">
          <Group gap={32}>
            {[0, 45, 120, 195].map((seconds) => (
              <TwoMinuteRing key={seconds} secondsSpent={seconds} />
            ))}
          </Group>
        </Section>

        <Section
          title="Table"
          actions={
            <SegmentedControl size="xs" aria-label="Which deals" data={["All", "Lost", "Open"]} defaultValue="All" />
          }
        >
          <DataTable
            caption="Deals, newest first"
            columns={columns}
            rows={deals}
            keyOf={(deal) => deal.id}
            hrefOf={(deal) => `/deals/${deal.id}`}
            sort={sort}
            onSort={setSort}
            more={{ total: 8800, loading: false, load: () => undefined }}
          />
          <State name="Loading (appears after 300 ms)">
            <DataTable caption="Deals" columns={columns} rows={[]} keyOf={(deal) => deal.id} loading keys={false} />
          </State>
        </Section>

        <Section title="Empty, failed, refused, loading">
          <EmptyState
            line="Losses waiting for their two minutes will be here."
            example={
              <Group justify="space-between">
                <span>Acme, press line 2</span>
                <StatusMark status="lost" />
                <MoneyText minorUnits={4_250_000} currency="EUR" />
              </Group>
            }
            action={
              <>
                <Button>Import my CSV</Button>
                <Button variant="default">Show me the demo team</Button>
              </>
            }
          />
          <ErrorState
            happened="The deals did not load."
            means="Nothing was changed."
            toDo="Check your connection, then try again."
            onRetry={() => undefined}
          />
          <Refusal
            problem={{
              title: "Ben wrote the debrief of this deal at 14:02.",
              detail: "Yours was not saved over it. Open his, and add what you saw.",
              errors: [{ field: "Check-up date", message: "lies before the loss" }, { message: "No reason was named" }],
            }}
            actions={<Button variant="default">Open Ben's debrief</Button>}
          />
          <div className={classes.grid}>
            <State name="Text">
              <Skeletons shape="text" />
            </State>
            <State name="Cards">
              <Skeletons shape="cards" count={2} />
            </State>
          </div>
        </Section>

        <Section title="Import">
          <div className={classes.grid}>
            <DropZone
              label="Drop your CRM's export here"
              hint="A CSV of any size. Nothing is written before you have seen it."
              accept=".csv,text/csv"
              onFiles={setFiles}
              chosen={files}
            />
            <DropZone
              label="Drop your CRM's export here"
              onFiles={() => undefined}
              chosen={[{ name: "holiday.csv", size: 2_400_000 }]}
              error="holiday.csv is a picture, not a table. Export your deals as CSV and drop that file."
            />
            <ProgressBar
              label="Reading sales_pipeline.csv"
              value={0.48}
              detail="4,200 of 8,800 rows"
              onCancel={() => undefined}
              cancelLabel="Stop and keep nothing"
            />
            <ProgressBar label="Looking at your file" value={null} detail="12 MB so far" />
          </div>
        </Section>

        <Section title="Words">
          <dl className={classes.words}>
            <dt>Money</dt>
            <dd>
              <MoneyText minorUnits={1_240_000} currency="EUR" /> · <MoneyText minorUnits={1_240_050} currency="USD" />{" "}
              · <MoneyText minorUnits={123_456_789} currency="GBP" short /> ·{" "}
              <MoneyText minorUnits={-500_000} currency="JPY" signed /> · <MoneyText minorUnits={null} currency="EUR" />
            </dd>
            <dt>Days</dt>
            <dd>
              <DayText on="2026-05-22" say="since" /> · <DayText on="2026-05-21" say="since" /> ·{" "}
              <DayText on="2026-05-19" say="since" /> · <DayText on="2026-05-04" say="since" /> ·{" "}
              <DayText on="2026-05-25" say="when" /> · <DayText on="2026-05-19" say="when" /> ·{" "}
              <DayText on="2025-05-04" /> · <InstantText at="2026-05-04T13:02:00Z" say="time" />
            </dd>
            <dt>Status</dt>
            <dd>
              <Group gap={16}>
                <StatusMark status="won" />
                <StatusMark status="lost" />
                <StatusMark status="open" />
                <FlagMark state="up" />
                <FlagMark state="down" />
                <FlagMark state="unknown" />
              </Group>
            </dd>
            <dt>Keys</dt>
            <dd>
              <Group gap={16}>
                <Keys keys="d" />
                <Keys keys="g t" />
                <Keys keys="mod+k" />
                <Keys keys="Enter" />
              </Group>
            </dd>
          </dl>
        </Section>

        <Section title="Forms and buttons">
          <div className={classes.grid}>
            <Stack gap="md">
              <TextInput
                label="What worked"
                description="One thing to keep."
                placeholder="The demo on their own data"
              />
              <Textarea
                label="What you do differently"
                autosize
                minRows={2}
                defaultValue="Ask who signs before the demo."
              />
              <Select
                label="Competitor"
                data={["Rival Presses", "Doing nothing", "Another"]}
                placeholder="Pick one"
                clearable
                clearButtonProps={{ "aria-label": "Clear competitor" }}
              />
              <TextInput label="E-mail" error="This address has no @." defaultValue="ada.park" />
              <PasswordInput label="Password" visibilityToggleButtonProps={{ "aria-label": "Show the password" }} />
              <TextInput label="Workspace" disabled defaultValue="Northern team" />
            </Stack>
            <Stack gap="md">
              <DayInput
                label="When do you call Acme again?"
                description="Three quarters of the 12 months they were offered."
                value={day}
                onChange={setDay}
                choices={[
                  { label: "In 9 months", day: "2027-02-19" },
                  { label: "In 6 months", day: "2026-11-19" },
                ]}
              />
              <Radio.Group label="How did it end?">
                <Stack gap={8} mt={8}>
                  <Radio value="competitor" label="They chose a competitor" />
                  <Radio value="held-off" label="They held off" />
                  <Radio value="not-a-fit" label="We disqualified them" disabled />
                </Stack>
              </Radio.Group>
              <Checkbox
                label="Presented before knowing who decides"
                description="Demo on 2 March, first decision maker on 31 March."
                defaultChecked
              />
              <Switch label="Remind me by e-mail" defaultChecked />
              <Tabs defaultValue="flags">
                <Tabs.List>
                  <Tabs.Tab value="flags">Flags</Tabs.Tab>
                  <Tabs.Tab value="steps">Steps</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="flags" pt={12}>
                  2 up, 1 down, 4 not known
                </Tabs.Panel>
                <Tabs.Panel value="steps" pt={12}>
                  5 done, 2 missed
                </Tabs.Panel>
              </Tabs>
            </Stack>
          </div>
          <Group>
            <Button>Book the block</Button>
            <Button variant="default">Snooze</Button>
            <Button variant="light">Ask Ben</Button>
            <Button variant="subtle">Not now</Button>
            <Button variant="outline">Compare</Button>
            <Button disabled>Save</Button>
            <Button component={UiLink} href="/deals" variant="default">
              All deals
            </Button>
            <Menu>
              <Menu.Target>
                <Button variant="default">More ways on</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item>Re-qualify</Menu.Item>
                <Menu.Item>Ask to present again</Menu.Item>
                <Menu.Item color="clay">Disqualify</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
          <Group>
            <Badge variant="light">Yours</Badge>
            <Badge variant="light" color="gray">
              Shared
            </Badge>
            <Badge variant="light" color="amber">
              Due
            </Badge>
            <Badge variant="outline" color="clay">
              Theirs
            </Badge>
            <Anchor component={UiLink} href="/playbook">
              See the playbook
            </Anchor>
          </Group>
          <Alert title="Two columns read as a date" color="amber" variant="light">
            03/04/2026 could be 3 April or 4 March. Nothing else in the column settles it.
          </Alert>
        </Section>

        <Section title="What floats">
          <Group>
            <Button variant="default" onClick={() => setDialog(true)}>
              Open a dialog
            </Button>
            <Button variant="default" onClick={() => showUndo("Acme is marked lost.", () => undefined)}>
              Act, with undo
            </Button>
            <Button
              variant="default"
              onClick={() =>
                showNotice({
                  tone: "refused",
                  message: "The connection dropped, so this was not saved. It is kept here.",
                })
              }
            >
              Be refused
            </Button>
          </Group>
        </Section>
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
