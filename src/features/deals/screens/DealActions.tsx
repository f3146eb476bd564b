import { type ReactNode, useState } from "react";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { DealPage } from "../contract.ts";
import { EditDialog } from "./EditDialog.tsx";
import { KeyButton } from "./KeyButton.tsx";
import { LogDialog } from "./LogDialog.tsx";
import { LostDialog } from "./LostDialog.tsx";
import { ReopenDialog } from "./ReopenDialog.tsx";
import { SnoozeDialog } from "./SnoozeDialog.tsx";
import { WonDialog } from "./WonDialog.tsx";

type Opened = "edit" | "log" | "lost" | "reopen" | "snooze" | "won" | null;

/** What can be done with a deal, each with its key. Which is offered first depends on how the deal stands. */
export function DealActions({ deal }: { deal: DealPage }) {
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  return (
    <>
      {deal.status === "open" ? <OpenActions onOpen={setOpened} /> : <ClosedActions deal={deal} onOpen={setOpened} />}
      <EditDialog deal={deal} opened={opened === "edit"} onClose={close} />
      <LogDialog deal={deal} opened={opened === "log"} onClose={close} />
      <WonDialog deal={deal} opened={opened === "won"} onClose={close} />
      <LostDialog deal={deal} opened={opened === "lost"} onClose={close} />
      <ReopenDialog deal={deal} opened={opened === "reopen"} onClose={close} />
      <SnoozeDialog deal={deal} opened={opened === "snooze"} onClose={close} />
    </>
  );
}

type Props = { deal: DealPage; onOpen: (what: Opened) => void };

function OpenActions({ onOpen }: Pick<Props, "onOpen">) {
  return (
    <>
      <Action label="Edit" keys="e" variant="subtle" run={() => onOpen("edit")} />
      <Action label="Snooze" keys="s" variant="subtle" run={() => onOpen("snooze")} />
      <Action label="Mark lost" keys="x" run={() => onOpen("lost")} />
      <Action label="Mark won" keys="w" run={() => onOpen("won")} />
      <Action
        label="Log"
        keys="l"
        about="Log a call, e-mail, meeting or note"
        variant="filled"
        run={() => onOpen("log")}
      />
    </>
  );
}

function ClosedActions({ deal, onOpen }: Props) {
  const navigate = useNavigateTo();
  const href = `/deals/${deal.id}/debrief`;
  useShortcut("d", () => navigate(href), deal.debriefed ? "Read the debrief" : "Debrief this deal");
  return (
    <>
      <Action label="Edit" keys="e" variant="subtle" run={() => onOpen("edit")} />
      <Action label="Reopen" keys="o" variant="subtle" run={() => onOpen("reopen")} />
      <Action label="Log" keys="l" about="Log a call, e-mail, meeting or note" run={() => onOpen("log")} />
      <KeyButton keys="d" href={href}>
        {deal.debriefed ? "Read the debrief" : "Debrief"}
      </KeyButton>
    </>
  );
}

type ActionProps = {
  label: string;
  keys: string;
  /** What the list of keys says, if it is not the label. */
  about?: string;
  variant?: "default" | "subtle" | "filled";
  run: () => void;
};

function Action({ label, keys, about = label, variant = "default", run }: ActionProps): ReactNode {
  useShortcut(keys, run, about);
  return (
    <KeyButton keys={keys} variant={variant} onClick={run}>
      {label}
    </KeyButton>
  );
}
