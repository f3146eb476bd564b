import { NativeSelect } from "@mantine/core";
import { DayInput } from "../../../../ui/DayInput.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { maySee, visibleOwners } from "../../../deals/access.ts";
import { compareName, type FiguresFilter, periodName } from "../contract.ts";
import type { Period } from "../rules.ts";
import { ColumnFilter } from "./ColumnFilter.tsx";
import classes from "./Figures.module.css";
import { hrefOfReport } from "./figures-address.ts";
import { useAims, useMe, usePeople, usePipelines } from "./use-figures.ts";

type Change = (part: Partial<FiguresFilter>) => void;
type Props = { filter: FiguresFilter; period: Period | undefined; change: Change };

const periods = [
  { value: "this-month", label: "This month" },
  { value: "last-month", label: "Last month" },
  { value: "this-quarter", label: "This quarter" },
  { value: "last-quarter", label: "Last quarter" },
  { value: "this-year", label: "This year" },
  { value: "last-year", label: "Last year" },
  { value: "last-90-days", label: "Last 90 days" },
  { value: "last-12-months", label: "Last 12 months" },
  { value: "own", label: "Other days" },
];
const comparisons = [
  { value: "before", label: "The period before" },
  { value: "year-before", label: "A year before" },
  { value: "none", label: "Nothing" },
];

/** What the report is of. Everything stands in the address. */
export function FiguresFilterBar({ filter, period, change }: Props) {
  const ownDays = filter.from !== undefined || filter.until !== undefined;
  return (
    <search className={`${classes.filter} filter-in-print`} aria-label="What the figures are of">
      <NativeSelect
        size="xs"
        label="Period"
        data={periods}
        value={ownDays ? "own" : (filter.period ?? "this-quarter")}
        onChange={({ currentTarget: { value } }) => {
          const named = periodName.safeParse(value);
          if (named.success) change({ period: named.data, from: undefined, until: undefined });
          else change({ period: undefined, from: period?.from, until: period?.until });
        }}
      />
      {ownDays && <OwnDays filter={filter} change={change} />}
      <NativeSelect
        size="xs"
        label="Compared with"
        data={comparisons}
        value={filter.compare ?? "before"}
        onChange={({ currentTarget: { value } }) => {
          const compare = compareName.safeParse(value).data;
          change({ compare, compareFrom: undefined, compareUntil: undefined });
        }}
      />
      <People filter={filter} change={change} />
      <Pipelines filter={filter} change={change} />
      <Aims filter={filter} change={change} />
      <ColumnFilter filter={filter} change={change} />
    </search>
  );
}

function OwnDays({ filter: { from, until }, change }: Omit<Props, "period">) {
  return (
    <>
      <DayInput label="From" value={from ?? null} onChange={(day) => day && change({ from: day })} />
      <DayInput label="Until" value={until ?? null} onChange={(day) => day && change({ until: day })} />
    </>
  );
}

function People({ filter, change }: Omit<Props, "period">) {
  const me = useMe();
  const people = usePeople();
  // A rep sees only their own deals: there is nobody to choose.
  if (!me || (me.role === "rep" && !me.isOwner) || people.length < 2) return null;
  // A manager is offered nobody whose deals would be refused them.
  const visible = visibleOwners({ ...me, memberId: me.id }, people);
  const seen = people.filter(({ id }) => maySee(visible, { ownerId: id }));
  const leads = seen.filter(({ id }) => people.some(({ managerId }) => managerId === id));
  const value = filter.person ? `person ${filter.person}` : filter.teamOf ? `team ${filter.teamOf}` : "";
  const toChoose = (kind: string, some: typeof people, words: (name: string) => string) =>
    some.map(({ id, name }) => ({ value: `${kind} ${id}`, label: words(name) }));
  return (
    <NativeSelect
      size="xs"
      label="Whose deals"
      value={value}
      data={[
        { value: "", label: visible === "all" ? "Everybody's" : "All you see" },
        ...toChoose("team", leads, (name) => `Team of ${name}`),
        ...toChoose("person", seen, (name) => name),
        { value: "person nobody", label: "Nobody's" },
      ]}
      onChange={({ currentTarget }) => {
        const [kind, id] = currentTarget.value.split(" ");
        change({ person: kind === "person" ? id : undefined, teamOf: kind === "team" ? id : undefined });
      }}
    />
  );
}

function Pipelines({ filter, change }: Omit<Props, "period">) {
  const pipelines = usePipelines();
  if (pipelines.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      label="Pipeline"
      value={filter.pipelineId ?? ""}
      data={[{ value: "", label: "All" }, ...pipelines.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={({ currentTarget: { value } }) => change({ pipelineId: value === "" ? undefined : value })}
    />
  );
}

function Aims({ filter: { personaId, campaignId }, change }: Omit<Props, "period">) {
  const { personas, campaigns } = useAims();
  const choose = (label: string, value: string | undefined, all: typeof personas, say: (id?: string) => void) =>
    all.length > 0 && (
      <NativeSelect
        size="xs"
        label={label}
        value={value ?? ""}
        data={[
          { value: "", label: "All" },
          ...all.map(({ id, name }) => ({ value: id, label: name })),
          { value: "none", label: "None known" },
        ]}
        onChange={({ currentTarget }) => say(currentTarget.value || undefined)}
      />
    );
  return (
    <>
      {choose("Persona", personaId, personas, (id) => change({ personaId: id }))}
      {choose("Campaign", campaignId, campaigns, (id) => change({ campaignId: id }))}
    </>
  );
}

/** What else narrows the report, each with the way back. */
export function Narrowed({
  filter,
  hrefOf = hrefOfReport,
}: {
  filter: FiguresFilter;
  hrefOf?: (filter: FiguresFilter) => string;
}) {
  const { source, column, value, ...wider } = filter;
  const ofColumn = column !== undefined && value !== undefined;
  if (source === undefined && !ofColumn) return null;
  return (
    <p className={classes.narrowed}>
      {source !== undefined && (
        <>
          Only deals {source === "" ? "without a source" : `from ${source}`}.{" "}
          <UiLink href={hrefOf({ ...wider, ...(ofColumn ? { column, value } : {}) })}>All sources</UiLink>{" "}
        </>
      )}
      {ofColumn && (
        <>
          Only deals {value === "" ? `without ${column}` : `whose ${column} is ${value}`}.{" "}
          <UiLink href={hrefOf({ ...wider, ...(source === undefined ? {} : { source }) })}>All of them</UiLink>
        </>
      )}
    </p>
  );
}
