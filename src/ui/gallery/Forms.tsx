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
  Select,
  Stack,
  Switch,
  Tabs,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { DayInput } from "../DayInput.tsx";
import { showNotice, showUndo } from "../notices.tsx";
import { Section } from "../Page.tsx";
import { UiLink } from "../UiLink.tsx";
import classes from "./Gallery.module.css";

/** Mantine's own parts in our theme, and what floats over a page. */
export function Forms({ onDialog }: { onDialog: () => void }) {
  const [day, setDay] = useState<string | null>("2027-02-19");
  return (
    <>
      <Section title="Forms and buttons">
        <div className={classes.grid}>
          <Stack gap="md">
            <TextInput label="What worked" description="One thing to keep." placeholder="The demo on their own data" />
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
              <Menu.Item>Disqualify</Menu.Item>
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
          <Button variant="default" onClick={onDialog}>
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
    </>
  );
}
