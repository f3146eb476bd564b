import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { dayWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Coverage, QuotaFigures, QuotaTold } from "../quota/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals, ofDays } from "./figures-address.ts";
import { periodWords } from "./tell-figures.ts";
import { coverageNotes, headQuota, quotaNotes } from "./tell-quota.ts";
import { Count } from "./WinRateSection.tsx";

type Told = Extract<QuotaTold, { kind: "told" }>;
type Row = {
  key: string;
  name: string;
  sum: QuotaFigures["byCurrency"][number];
  /** Only of all currencies together: deals are not told apart by them. */
  won: { deals: number; href: string | null } | null;
};

/** How much of the quotas is won, and whether what is open covers the rest. */
export function QuotaSection({ filter, told }: { filter: FiguresFilter; told: QuotaTold }) {
  const reader = useReader();
  if (told.kind === "narrowed")
    return (
      <Section title="Quota and coverage">
        <p className={classes.note}>
          A quota is for all of a person's deals. Choose all pipelines, personas, campaigns, sources and columns to see
          it.
        </p>
      </Section>
    );
  const { figures, coverage, compared } = told;
  const notes = quotaNotes(figures, reader);
  if (figures.people === 0 && !compared?.figures.people)
    return (
      <Section title="No quota lies within this period">
        <p className={classes.note}>
          {[...notes, "Whoever has a quota of these days sees here how much of it is won."].join(" ")}{" "}
          <UiLink href="/comeback/quota">Quotas</UiLink>
        </p>
      </Section>
    );
  return (
    <Section
      title={headQuota(told, reader)}
      lead="Quotas that lie within the period, and what their people won on their days. Only those you may see: your own, and those of the people you lead."
    >
      <DataTable
        caption="Quotas and what was won of them"
        files={exportLinks("quota", filter)}
        columns={columns}
        rows={rowsOf(told, filter, reader)}
        keyOf={({ key }) => key}
        keys={false}
      />
      {notes.length > 0 && <p className={classes.note}>{notes.join(" ")}</p>}
      {coverage.kind === "known" && coverage.left.amountCents > 0 && <Covered coverage={coverage} filter={filter} />}
    </Section>
  );
}

function rowsOf({ period, figures, compared }: Told, filter: FiguresFilter, reader: Reader): Row[] {
  const rows = (name: string, { byCurrency, total, wonDeals }: QuotaFigures, href: string | null): Row[] => {
    const won = { deals: wonDeals, href };
    const several = byCurrency.length > 1;
    const own = byCurrency.map(
      (sum): Row => ({
        ...{ key: `${name} ${sum.quota.currency}`, name: several ? `${name}, in ${sum.quota.currency}` : name },
        ...{ sum, won: several ? null : won },
      }),
    );
    return several && total ? [...own, { key: `${name} all`, name: `${name}, all`, sum: total, won }] : own;
  };
  const now = rows(periodWords(period, reader), figures, hrefOfDeals(filter, "quota-won"));
  if (!compared) return now;
  // Of days that are not over the list would hold later deals, too.
  const isWhole = compared.wonUntil === compared.period.until;
  const days = periodWords(compared.period, reader);
  const name = isWhole ? days : `${days}, won by ${dayWords(compared.wonUntil, reader)}`;
  const href = isWhole ? hrefOfDeals(ofDays(filter, compared.period), "quota-won") : null;
  return [...now, ...rows(name, compared.figures, href)];
}

const columns: Column<Row>[] = [
  { id: "name", heading: "Quotas of", onPhone: "title", cell: ({ name }) => name },
  {
    id: "quotas",
    heading: "Quotas",
    align: "right",
    needsRoom: true,
    cell: ({ sum }) => <Whole value={sum.quotas} />,
  },
  { id: "quota", heading: "Quota", align: "right", cell: ({ sum: { quota } }) => <Money {...quota} /> },
  { id: "won", heading: "Won", align: "right", cell: ({ sum: { won } }) => <Money {...won} /> },
  {
    id: "deals",
    heading: "Deals",
    align: "right",
    cell: ({ won }) => <WonDeals won={won} />,
  },
  { id: "share", heading: "Attained", align: "right", cell: ({ sum }) => <Percent value={sum.share} /> },
];

type Known = Extract<Coverage, { kind: "known" }>;

function Covered({ coverage, filter }: { coverage: Known; filter: FiguresFilter }) {
  const reader = useReader();
  const notes = coverageNotes(coverage, reader);
  return (
    <>
      <DataTable
        caption="What is open today against what quotas still need"
        columns={coverageColumns(filter)}
        rows={[coverage]}
        keyOf={() => "today"}
        keys={false}
      />
      {notes.length > 0 && <p className={classes.note}>{notes.join(" ")}</p>}
    </>
  );
}

const coverageColumns = (filter: FiguresFilter): Column<Known>[] => [
  { id: "when", heading: "As things stand", onPhone: "title", cell: () => "Today" },
  { id: "needed", heading: "Still needed", align: "right", cell: ({ left }) => <Money {...left} /> },
  { id: "open", heading: "Open", align: "right", cell: ({ open }) => <Money {...open.amount} /> },
  {
    id: "deals",
    heading: "Deals",
    align: "right",
    cell: ({ open, openNoAmount, openNoRate }) => (
      <Count count={open.deals + openNoAmount + openNoRate} href={hrefOfDeals(filter, "quota-open")} />
    ),
  },
  {
    id: "open-share",
    heading: "Open of needed",
    align: "right",
    needsRoom: true,
    cell: ({ openShare }) => openShare !== null && <Percent value={openShare} />,
  },
  {
    id: "likely",
    heading: "Likely in time",
    align: "right",
    cell: ({ likely: { amount, range } }) => (
      <span>
        <Money {...amount} />{" "}
        {range && (
          <span className={classes.quiet}>
            (<Money {...range.low} /> to <Money {...range.high} />)
          </span>
        )}
      </span>
    ),
  },
  {
    id: "share",
    heading: "Likely of needed",
    align: "right",
    cell: ({ share }) => share !== null && <Percent value={share} />,
  },
];

const Money = ({ amountCents, currency }: { amountCents: number; currency: string }) => (
  <MoneyText minorUnits={amountCents} currency={currency} short />
);

function WonDeals({ won }: Pick<Row, "won">) {
  if (won === null) return <span>–</span>;
  return won.href === null ? <Whole value={won.deals} /> : <Count count={won.deals} href={won.href} />;
}

function Percent({ value }: { value: number }) {
  return percentWords(value, useReader());
}

function Whole({ value }: { value: number }) {
  return numberWords(value, useReader());
}
