import { Button, Chip, Group, Input, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addDays } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { todayOf } from "../../../ui/words.ts";
import type { ActivityKind, DealPage, dealsContract } from "../contract.ts";
import classes from "./DealDialogs.module.css";
import { activityNames } from "./name-deal-parts.ts";
import { instantOn } from "./tell-day.ts";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");
const kinds: ActivityKind[] = ["call", "email", "meeting", "note"];
const isKind = (value: string): value is ActivityKind => value in activityNames;

/** A phone's Enter begins a line, and its keyboard has no Shift+Enter. */
const onPhone = () => window.matchMedia("(pointer: coarse)").matches;

/** What is being written down. `on` is null for today, also if the day ends meanwhile. */
type Draft = {
  id: string;
  kind: ActivityKind;
  incoming: boolean;
  answered: boolean;
  contactId: string | null;
  text: string;
  on: string | null;
};
const emptyDraft = (): Draft => ({
  id: crypto.randomUUID(),
  kind: "call",
  incoming: false,
  answered: true,
  contactId: null,
  text: "",
  on: null,
});

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** Writes down a call, e-mail, meeting or note: L, its letter, a line, Enter. What was begun is kept when it is closed. */
export function LogDialog({ deal, opened, onClose }: Props) {
  const reader = useReader();
  const [draft, setDraft] = useState(emptyDraft);
  const save = useDealWrite(deal.id, {
    write: () => {
      const { id, kind, incoming, answered, contactId, text, on } = draft;
      const speaksWith = kind === "call" || kind === "email";
      const [firstLine = ""] = text.trim().split("\n");
      return deals.logActivity.call({
        dealId: deal.id,
        id,
        kind,
        direction: speaksWith ? (incoming ? "incoming" : "outgoing") : null,
        answered: kind === "call" ? answered : null,
        happenedAt: instantOn(on ?? todayOf(reader), reader),
        contactId: kind === "note" ? null : (contactId ?? onlyContact(deal)),
        subject: firstLine.slice(0, 500),
        // A line says it all; only more than a line is kept a second time, whole.
        body: text.trim() === firstLine.slice(0, 500) ? "" : text.trim(),
      });
    },
    done: ({ kind }) => {
      showNotice({ message: `${activityNames[kind]} logged.` });
      setDraft(emptyDraft());
      onClose();
    },
    sayRefusal: false,
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={`Log on ${deal.name}`}>
      <LogForm
        deal={deal}
        draft={draft}
        // Other words are another entry: under its old id, one that got through unanswered would stay as it was.
        onChange={(part) => setDraft({ ...draft, ...part, id: crypto.randomUUID() })}
        onSubmit={() => save.mutate()}
        isSaving={save.isPending}
        refusal={save.error}
      />
    </Dialog>
  );
}

/** With one contact on the deal there is no question who it was. */
const onlyContact = ({ contacts }: DealPage) => (contacts.length === 1 ? (contacts[0]?.contactId ?? null) : null);

type FormProps = {
  deal: DealPage;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onSubmit: () => void;
  isSaving: boolean;
  refusal: unknown;
};

function LogForm({ deal, draft, onChange, onSubmit, isSaving, refusal }: FormProps) {
  const reader = useReader();
  const today = todayOf(reader);
  const text = useRef<HTMLTextAreaElement>(null);
  const choose = (kind: ActivityKind) => {
    onChange({ kind });
    text.current?.focus();
  };
  useShortcut("c", () => choose("call"), "Call", { inDialog: true, group: "Log" });
  useShortcut("e", () => choose("email"), "E-mail", { inDialog: true, group: "Log" });
  useShortcut("m", () => choose("meeting"), "Meeting", { inDialog: true, group: "Log" });
  useShortcut("n", () => choose("note"), "Note", { inDialog: true, group: "Log" });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || onPhone() || isSaving) return;
    event.preventDefault();
    if (draft.kind !== "note" || draft.text.trim()) onSubmit();
  };
  const { kind } = draft;
  return (
    <form className={classes.form} onSubmit={submit}>
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <Chip.Group value={kind} onChange={(chosen) => isKind(chosen) && onChange({ kind: chosen })}>
        <Group gap={8} role="radiogroup" aria-label="What it was">
          {kinds.map((one) => (
            <Chip key={one} value={one} {...(one === kind ? { "data-autofocus": true } : {})}>
              {activityNames[one]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {(kind === "call" || kind === "email") && (
        <Group gap={8}>
          <Chip size="sm" checked={draft.incoming} onChange={(incoming) => onChange({ incoming })}>
            {kind === "call" ? "They called" : "They wrote"}
          </Chip>
          {kind === "call" && (
            <Chip size="sm" checked={!draft.answered} onChange={(missed) => onChange({ answered: !missed })}>
              {draft.incoming ? "We missed it" : "Nobody answered"}
            </Chip>
          )}
        </Group>
      )}
      <Textarea
        ref={text}
        label={kind === "note" ? "Note" : "What it was about"}
        description={onPhone() ? undefined : "Enter logs it, Shift+Enter begins a new line."}
        required={kind === "note"}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={draft.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        onKeyDown={submitOnEnter}
      />
      {kind !== "note" && deal.contacts.length > 0 && <Whom deal={deal} draft={draft} onChange={onChange} />}
      <DayInput
        label="When"
        value={draft.on ?? today}
        onChange={(on) => onChange({ on: on === today ? null : on })}
        max={today}
        choices={[
          { label: "Today", day: today },
          { label: "Yesterday", day: addDays(today, -1) },
        ]}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={isSaving}>
          Log the {activityNames[kind].toLowerCase()}
        </Button>
      </div>
    </form>
  );
}

const mostChips = 6;

function Whom({ deal, draft, onChange }: Pick<FormProps, "deal" | "draft" | "onChange">) {
  const chosen = draft.contactId ?? onlyContact(deal);
  if (deal.contacts.length > mostChips) {
    return (
      <NativeSelect
        label="With whom"
        value={chosen ?? ""}
        onChange={(event) => onChange({ contactId: event.currentTarget.value || null })}
        data={[
          { value: "", label: "Nobody in particular" },
          ...deal.contacts.map(({ contactId, name }) => ({ value: contactId, label: name })),
        ]}
      />
    );
  }
  return (
    <Input.Wrapper label="With whom" labelElement="div">
      <Group gap={8}>
        {deal.contacts.map(({ contactId, name }) => (
          <Chip
            key={contactId}
            size="sm"
            checked={chosen === contactId}
            onChange={(on) => onChange({ contactId: on ? contactId : null })}
          >
            {name}
          </Chip>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
