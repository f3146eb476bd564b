import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { addDays } from "../../../platform/dates.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayWords, type Reader, todayOf } from "../../../ui/words.ts";
import type { PipelineShape } from "../../sales-process/contract.ts";
import { inOrder } from "../../sales-process/rules.ts";
import classes from "./DealFilters.module.css";
import { type DealFilter, hrefOfFilter, isClosed, mayBeLeftBehind } from "./use-deal-filter.ts";
import { useMe, usePeople } from "./use-people.ts";
import { usePipelines } from "./use-pipelines.ts";

type Props = { filter: DealFilter; onChange: (part: Partial<DealFilter>) => void };

const statuses: { value: DealFilter["status"]; label: string }[] = [
  { value: "open", label: "Open" },
  { value: "lost", label: "Lost" },
  { value: "won", label: "Won" },
  { value: "all", label: "All" },
];

/** What the list shows: its status as links, the rest as fields beside them. */
export function DealFilters({ filter, onChange }: Props) {
  return (
    <div className={`${classes.bar} not-in-print`}>
      <nav className={classes.statuses} aria-label="Deals by status">
        {statuses.map(({ value, label }) => (
          <UiLink
            key={value}
            className={classes.status}
            // A stage belongs to a status; whose deals and what is searched for stay.
            href={hrefOfFilter({ ...filter, status: value, stageId: null })}
            aria-current={filter.status === value ? "page" : undefined}
          >
            {label}
          </UiLink>
        ))}
      </nav>
      <div className={classes.fields}>
        {isClosed(filter.status) && (
          <Checkbox
            className={classes.waiting}
            size="xs"
            label="Waiting for a debrief"
            checked={filter.waiting}
            onChange={(event) => onChange({ waiting: event.currentTarget.checked })}
          />
        )}
        {mayBeLeftBehind(filter.status) && (
          <Checkbox
            className={classes.waiting}
            size="xs"
            label="Left behind"
            checked={filter.leftBehind}
            onChange={(event) => onChange({ leftBehind: event.currentTarget.checked })}
          />
        )}
        {isClosed(filter.status) && <ClosedFilter filter={filter} onChange={onChange} />}
        <OwnerFilter filter={filter} onChange={onChange} />
        <StageFilter filter={filter} onChange={onChange} />
        <SearchFilter filter={filter} onChange={onChange} />
      </div>
    </div>
  );
}

const lastDays = [7, 30, 90, 365];

/** On which days the deals closed: the last ones, or those that the address names. */
function ClosedFilter({ filter: { closedFrom, closedUntil }, onChange }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  const choices = lastDays.map((days) => ({
    value: addDays(today, 1 - days),
    label: `Closed in the last ${days} days`,
  }));
  const isChoice = closedUntil === null && (closedFrom === null || choices.some(({ value }) => value === closedFrom));
  const named = "named";
  return (
    <NativeSelect
      size="xs"
      aria-label="Closed when"
      value={isChoice ? (closedFrom ?? "") : named}
      onChange={({ currentTarget: { value } }) =>
        value !== named && onChange({ closedFrom: value || null, closedUntil: null })
      }
      data={[
        { value: "", label: "Closed at any time" },
        ...choices,
        ...(isChoice ? [] : [{ value: named, label: stretchWords(closedFrom, closedUntil, reader) }]),
      ]}
    />
  );
}

function stretchWords(from: string | null, until: string | null, reader: Reader): string {
  if (from === null) return `Closed until ${dayWords(until ?? "", reader)}`;
  if (until === null) return `Closed since ${dayWords(from, reader)}`;
  return from === until
    ? `Closed on ${dayWords(from, reader)}`
    : `Closed ${dayWords(from, reader)}–${dayWords(until, reader)}`;
}

function OwnerFilter({ filter, onChange }: Props) {
  const me = useMe();
  const people = usePeople();
  const member = me.data?.member;
  // A rep sees only their own deals: there is nobody to choose.
  const alone = !member || (member.role === "rep" && !member.isOwner) || (people.data?.length ?? 0) < 2;
  if (alone && !filter.ownerId) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label="Whose deals"
      value={filter.ownerId ?? ""}
      onChange={(event) => onChange({ ownerId: event.currentTarget.value || null })}
      data={[
        { value: "", label: "Everybody's" },
        ...(people.data ?? []).map(({ id, name }) => ({
          value: id,
          label: id === member?.id ? `${name} (you)` : name,
        })),
      ]}
    />
  );
}

function StageFilter({ filter, onChange }: Props) {
  const pipelines = usePipelines().data?.rows ?? [];
  const several = pipelines.length > 1;
  const stagesOf = (pipeline: PipelineShape) =>
    inOrder(pipeline)
      .filter(({ type }) => filter.status === "all" || type === filter.status)
      .map(({ id, name }) => ({ value: `stage ${id}`, label: name }));
  const choices = pipelines.map((pipeline) => ({
    group: pipeline.name,
    items: [
      ...(several ? [{ value: `pipeline ${pipeline.id}`, label: `All of ${pipeline.name}` }] : []),
      ...stagesOf(pipeline),
    ],
  }));
  // A single won or lost stage says what the status says already.
  if (!several && (choices[0]?.items.length ?? 0) < 2 && !filter.stageId) return null;
  const value = filter.stageId ? `stage ${filter.stageId}` : filter.pipelineId ? `pipeline ${filter.pipelineId}` : "";
  return (
    <NativeSelect
      size="xs"
      aria-label="In which stage"
      value={value}
      onChange={(event) => {
        const [kind, id = null] = event.currentTarget.value.split(" ");
        onChange({ stageId: kind === "stage" ? id : null, pipelineId: kind === "pipeline" ? id : null });
      }}
      data={[{ value: "", label: "Any stage" }, ...(several ? choices : (choices[0]?.items ?? []))]}
    />
  );
}

const typingPauseMs = 250;

function SearchFilter({ filter, onChange }: Props) {
  const [text, setText] = useState(filter.search);
  const [asked, setAsked] = useState(filter.search);
  const input = useRef<HTMLInputElement>(null);
  useShortcut("f", () => input.current?.focus(), "Find in this list", { group: "In a list" });

  // Somebody went back, or to another address: the field follows.
  if (asked !== filter.search) {
    setAsked(filter.search);
    if (text.trim() !== filter.search) setText(filter.search);
  }
  const ask = useEffectEvent(() => {
    if (text.trim() !== filter.search) onChange({ search: text.trim() });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter starts the pause again
  useEffect(() => {
    const timer = window.setTimeout(() => ask(), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      ref={input}
      className={classes.search}
      size="xs"
      type="search"
      aria-label="Find a deal or account"
      placeholder="Find a deal or account"
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
